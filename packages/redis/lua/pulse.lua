#!lua flags=no-writes
-- pulse: a cheap look at a sale, and whether all its keys are what they should be.
--
-- KEYS  1 state, 2 skus, 3 orders, 4 buyers, 5 named, 6 withdrawn, 7 outbox, 8 changes, then free and held of its skus
-- Returns the standing (`missing`, `broken`, `strange`: another server was armed, `fenced`, `armed`), epoch, step, orders
--       in flight, how long ago in ms it was fenced or loaded, and how old in ms the oldest order in flight is
-- Keeps: nothing, it only reads.

--@include standing

local state, outbox = KEYS[1], KEYS[7]
local types = { 'hash', 'hash', 'hash', 'hash', 'hash', 'hash', 'stream', 'stream' }

for i, key in ipairs(KEYS) do
  local found = redis.call('TYPE', key)['ok']
  if found ~= 'none' and found ~= (types[i] or 'list') then
    return { 'broken', '0', '0', '0', '0', '0' }
  end
end
local epoch, step, inFlight, armed, runId, touchedMs =
  unpack(redis.call('HMGET', state, 'epoch', 'step', 'inFlight', 'armed', 'runId', 'touchedMs'))
if not epoch then
  return { 'missing' }
end
local standing = 'strange'
if isThisServer(runId) then
  standing = armed == '1' and 'armed' or 'fenced'
end
local time = redis.call('TIME')
local nowMs = tonumber(time[1]) * 1000 + math.floor(tonumber(time[2]) / 1000)
local idleMs = nowMs - tonumber(touchedMs)
local oldest = redis.call('XRANGE', outbox, '-', '+', 'COUNT', 1)[1]
local oldestAgeMs = oldest and nowMs - tonumber(string.match(oldest[1], '^%d+')) or 0
return { standing, epoch, step, inFlight, string.format('%.0f', idleMs), string.format('%.0f', oldestAgeMs) }
