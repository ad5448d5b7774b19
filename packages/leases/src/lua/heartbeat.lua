-- Renews a lease that has not run out.
-- ARGV[2] worker id  [3] length of the lease, microseconds  [4] the revision of its assignments that it knows
-- Answers { 'unknown' }, { 'renewed', revision } or { 'renewed', revision, { slot, epoch, slot, ... } }.
local worker = ARGV[2]
local expires = tonumber(redis.call('ZSCORE', key('workers'), worker) or 0)
if expires <= now then return { 'unknown' } end
redis.call('ZADD', key('workers'), text(now + tonumber(ARGV[3])), worker)
local revision = redis.call('HGET', key('revisions'), worker) or '0'
if revision == ARGV[4] then return { 'renewed', revision } end
return { 'renewed', revision, redis.call('HGETALL', key('assigned:' .. worker)) }
