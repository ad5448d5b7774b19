-- Makes a process visible for a while, and sweeps out those whose time is over.
-- ARGV[2] process id  [3] what it says of itself, JSON  [4] for how long, microseconds
-- ARGV[5] a snapshot of its metrics; '': the last one stands
for _, gone in ipairs(redis.call('ZRANGE', key('processes'), '-inf', text(now), 'BYSCORE')) do
  redis.call('ZREM', key('processes'), gone)
  redis.call('HDEL', key('process-info'), gone)
  redis.call('HDEL', key('process-metrics'), gone)
end
redis.call('ZADD', key('processes'), text(now + tonumber(ARGV[4])), ARGV[2])
redis.call('HSET', key('process-info'), ARGV[2], ARGV[3])
if ARGV[5] ~= '' then redis.call('HSET', key('process-metrics'), ARGV[2], ARGV[5]) end
return 'ok'
