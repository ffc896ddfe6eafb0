#!lua
-- set-rules: takes newer rules (pause, resume, close, edits).
--
-- KEYS  1 state, 2 changes
-- ARGV  1 changes kept, 2 epoch, 3 version, then as fields of the state: opensAtMs, closesAtMs, perBuyer,
--       paymentWindowMs, paused (1 or 0)
-- Returns `done`, or `not-armed`: nothing was changed
-- Keeps: an older change never overwrites a newer one, by epoch and then by version.

--@include standing
--@include rules
--@include tell-nodes

local state, changes = KEYS[1], KEYS[2]
local changesKept = ARGV[1]
local rules = readRules(2)

local epoch, version, armed, runId = unpack(redis.call('HMGET', state, 'epoch', 'version', 'armed', 'runId'))
if armed ~= '1' or not isThisServer(runId) then
  return 'not-armed'
end
redis.call('XLEN', changes)
if not isNewer(rules, epoch, version) then
  return 'done'
end

writeRules(state, rules)
tellNodes(state, changes, changesKept, rules.epoch, { rulesPatch(rules) })
return 'done'
