-- Calls a command with a list of any length, a bounded piece at a time: Lua's stack takes some 8,000 arguments.
local pieceMax = 4000

local function callInSlices(command, key, list)
  for first = 1, #list, pieceMax do
    redis.call(command, key, unpack(list, first, math.min(first + pieceMax - 1, #list)))
  end
end

-- HMGET of any number of fields. Answers values in the order of the fields; a missing one is false.
local function readFields(key, fields)
  local values = {}
  for first = 1, #fields, pieceMax do
    local piece = redis.call('HMGET', key, unpack(fields, first, math.min(first + pieceMax - 1, #fields)))
    for _, value in ipairs(piece) do
      values[#values + 1] = value
    end
  end
  return values
end
