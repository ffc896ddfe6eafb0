-- Whether this server may give and change anything of the sale. The rules name the server that was armed: a promoted
-- replica, a restart and a moved slot have another run_id, and may lack what was acknowledged elsewhere.
local function isThisServer(runId)
  return runId ~= '' and string.find(redis.call('INFO', 'server'), 'run_id:' .. runId, 1, true) ~= nil
end

local function ownRunId()
  return string.match(redis.call('INFO', 'server'), 'run_id:(%x+)')
end
