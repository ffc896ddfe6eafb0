-- An order as one line: its fields behind tabs, in the order of these names. No field can hold a tab.
local orderPattern = '^([^\t]*)\t([^\t]*)\t([^\t]*)\t([^\t]*)\t([^\t]*)\t([^\t]*)\t([^\t]*)\t([^\t]*)\t([^\t]*)$'

local function readOrder(line)
  local orderId, buyerId, sku, unit, slot, key, placedAtMs, payByMs, stage = string.match(line, orderPattern)
  return {
    orderId = orderId,
    buyerId = buyerId,
    sku = sku,
    unit = unit,
    slot = slot,
    key = key,
    placedAtMs = placedAtMs,
    payByMs = payByMs,
    stage = stage,
  }
end

local function writeOrder(order)
  return order.orderId .. '\t' .. order.buyerId .. '\t' .. order.sku .. '\t' .. order.unit .. '\t' .. order.slot .. '\t'
    .. order.key .. '\t' .. order.placedAtMs .. '\t' .. order.payByMs .. '\t' .. order.stage
end

local function isHeld(order)
  return order.stage == 'reserved' or order.stage == 'promised'
end
