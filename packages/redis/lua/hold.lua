#!lua
-- hold: decides a batch of asks in their order, each on the state that the last one left, and takes their units.
--
-- KEYS  1 state, 2 skus, 3 orders, 4 buyers, 5 named, 6 outbox, 7 changes, then free and held of each sku that is named
-- ARGV  1 orders in flight at most, 2 their age in ms at most, 3 orders of an outbox entry at most, 4 changes kept,
--       5 how many skus, their names, then for each ask: order id, buyer id, which of the skus from 1, key or ''
-- Returns seconds and microseconds of the gate's clock, then for each ask the name of its outcome and, behind a tab,
--       what it carries: an order's line, `opensAtMs`, `limit` and order ids, or the earliest return in ms
-- Keeps: no oversell (a unit's number leaves `free` in the step that gives it), one each, on the dot; the order is in
--       the outbox in the same step. The same order id has the same answer and takes nothing.

--@include standing
--@include slices
--@include order-line
--@include sku-line
--@include held-line
--@include tell-nodes

local state, skusKey, ordersKey, buyersKey, namedKey, outbox, changes =
  KEYS[1], KEYS[2], KEYS[3], KEYS[4], KEYS[5], KEYS[6], KEYS[7]
local inFlightMax, ageMaxMs, entryMax, changesKept = tonumber(ARGV[1]), tonumber(ARGV[2]), tonumber(ARGV[3]), ARGV[4]
local skuCount = tonumber(ARGV[5])
local skuNames, freeKeys, heldKeys = {}, {}, {}
for i = 1, skuCount do
  skuNames[i], freeKeys[i], heldKeys[i] = ARGV[5 + i], KEYS[6 + 2 * i], KEYS[7 + 2 * i]
end
local orderIds, buyerIds, skuOf, keyOf = {}, {}, {}, {}
local count = 0
for first = 6 + skuCount, #ARGV, 4 do
  count = count + 1
  orderIds[count], buyerIds[count] = ARGV[first], ARGV[first + 1]
  skuOf[count], keyOf[count] = tonumber(ARGV[first + 2]), ARGV[first + 3]
end

-- Everything is read and checked before anything is written: an error here leaves no trace.
local time = redis.call('TIME')
local nowMs = tonumber(time[1]) * 1000 + math.floor(tonumber(time[2]) / 1000)
local nowText = string.format('%.0f', nowMs)
local out = { time[1], time[2] }

local rules = redis.call(
  'HMGET', state,
  'epoch', 'armed', 'runId', 'opensAtMs', 'closesAtMs', 'perBuyer', 'paymentWindowMs', 'paused', 'inFlight'
)
local epoch, armed, runId, opensAtMs = rules[1], rules[2], rules[3], rules[4]
local closesAtMs, perBuyer, paymentWindowMs = tonumber(rules[5]), tonumber(rules[6]), tonumber(rules[7])
local isPaused, inFlight = rules[8] == '1', tonumber(rules[9])
if not epoch or armed ~= '1' or not isThisServer(runId) then
  local outcome = epoch and 'not-armed' or 'sale-not-found'
  for i = 1, count do
    out[i + 2] = outcome
  end
  return out
end
local isOpen = nowMs >= tonumber(opensAtMs)

local skuLines = readFields(skusKey, skuNames)
local skus, canGive = {}, false
for i = 1, skuCount do
  local sku = skuLines[i] and readSku(skuNames[i], skuLines[i], freeKeys[i], heldKeys[i])
  skus[i] = sku
  if sku and sku.available > 0 then
    canGive = true
    redis.call('LLEN', sku.heldKey)
  end
end
local isLedgerLate = false
if canGive then
  redis.call('XLEN', changes)
  local oldest = redis.call('XRANGE', outbox, '-', '+', 'COUNT', 1)[1]
  isLedgerLate = oldest ~= nil and nowMs - tonumber(string.match(oldest[1], '^%d+')) > ageMaxMs
end

-- Orders that the asks or their buyers have already, by id; live order ids of a buyer; order ids that a key named.
local known, liveOf, named = {}, {}, {}
local wanted = {}
for i, line in ipairs(readFields(ordersKey, orderIds)) do
  known[orderIds[i]] = line and readOrder(line) or nil
end
for i, ids in ipairs(readFields(buyersKey, buyerIds)) do
  if ids and not liveOf[buyerIds[i]] then
    local live = {}
    for orderId in string.gmatch(ids, '%S+') do
      live[#live + 1] = orderId
      wanted[#wanted + 1] = orderId
    end
    liveOf[buyerIds[i]] = live
  end
end
local wishes = {}
for i = 1, count do
  if keyOf[i] ~= '' then
    wishes[#wishes + 1] = buyerIds[i] .. '\t' .. keyOf[i]
  end
end
for i, orderId in ipairs(readFields(namedKey, wishes)) do
  if orderId then
    named[wishes[i]] = orderId
    wanted[#wanted + 1] = orderId
  end
end
for i, line in ipairs(readFields(ordersKey, wanted)) do
  known[wanted[i]] = line and readOrder(line) or known[wanted[i]]
end

-- What a buyer who was given something before is answered, or nil.
local function decideKnownBuyer(i, sku)
  local wish = keyOf[i] ~= '' and named[buyerIds[i] .. '\t' .. keyOf[i]]
  if wish then
    local order = known[wish]
    return order.sku == sku.name and 'already-held\t' .. writeOrder(order) or 'key-reused'
  end
  local live = liveOf[buyerIds[i]]
  if not live or #live == 0 then
    return nil
  end
  if keyOf[i] == '' or perBuyer == 1 then
    return 'already-held\t' .. writeOrder(known[live[#live]])
  end
  if #live < perBuyer then
    return nil
  end
  return 'limit-reached\t' .. perBuyer .. '\t' .. table.concat(live, ' ')
end

local function freeSlot(live)
  if #live == 0 then
    return '0'
  end
  local taken = {}
  for _, orderId in ipairs(live) do
    taken[known[orderId].slot] = true
  end
  local slot = 0
  while taken[tostring(slot)] do
    slot = slot + 1
  end
  return tostring(slot)
end

local given, lines, changedBuyers, newNames = {}, {}, {}, {}

local function take(i, sku)
  sku.units = sku.units or redis.call('LRANGE', sku.freeKey, -count, -1)
  sku.given = sku.given or {}
  local live = liveOf[buyerIds[i]] or {}
  local order = {
    orderId = orderIds[i],
    buyerId = buyerIds[i],
    sku = sku.name,
    unit = table.remove(sku.units),
    slot = freeSlot(live),
    key = keyOf[i],
    placedAtMs = nowText,
    payByMs = '',
    stage = 'reserved',
  }
  known[order.orderId] = order
  live[#live + 1] = order.orderId
  liveOf[order.buyerId] = live
  changedBuyers[order.buyerId] = live
  if order.key ~= '' then
    named[order.buyerId .. '\t' .. order.key] = order.orderId
    newNames[#newNames + 1] = order.buyerId .. '\t' .. order.key
    newNames[#newNames + 1] = order.orderId
  end
  sku.available = sku.available - 1
  sku.held = sku.held + 1
  sku.given[#sku.given + 1] = order.orderId
  given[#given + 1] = order
  lines[#given] = writeOrder(order)
  return 'held\t' .. lines[#given]
end

local function returnOf(sku)
  local oldest = oldestHeld(sku, ordersKey, known) or (sku.given and known[sku.given[1]])
  return backFrom(oldest, paymentWindowMs)
end

local function decide(i)
  local before = known[orderIds[i]]
  if before then
    return 'held\t' .. writeOrder(before)
  end
  local sku = skus[skuOf[i]]
  if not sku then
    return 'unknown-sku'
  end
  if not isOpen then
    return 'sale-not-open\t' .. opensAtMs
  end
  local answer = decideKnownBuyer(i, sku)
  if answer then
    return answer
  end
  if isPaused then
    return 'sale-paused'
  end
  if nowMs >= closesAtMs then
    return 'sale-ended'
  end
  if sku.available > 0 then
    if isLedgerLate or inFlight + #given >= inFlightMax then
      return 'busy'
    end
    return take(i, sku)
  end
  if sku.held == 0 then
    return 'sold-out'
  end
  sku.refusal = sku.refusal or 'all-held\t' .. returnOf(sku)
  return sku.refusal
end

for i = 1, count do
  out[i + 2] = decide(i)
end
if #given == 0 then
  return out
end

-- From here on everything is written.
local patch, orderFields, buyerFields, skuFields = {}, {}, {}, {}
for _, sku in pairs(skus) do
  if sku and sku.given then
    patch[#patch + 1] = skuPatch(sku, sku.available == 0 and returnOf(sku) or '')
    skuFields[#skuFields + 1] = sku.name
    skuFields[#skuFields + 1] = writeSku(sku)
  end
end
for i, order in ipairs(given) do
  patch[#patch + 1] = 'order\t' .. lines[i]
  orderFields[2 * i - 1], orderFields[2 * i] = order.orderId, lines[i]
end
for buyerId, live in pairs(changedBuyers) do
  buyerFields[#buyerFields + 1] = buyerId
  buyerFields[#buyerFields + 1] = table.concat(live, ' ')
end

for _, sku in pairs(skus) do
  if sku and sku.given then
    redis.call('RPOP', sku.freeKey, #sku.given)
    redis.call('RPUSH', sku.heldKey, unpack(sku.given))
  end
end
redis.call('HSET', skusKey, unpack(skuFields))
callInSlices('HSET', ordersKey, orderFields)
callInSlices('HSET', buyersKey, buyerFields)
callInSlices('HSET', namedKey, newNames)
for first = 1, #lines, entryMax do
  local entry = table.concat(lines, '\n', first, math.min(first + entryMax - 1, #lines))
  redis.call('XADD', outbox, '*', 'epoch', epoch, 'orders', entry)
end
redis.call('HINCRBY', state, 'inFlight', #given)
tellNodes(state, changes, changesKept, epoch, patch)
return out
