-- Gives the leadership up, if it is still this one's. The term stays, so that the next one is higher.
-- ARGV[2] coordinator id  [3] term
local leader = key('leader')
local held = redis.call('HMGET', leader, 'id', 'term', 'expires')
if held[1] ~= ARGV[2] or held[2] ~= ARGV[3] then return 'ok' end
if tonumber(held[3]) > now then redis.call('HSET', leader, 'expires', text(now)) end
tell_coordinators()
return 'ok'
