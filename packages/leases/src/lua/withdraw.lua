-- Takes a process off the list at once.
-- ARGV[2] process id
redis.call('ZREM', key('processes'), ARGV[2])
redis.call('HDEL', key('process-info'), ARGV[2])
redis.call('HDEL', key('process-metrics'), ARGV[2])
return 'ok'
