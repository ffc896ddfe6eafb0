#!lua flags=allow-oom
-- paid: marks units of paid orders as sold for good.
--
-- KEYS  1 state, 2 skus, 3 orders, 4 buyers, 5 changes, then free and held of each sku that is named
-- ARGV  1 changes kept, 2 how many skus, their names, then for each order: its id, sku, unit
-- Returns `done`, or `not-armed`: nothing was changed
-- Keeps: paid means sold, once, and only by the order that holds the unit. An order id that is not known, or holds
--       another unit, or has ended, changes nothing.

--@include standing
--@include slices
--@include order-line
--@include sku-line
--@include held-line
--@include order-book
--@include tell-nodes

local state, skusKey, ordersKey, buyersKey, changes = KEYS[1], KEYS[2], KEYS[3], KEYS[4], KEYS[5]
local changesKept, skuCount = ARGV[1], tonumber(ARGV[2])
local skuNames, freeKeys, heldKeys = {}, {}, {}
for i = 1, skuCount do
  skuNames[i], freeKeys[i], heldKeys[i] = ARGV[2 + i], KEYS[4 + 2 * i], KEYS[5 + 2 * i]
end
local orderIds, skuOf, unitOf = {}, {}, {}
for first = 3 + skuCount, #ARGV, 3 do
  orderIds[#orderIds + 1], skuOf[#skuOf + 1], unitOf[#unitOf + 1] = ARGV[first], ARGV[first + 1], ARGV[first + 2]
end

local epoch, armed, runId, paymentWindowMs =
  unpack(redis.call('HMGET', state, 'epoch', 'armed', 'runId', 'paymentWindowMs'))
if armed ~= '1' or not isThisServer(runId) then
  return 'not-armed'
end
redis.call('XLEN', changes)
readBook(skusKey, ordersKey, buyersKey, skuNames, freeKeys, heldKeys, orderIds)
for i, orderId in ipairs(orderIds) do
  sellOrder(orderId, skuOf[i], unitOf[i])
end
local patch = patchOf(ordersKey, tonumber(paymentWindowMs))
if #patch == 0 then
  return 'done'
end

writeBook(skusKey, ordersKey, buyersKey)
tellNodes(state, changes, changesKept, epoch, patch)
return 'done'
