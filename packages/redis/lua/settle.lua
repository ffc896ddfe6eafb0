#!lua flags=allow-oom
-- settle: brings the ledger's word on the orders of one outbox entry, and takes the entry out of the outbox.
--
-- KEYS  1 state, 2 skus, 3 orders, 4 buyers, 5 outbox, 6 changes, then free and held of each sku that is named
-- ARGV  1 changes kept, 2 the outbox's group, 3 the entry's id, 4 its epoch, 5 how many skus, their names, then for each
--       order: its id, sku, unit, word (`promised`, `sold`, `ended`, `astray`, `waiting`), payBy in ms or '', and the
--       settlement as the nodes are to hear it
-- Returns `done`, or `sale-not-found`: the gate has lost the sale
-- Keeps: no limbo (whoever waits at any node hears the word), no leak (a refused unit comes back). It acts behind a fence
--       too, so that what is in flight can drain. `astray` of this epoch disarms the gate: it gave what was taken.

--@include slices
--@include order-line
--@include sku-line
--@include held-line
--@include order-book
--@include tell-nodes

local state, skusKey, ordersKey, buyersKey, outbox, changes = KEYS[1], KEYS[2], KEYS[3], KEYS[4], KEYS[5], KEYS[6]
local changesKept, group, entryId, entryEpoch, skuCount = ARGV[1], ARGV[2], ARGV[3], ARGV[4], tonumber(ARGV[5])
local skuNames, freeKeys, heldKeys = {}, {}, {}
for i = 1, skuCount do
  skuNames[i], freeKeys[i], heldKeys[i] = ARGV[5 + i], KEYS[5 + 2 * i], KEYS[6 + 2 * i]
end
local orderIds, skuOf, unitOf, wordOf, payByOf, toldOf = {}, {}, {}, {}, {}, {}
local count = 0
for first = 6 + skuCount, #ARGV, 6 do
  count = count + 1
  orderIds[count], skuOf[count], unitOf[count] = ARGV[first], ARGV[first + 1], ARGV[first + 2]
  wordOf[count], payByOf[count], toldOf[count] = ARGV[first + 3], ARGV[first + 4], ARGV[first + 5]
end

local epoch, armed, paymentWindowMs = unpack(redis.call('HMGET', state, 'epoch', 'armed', 'paymentWindowMs'))
if not epoch then
  return 'sale-not-found'
end
redis.call('XLEN', changes)
redis.call('XLEN', outbox)
readBook(skusKey, ordersKey, buyersKey, skuNames, freeKeys, heldKeys, orderIds)
local isAstray = false
for i, orderId in ipairs(orderIds) do
  local word = wordOf[i]
  if word == 'promised' then
    promiseOrder(orderId, payByOf[i])
  elseif word == 'sold' then
    promiseOrder(orderId, payByOf[i])
    sellOrder(orderId, skuOf[i], unitOf[i])
  elseif word == 'ended' or word == 'astray' then
    releaseOrder(orderId, skuOf[i], unitOf[i])
    isAstray = isAstray or (word == 'astray' and entryEpoch == epoch)
  end
end
local patch = patchOf(ordersKey, tonumber(paymentWindowMs))
for i, orderId in ipairs(orderIds) do
  patch[#patch + 1] = 'told\t' .. orderId .. '\t' .. toldOf[i]
end
if isAstray and armed == '1' then
  patch[#patch + 1] = 'fenced'
end

writeBook(skusKey, ordersKey, buyersKey)
if isAstray then
  redis.call('HSET', state, 'armed', '0', 'touchedMs', '0')
end
redis.call('XACK', outbox, group, entryId)
if redis.call('XDEL', outbox, entryId) == 1 then
  redis.call('HINCRBY', state, 'inFlight', -count)
end
tellNodes(state, changes, changesKept, epoch, patch)
return 'done'
