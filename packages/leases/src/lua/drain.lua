-- Marks a worker as on its way out.
-- ARGV[2] worker id
-- Answers 'noted' or 'unknown'.
if not redis.call('ZSCORE', key('workers'), ARGV[2]) then return 'unknown' end
redis.call('SADD', key('draining'), ARGV[2])
next_version()
tell_coordinators()
return 'noted'
