#!lua flags=no-writes
-- snapshot: rules and counts of a sale at one version, for a node that begins to follow it.
--
-- KEYS  1 state, 2 skus, 3 orders, then free and held of each sku that is named
-- ARGV  how many skus, their names
-- Returns the version's epoch and step, how many orders are remembered, then patch lines: rules, and each sku
-- Keeps: nothing, it only reads.

--@include slices
--@include order-line
--@include sku-line
--@include held-line
--@include rules

local state, skusKey, ordersKey = KEYS[1], KEYS[2], KEYS[3]
local skuCount = tonumber(ARGV[1])
local names, freeKeys, heldKeys = {}, {}, {}
for i = 1, skuCount do
  names[i], freeKeys[i], heldKeys[i] = ARGV[1 + i], KEYS[2 + 2 * i], KEYS[3 + 2 * i]
end

local found = redis.call(
  'HMGET', state, 'epoch', 'step', 'version', 'opensAtMs', 'closesAtMs', 'perBuyer', 'paymentWindowMs', 'paused'
)
if not found[1] then
  return { '0', '0', '0' }
end
local rules = {
  version = found[3],
  opensAtMs = found[4],
  closesAtMs = found[5],
  perBuyer = found[6],
  paymentWindowMs = found[7],
  paused = found[8],
}
local out = { found[1], found[2], tostring(redis.call('HLEN', ordersKey)), rulesPatch(rules) }
for i, line in ipairs(readFields(skusKey, names)) do
  if line then
    local sku = readSku(names[i], line, freeKeys[i], heldKeys[i])
    local oldest = sku.available == 0 and oldestHeld(sku, ordersKey, {}) or nil
    out[#out + 1] = skuPatch(sku, backFrom(oldest, tonumber(rules.paymentWindowMs)))
  end
end
return out
