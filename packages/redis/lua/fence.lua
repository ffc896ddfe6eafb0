#!lua flags=allow-oom
-- fence: from here to `arm` nothing of the sale is given or changed. A sale that the gate lacks is made, empty.
--
-- KEYS  1 state, 2 skus, 3 orders, 4 buyers, 5 named, 6 withdrawn, 7 outbox, 8 changes
-- ARGV  1 changes kept, 2 the outbox's group, then epoch, version, opensAtMs, closesAtMs, perBuyer, paymentWindowMs,
--       paused (1 or 0)
-- Returns `done`, or `refused`: the gate is of a newer epoch
-- Keeps: a late rebuild never stops what a newer one has armed. Keys of a wrong type are removed, so that a gate that was
--       spoiled can be loaded again; the outbox is kept, so that its orders get their answer.

--@include standing
--@include rules
--@include tell-nodes

local state, skus, orders, buyers, named, withdrawn, outbox, changes =
  KEYS[1], KEYS[2], KEYS[3], KEYS[4], KEYS[5], KEYS[6], KEYS[7], KEYS[8]
local changesKept, group = ARGV[1], ARGV[2]
local rules = readRules(3)

local function removeUnless(expected, key)
  local found = redis.call('TYPE', key)['ok']
  if found ~= expected and found ~= 'none' then
    redis.call('UNLINK', key)
  end
end

removeUnless('hash', state)
local epoch, version = unpack(redis.call('HMGET', state, 'epoch', 'version'))
if epoch and tonumber(rules.epoch) < tonumber(epoch) then
  return 'refused'
end

for _, key in ipairs({ skus, orders, buyers, named, withdrawn }) do
  removeUnless('hash', key)
end
removeUnless('stream', outbox)
removeUnless('stream', changes)
local time = redis.call('TIME')
local nowMs = tonumber(time[1]) * 1000 + math.floor(tonumber(time[2]) / 1000)
if not epoch then
  redis.call('HSET', state, 'step', 0, 'runId', ownRunId())
  epoch, version = rules.epoch, '-1'
end
if isNewer(rules, epoch, version) then
  writeRules(state, rules)
  epoch = rules.epoch
end
redis.call('HSET', state, 'armed', '0', 'partsLoaded', 0, 'touchedMs', string.format('%.0f', nowMs))
-- An error says that the group is there already.
redis.pcall('XGROUP', 'CREATE', outbox, group, '0', 'MKSTREAM')
if redis.call('XLEN', outbox) == 0 then
  redis.call('HSET', state, 'inFlight', 0)
end
tellNodes(state, changes, changesKept, epoch, { 'fenced' })
return 'done'
