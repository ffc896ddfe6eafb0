-- Writes what changed for the API nodes that follow the sale. Versions are `epoch-step`, without a gap within an epoch,
-- so that a node knows when it has missed one. A patch is lines of absolute values: taken twice it changes nothing.
local function tellNodes(state, changes, kept, epoch, lines)
  local step = redis.call('HINCRBY', state, 'step', 1)
  redis.call('XADD', changes, 'MAXLEN', '~', kept, epoch .. '-' .. step, 'patch', table.concat(lines, '\n'))
end
