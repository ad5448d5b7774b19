-- Begins a worker's lease, or begins it again. What it holds replaces whatever was known of it.
-- ARGV[2] worker id  [3] what it says of itself, JSON  [4] length of the lease, microseconds
-- ARGV[5] '1' if it is draining  [6..] slot, "<epoch> <state> <detail>", slot, ...
-- Answers { revision, { slot, epoch, slot, ... } }.
local worker = ARGV[2]
redis.call('ZADD', key('workers'), text(now + tonumber(ARGV[4])), worker)
redis.call('HSET', key('worker-info'), worker, ARGV[3])
redis.call('HDEL', key('unacked'), worker)
-- Once on its way out, always: somebody may have said so while the worker did not listen.
if ARGV[5] == '1' then redis.call('SADD', key('draining'), worker) end
local held = key('held:' .. worker)
redis.call('DEL', held)
for at = 6, #ARGV, 2 do
  redis.call('HSET', held, ARGV[at], ARGV[at + 1])
end
next_version()
tell_coordinators()
return {
  redis.call('HGET', key('revisions'), worker) or '0',
  redis.call('HGETALL', key('assigned:' .. worker)),
}
