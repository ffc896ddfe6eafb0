-- What the gate counts of a sku, as one line of its hash: the highest unit number, units held, units sold. What is free
-- is the length of its list.
local function readSku(name, line, freeKey, heldKey)
  local unitLast, held, sold = string.match(line, '^(%d+)\t(%d+)\t(%d+)$')
  return {
    name = name,
    freeKey = freeKey,
    heldKey = heldKey,
    unitLast = tonumber(unitLast),
    held = tonumber(held),
    sold = tonumber(sold),
    available = redis.call('LLEN', freeKey),
    passed = 0,
  }
end

local function writeSku(sku)
  return string.format('%d\t%d\t%d', sku.unitLast, sku.held, sku.sold)
end

local function skuPatch(sku, backFromMs)
  return string.format(
    'sku\t%s\t%d\t%d\t%d\t%d\t%s',
    sku.name,
    sku.unitLast,
    sku.available,
    sku.held,
    sku.sold,
    backFromMs
  )
end
