#!lua flags=allow-oom
-- arm: opens a fenced sale for asks, on this server and under this epoch only.
--
-- KEYS  1 state, 2 changes
-- ARGV  1 changes kept, 2 epoch
-- Returns `done`, or `refused`: another epoch's rebuild owns the gate, or it was loaded on another server
-- Keeps: only what was loaded here, whole and in order, is ever given.

--@include standing
--@include tell-nodes

local state, changes = KEYS[1], KEYS[2]
local changesKept, wantedEpoch = ARGV[1], ARGV[2]

local epoch, armed, runId = unpack(redis.call('HMGET', state, 'epoch', 'armed', 'runId'))
if epoch ~= wantedEpoch or not isThisServer(runId) then
  return 'refused'
end
if armed == '1' then
  return 'done'
end
redis.call('XLEN', changes)

redis.call('HSET', state, 'armed', '1', 'partsLoaded', 0, 'touchedMs', '0')
tellNodes(state, changes, changesKept, epoch, { 'armed' })
return 'done'
