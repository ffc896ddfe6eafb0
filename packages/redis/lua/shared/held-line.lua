-- Held orders stand in line, oldest first; those that are held no more are passed over, and cut off with the next
-- write. One call passes a bounded number of them, so that a long line of sold units never stops the gate.
local passMax = 1000

-- The oldest held order of a sku, or nil. `known` are orders that this call has read or changed, by their id.
local function oldestHeld(sku, ordersKey, known)
  local stop = math.min(redis.call('LLEN', sku.heldKey), passMax)
  if sku.held == 0 then
    sku.passed = stop
    return nil
  end
  while sku.passed < stop do
    local orderId = redis.call('LINDEX', sku.heldKey, sku.passed)
    local order = known[orderId]
    if not order then
      local line = redis.call('HGET', ordersKey, orderId)
      order = line and readOrder(line)
    end
    if order and isHeld(order) then
      return order
    end
    sku.passed = sku.passed + 1
  end
  return nil
end

-- From when units may come back: when the oldest unpaid hold falls due. Epoch ms as text, or '' when not known.
local function backFrom(order, paymentWindowMs)
  if not order then
    return ''
  end
  if order.payByMs ~= '' then
    return order.payByMs
  end
  return string.format('%.0f', tonumber(order.placedAtMs) + paymentWindowMs)
end
