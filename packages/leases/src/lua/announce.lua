-- Makes a process visible for a while, and sweeps out those whose time is over.
-- ARGV[2] process id  [3] what it says of itself, JSON  [4] for how long, microseconds
for _, gone in ipairs(redis.call('ZRANGE', key('processes'), '-inf', text(now), 'BYSCORE')) do
  redis.call('ZREM', key('processes'), gone)
  redis.call('HDEL', key('process-info'), gone)
end
redis.call('ZADD', key('processes'), text(now + tonumber(ARGV[4])), ARGV[2])
redis.call('HSET', key('process-info'), ARGV[2], ARGV[3])
return 'ok'
