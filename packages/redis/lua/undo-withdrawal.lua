#!lua
-- undo-withdrawal: gives back what a withdrawal took that the ledger did not store.
--
-- KEYS  1 state, 2 skus, 3 withdrawn, 4 changes, 5 free and 6 held of the sku
-- ARGV  1 changes kept, 2 sku, 3 adjustment id
-- Returns `done`, or `not-armed`: nothing was changed
-- Keeps: no leak. Units come back once; an adjustment id that is not known changes nothing.

--@include standing
--@include slices
--@include sku-line
--@include tell-nodes

local state, skusKey, withdrawn, changes, freeKey, heldKey = KEYS[1], KEYS[2], KEYS[3], KEYS[4], KEYS[5], KEYS[6]
local changesKept, name, adjustmentId = ARGV[1], ARGV[2], ARGV[3]

local epoch, armed, runId = unpack(redis.call('HMGET', state, 'epoch', 'armed', 'runId'))
if armed ~= '1' or not isThisServer(runId) then
  return 'not-armed'
end
redis.call('XLEN', changes)
local before = redis.call('HGET', withdrawn, adjustmentId)
local line = redis.call('HGET', skusKey, name)
if not before or not line then
  return 'done'
end
local sku = readSku(name, line, freeKey, heldKey)

-- Pushed in reverse, so that they lie as they lay: those taken from the bottom are at the bottom again.
local units = {}
for unit in string.gmatch(before, '%d+') do
  table.insert(units, unit)
end
local reversed = {}
for i = #units, 1, -1 do
  reversed[#reversed + 1] = units[i]
end
sku.available = sku.available + #units
callInSlices('LPUSH', freeKey, reversed)
redis.call('HDEL', withdrawn, adjustmentId)
tellNodes(state, changes, changesKept, epoch, { skuPatch(sku, '') })
return 'done'
