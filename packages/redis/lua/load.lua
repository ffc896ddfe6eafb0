#!lua
-- load: puts a part of what the ledger knows into a fenced gate. Part 0 empties it first.
--
-- KEYS  1 state, 2 skus, 3 orders, 4 buyers, 5 named, 6 withdrawn, then free and held of each sku that is named
-- ARGV  1 epoch, 2 number of the part, 3 how many skus, then for each: its name, the highest unit number (or '': the
--       sku was loaded before), how many free units, their numbers in ascending order; then the lines of orders
-- Returns `done`, or `refused`: not fenced under this epoch, or a part before this one is missing
-- Keeps: no unit is put up twice: a part that was loaded before changes nothing. A builder of an older epoch does nothing.

--@include standing
--@include slices
--@include order-line
--@include sku-line

local state, skusKey, ordersKey, buyersKey, namedKey, withdrawn = KEYS[1], KEYS[2], KEYS[3], KEYS[4], KEYS[5], KEYS[6]
local partEpoch, number, skuCount = ARGV[1], tonumber(ARGV[2]), tonumber(ARGV[3])
local named, at = {}, 4
for i = 1, skuCount do
  local sku = { name = ARGV[at], unitLast = ARGV[at + 1], freeKey = KEYS[5 + 2 * i], heldKey = KEYS[6 + 2 * i] }
  sku.first, sku.last = at + 3, at + 2 + tonumber(ARGV[at + 2])
  named[i], at = sku, sku.last + 1
end
local lines = { unpack(ARGV, at) }

local epoch, armed, partsLoaded = unpack(redis.call('HMGET', state, 'epoch', 'armed', 'partsLoaded'))
if epoch ~= partEpoch or armed == '1' or number > tonumber(partsLoaded) then
  return 'refused'
end
if number < tonumber(partsLoaded) then
  return 'done'
end

if number == 0 then
  redis.call('UNLINK', skusKey, ordersKey, buyersKey, namedKey, withdrawn)
  redis.call('HSET', state, 'runId', ownRunId())
end

local skus = {}
for _, each in ipairs(named) do
  local line = redis.call('HGET', skusKey, each.name)
  if not line then
    -- The first that is loaded of a sku: whatever its lists held was of another gate.
    redis.call('UNLINK', each.freeKey, each.heldKey)
    line = each.unitLast .. '\t0\t0'
  end
  skus[each.name] = readSku(each.name, line, each.freeKey, each.heldKey)
  -- The last of the list is given first: pushed in ascending order from the front, the lowest number stays last.
  for first = each.first, each.last, pieceMax do
    redis.call('LPUSH', each.freeKey, unpack(ARGV, first, math.min(first + pieceMax - 1, each.last)))
  end
end

local orderIds = {}
for i, line in ipairs(lines) do
  orderIds[i] = string.match(line, '^[^\t]*')
end
local isKnown = readFields(ordersKey, orderIds)
local orderFields, namedFields, liveOf, heldOf = {}, {}, {}, {}
for i, line in ipairs(lines) do
  if not isKnown[i] then
    local order = readOrder(line)
    local sku = skus[order.sku]
    orderFields[#orderFields + 1] = order.orderId
    orderFields[#orderFields + 1] = line
    if order.key ~= '' then
      namedFields[#namedFields + 1] = order.buyerId .. '\t' .. order.key
      namedFields[#namedFields + 1] = order.orderId
    end
    if order.stage ~= 'done' then
      liveOf[order.buyerId] = (liveOf[order.buyerId] and liveOf[order.buyerId] .. ' ' or '') .. order.orderId
    end
    if order.stage == 'sold' then
      sku.sold = sku.sold + 1
    elseif isHeld(order) then
      sku.held = sku.held + 1
      heldOf[sku.heldKey] = heldOf[sku.heldKey] or {}
      table.insert(heldOf[sku.heldKey], order.orderId)
    end
  end
end

local buyerIds, buyerFields, skuFields = {}, {}, {}
for buyerId in pairs(liveOf) do
  buyerIds[#buyerIds + 1] = buyerId
end
for i, before in ipairs(readFields(buyersKey, buyerIds)) do
  buyerFields[#buyerFields + 1] = buyerIds[i]
  buyerFields[#buyerFields + 1] = (before and before .. ' ' or '') .. liveOf[buyerIds[i]]
end
for name, sku in pairs(skus) do
  skuFields[#skuFields + 1] = name
  skuFields[#skuFields + 1] = writeSku(sku)
end
callInSlices('HSET', skusKey, skuFields)
callInSlices('HSET', ordersKey, orderFields)
callInSlices('HSET', buyersKey, buyerFields)
callInSlices('HSET', namedKey, namedFields)
for heldKey, ids in pairs(heldOf) do
  callInSlices('RPUSH', heldKey, ids)
end
local time = redis.call('TIME')
local nowMs = tonumber(time[1]) * 1000 + math.floor(tonumber(time[2]) / 1000)
redis.call('HSET', state, 'partsLoaded', number + 1, 'touchedMs', string.format('%.0f', nowMs))
redis.call('HINCRBY', state, 'step', 1)
return 'done'
