-- Renews a lease that has not run out.
-- ARGV[2] worker id  [3] length of the lease, microseconds  [4] the revision of its assignments that it knows
-- ARGV[5] how long its oldest envelope without an ack was in its hands, milliseconds
-- Answers { 'unknown' }, { 'renewed', revision, 1 if it is draining } or, if there is a newer revision,
-- { 'renewed', revision, 1 if it is draining, { slot, epoch, slot, ... } }.
local worker = ARGV[2]
local expires = tonumber(redis.call('ZSCORE', key('workers'), worker) or 0)
if expires <= now then return { 'unknown' } end
redis.call('ZADD', key('workers'), text(now + tonumber(ARGV[3])), worker)
if ARGV[5] == '0' then
  redis.call('HDEL', key('unacked'), worker)
else
  redis.call('HSET', key('unacked'), worker, ARGV[5])
end
local draining = redis.call('SISMEMBER', key('draining'), worker)
local revision = redis.call('HGET', key('revisions'), worker) or '0'
if revision == ARGV[4] then return { 'renewed', revision, draining } end
return { 'renewed', revision, draining, redis.call('HGETALL', key('assigned:' .. worker)) }
