#!lua
-- withdraw: takes free units out for the house, all or none, those that would be given last.
--
-- KEYS  1 state, 2 skus, 3 orders, 4 withdrawn, 5 changes, 6 free and 7 held of the sku
-- ARGV  1 changes kept, 2 sku, 3 adjustment id, 4 how many units
-- Returns `withdrawn` and the units' numbers, `not-enough-free` and how many are free, `not-armed` or `unknown-sku`
-- Keeps: a unit is in one place. The same adjustment id is answered with the same units.

--@include standing
--@include order-line
--@include sku-line
--@include held-line
--@include tell-nodes

local state, skusKey, ordersKey, withdrawn, changes, freeKey, heldKey =
  KEYS[1], KEYS[2], KEYS[3], KEYS[4], KEYS[5], KEYS[6], KEYS[7]
local changesKept, name, adjustmentId, wanted = ARGV[1], ARGV[2], ARGV[3], tonumber(ARGV[4])

local epoch, armed, runId, paymentWindowMs =
  unpack(redis.call('HMGET', state, 'epoch', 'armed', 'runId', 'paymentWindowMs'))
if armed ~= '1' or not isThisServer(runId) then
  return { 'not-armed' }
end
redis.call('XLEN', changes)
local before = redis.call('HGET', withdrawn, adjustmentId)
if before then
  return { 'withdrawn', before }
end
local line = redis.call('HGET', skusKey, name)
if not line then
  return { 'unknown-sku' }
end
local sku = readSku(name, line, freeKey, heldKey)
if sku.available < wanted then
  return { 'not-enough-free', sku.available }
end
sku.available = sku.available - wanted
local isLast = sku.available == 0
local backFromMs = isLast and backFrom(oldestHeld(sku, ordersKey, {}), tonumber(paymentWindowMs)) or ''

local units = table.concat(redis.call('LPOP', freeKey, wanted) or {}, ' ')
redis.call('HSET', withdrawn, adjustmentId, units)
tellNodes(state, changes, changesKept, epoch, { skuPatch(sku, backFromMs) })
return { 'withdrawn', units }
