-- Takes or renews the leadership, and marks the table's birth when there is no mark, or one in the future.
-- ARGV[2] coordinator id  [3] length of the lease, microseconds
-- Answers { 'leading', term } or { 'following', leader id, term }.
local leader = key('leader')
local held = redis.call('HMGET', leader, 'id', 'term', 'expires')
local taken = held[1] and tonumber(held[3]) > now
if taken and held[1] ~= ARGV[2] then return { 'following', held[1], held[2] } end
local term = taken and held[2] or text(next_epoch(held[2] and tonumber(held[2])))
redis.call('HSET', leader, 'id', ARGV[2], 'term', term, 'expires', text(now + tonumber(ARGV[3])))
local since = tonumber(redis.call('GET', key('table-since')) or '')
-- A birth that is still to come was noted before the clock was set back: the table would seem young until then.
if not since or since > now then redis.call('SET', key('table-since'), text(now)) end
return { 'leading', term }
