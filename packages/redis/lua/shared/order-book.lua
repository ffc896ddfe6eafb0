-- Orders that the ledger speaks of: read and checked against what the gate knows, changed here, then written at once.
local known, touched, touchedSkus, liveOf, changedBuyers = {}, {}, {}, {}, {}
local skus = {}

local function readBook(skusKey, ordersKey, buyersKey, skuNames, freeKeys, heldKeys, orderIds)
  for i, line in ipairs(readFields(skusKey, skuNames)) do
    skus[skuNames[i]] = line and readSku(skuNames[i], line, freeKeys[i], heldKeys[i])
  end
  for i, line in ipairs(readFields(ordersKey, orderIds)) do
    known[orderIds[i]] = line and readOrder(line) or nil
  end
  local buyerIds = {}
  for _, order in pairs(known) do
    buyerIds[#buyerIds + 1] = order.buyerId
  end
  for i, ids in ipairs(readFields(buyersKey, buyerIds)) do
    local live = {}
    for orderId in string.gmatch(ids or '', '%S+') do
      live[#live + 1] = orderId
    end
    liveOf[buyerIds[i]] = live
  end
end

local function touch(order)
  if not touched[order.orderId] then
    touched[order.orderId] = true
    touched[#touched + 1] = order
  end
end

-- The order and its sku, if order and unit both match and the unit is held; else nil.
local function findHeld(orderId, skuName, unit)
  local order = known[orderId]
  if not order or order.sku ~= skuName or order.unit ~= unit or not isHeld(order) then
    return nil
  end
  return order, skus[skuName]
end

local function touchSku(sku)
  if not sku.returned then
    sku.returned = {}
    touchedSkus[#touchedSkus + 1] = sku
  end
end

-- The ledger has promised the order: it may be paid until then.
local function promiseOrder(orderId, payByMs)
  local order = known[orderId]
  if order and order.stage == 'reserved' then
    order.stage, order.payByMs = 'promised', payByMs
    touch(order)
  end
end

-- The order has ended: its unit is free, and it counts against no limit.
local function releaseOrder(orderId, skuName, unit)
  local order, sku = findHeld(orderId, skuName, unit)
  if not order then
    return
  end
  touchSku(sku)
  order.stage = 'done'
  sku.held, sku.available = sku.held - 1, sku.available + 1
  sku.returned[#sku.returned + 1] = unit
  local live = {}
  for _, each in ipairs(liveOf[order.buyerId]) do
    if each ~= orderId then
      live[#live + 1] = each
    end
  end
  liveOf[order.buyerId], changedBuyers[order.buyerId] = live, live
  touch(order)
end

local function sellOrder(orderId, skuName, unit)
  local order, sku = findHeld(orderId, skuName, unit)
  if not order then
    return
  end
  touchSku(sku)
  order.stage = 'sold'
  sku.held, sku.sold = sku.held - 1, sku.sold + 1
  touch(order)
end

-- Lines for the nodes on everything that has changed. Reads only.
local function patchOf(ordersKey, paymentWindowMs)
  local patch = {}
  for _, sku in ipairs(touchedSkus) do
    local oldest = oldestHeld(sku, ordersKey, known)
    patch[#patch + 1] = skuPatch(sku, sku.available == 0 and backFrom(oldest, paymentWindowMs) or '')
  end
  for _, order in ipairs(touched) do
    patch[#patch + 1] = 'order\t' .. writeOrder(order)
  end
  return patch
end

local function writeBook(skusKey, ordersKey, buyersKey)
  local skuFields, orderFields, buyerFields, gone = {}, {}, {}, {}
  for _, sku in ipairs(touchedSkus) do
    callInSlices('RPUSH', sku.freeKey, sku.returned)
    if sku.passed > 0 then
      redis.call('LTRIM', sku.heldKey, sku.passed, -1)
    end
    skuFields[#skuFields + 1] = sku.name
    skuFields[#skuFields + 1] = writeSku(sku)
  end
  for _, order in ipairs(touched) do
    orderFields[#orderFields + 1] = order.orderId
    orderFields[#orderFields + 1] = writeOrder(order)
  end
  for buyerId, live in pairs(changedBuyers) do
    if #live == 0 then
      gone[#gone + 1] = buyerId
    else
      buyerFields[#buyerFields + 1] = buyerId
      buyerFields[#buyerFields + 1] = table.concat(live, ' ')
    end
  end
  callInSlices('HSET', skusKey, skuFields)
  callInSlices('HSET', ordersKey, orderFields)
  callInSlices('HSET', buyersKey, buyerFields)
  callInSlices('HDEL', buyersKey, gone)
end
