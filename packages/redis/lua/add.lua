#!lua
-- add: puts new units up for sale, the lowest number first.
--
-- KEYS  1 state, 2 skus, 3 changes, 4 free and 5 held of the sku
-- ARGV  1 changes kept, 2 sku, 3 first unit, 4 last unit
-- Returns `done`, `not-armed` or `unknown-sku`: nothing was changed
-- Keeps: a unit number is never used twice. Numbers up to the highest known one were added before.

--@include standing
--@include slices
--@include sku-line
--@include tell-nodes

local state, skusKey, changes, freeKey, heldKey = KEYS[1], KEYS[2], KEYS[3], KEYS[4], KEYS[5]
local changesKept, name, firstUnit, lastUnit = ARGV[1], ARGV[2], tonumber(ARGV[3]), tonumber(ARGV[4])

local epoch, armed, runId = unpack(redis.call('HMGET', state, 'epoch', 'armed', 'runId'))
if armed ~= '1' or not isThisServer(runId) then
  return 'not-armed'
end
redis.call('XLEN', changes)
local line = redis.call('HGET', skusKey, name)
if not line then
  return 'unknown-sku'
end
local sku = readSku(name, line, freeKey, heldKey)
local first = math.max(firstUnit, sku.unitLast + 1)
if first > lastUnit then
  return 'done'
end

local units = {}
for unit = lastUnit, first, -1 do
  units[#units + 1] = unit
end
sku.unitLast = lastUnit
sku.available = sku.available + #units
callInSlices('RPUSH', freeKey, units)
redis.call('HSET', skusKey, name, writeSku(sku))
tellNodes(state, changes, changesKept, epoch, { skuPatch(sku, '') })
return 'done'
