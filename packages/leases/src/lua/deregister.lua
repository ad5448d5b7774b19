-- Ends a worker's lease. Its assignments stay until a leader gives them to others.
-- ARGV[2] worker id
if redis.call('ZREM', key('workers'), ARGV[2]) == 0 then return 'ok' end
redis.call('HDEL', key('worker-info'), ARGV[2])
redis.call('SREM', key('draining'), ARGV[2])
redis.call('HDEL', key('unacked'), ARGV[2])
redis.call('DEL', key('held:' .. ARGV[2]))
redis.call('HDEL', key('revisions'), ARGV[2])
next_version()
tell_coordinators()
return 'ok'
