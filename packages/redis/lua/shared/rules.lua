-- The rules that a sale is decided by, as arguments, as fields of the state and as a line for the nodes.
local function readRules(first)
  return {
    epoch = ARGV[first],
    version = ARGV[first + 1],
    opensAtMs = ARGV[first + 2],
    closesAtMs = ARGV[first + 3],
    perBuyer = ARGV[first + 4],
    paymentWindowMs = ARGV[first + 5],
    paused = ARGV[first + 6],
  }
end

local function isNewer(rules, epoch, version)
  local newEpoch, oldEpoch = tonumber(rules.epoch), tonumber(epoch)
  return newEpoch > oldEpoch or (newEpoch == oldEpoch and tonumber(rules.version) > tonumber(version))
end

local function writeRules(state, rules)
  redis.call(
    'HSET', state,
    'epoch', rules.epoch,
    'version', rules.version,
    'opensAtMs', rules.opensAtMs,
    'closesAtMs', rules.closesAtMs,
    'perBuyer', rules.perBuyer,
    'paymentWindowMs', rules.paymentWindowMs,
    'paused', rules.paused
  )
end

local function rulesPatch(rules)
  return table.concat({
    'rules',
    rules.version,
    rules.opensAtMs,
    rules.closesAtMs,
    rules.perBuyer,
    rules.paymentWindowMs,
    rules.paused,
  }, '\t')
end
