-- Takes or renews the leadership, and marks the table's birth when there is no mark.
-- ARGV[2] coordinator id  [3] length of the lease, microseconds
-- Answers { 'leading', term } or { 'following', leader id, term }.
local leader = key('leader')
local held = redis.call('HMGET', leader, 'id', 'term', 'expires')
local taken = held[1] and tonumber(held[3]) > now
if taken and held[1] ~= ARGV[2] then return { 'following', held[1], held[2] } end
local term = taken and held[2] or text(next_epoch(held[2] and tonumber(held[2])))
redis.call('HSET', leader, 'id', ARGV[2], 'term', term, 'expires', text(now + tonumber(ARGV[3])))
redis.call('SETNX', key('table-since'), text(now))
return { 'leading', term }
