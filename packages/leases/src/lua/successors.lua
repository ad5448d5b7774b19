-- What became of slots.
-- ARGV[2..] slots
-- Answers for each slot its assignment ("<epoch> <worker id>") or false, and what that worker says of it or false. What
-- a worker without a lease once said counts for nothing: it may be dead.
-- { assignment, held, assignment, held, ... }.
local answer = {}
for at = 2, #ARGV do
  local assignment = redis.call('HGET', key('assignments'), ARGV[at])
  local held = false
  if assignment then
    local worker = string.match(assignment, '^%d+ (.+)$')
    local expires = tonumber(redis.call('ZSCORE', key('workers'), worker) or 0)
    if expires > now then held = redis.call('HGET', key('held:' .. worker), ARGV[at]) end
  end
  answer[#answer + 1] = assignment
  answer[#answer + 1] = held
end
return answer
