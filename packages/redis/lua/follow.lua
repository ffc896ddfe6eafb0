#!lua flags=no-writes
-- follow: what a node that knows the sale up to a version has missed.
--
-- KEYS  1 state, 2 changes
-- ARGV  1 epoch and 2 step that the node knows, 3 changes at most
-- Returns seconds and microseconds of the gate's clock, the server's run_id, the standing (`missing`, `strange`, `fenced`,
--       `armed`), epoch and step of the gate, then for each change its version (`epoch-step`) and its patch
-- Keeps: nothing, it only reads.

--@include standing

local state, changes = KEYS[1], KEYS[2]
local knownEpoch, knownStep, countMax = ARGV[1], ARGV[2], ARGV[3]

local time = redis.call('TIME')
local epoch, step, armed, runId = unpack(redis.call('HMGET', state, 'epoch', 'step', 'armed', 'runId'))
local server = ownRunId()
if not epoch then
  return { time[1], time[2], server, 'missing', '0', '0' }
end
local standing = 'strange'
if runId == server then
  standing = armed == '1' and 'armed' or 'fenced'
end
local out = { time[1], time[2], server, standing, epoch, step }
if epoch == knownEpoch and step ~= knownStep then
  for _, entry in ipairs(redis.call('XRANGE', changes, '(' .. epoch .. '-' .. knownStep, '+', 'COUNT', countMax)) do
    out[#out + 1] = entry[1]
    out[#out + 1] = entry[2][2]
  end
end
return out
