-- Notes what became of slots. It renews nothing.
-- ARGV[2] worker id  [3..] slot, "<epoch> <state> <detail>" or '' for a slot it holds no more, slot, ...
-- Answers 'noted' or 'unknown'.
local worker = ARGV[2]
if not redis.call('ZSCORE', key('workers'), worker) then return 'unknown' end
local held = key('held:' .. worker)
for at = 3, #ARGV, 2 do
  if ARGV[at + 1] == '' then
    redis.call('HDEL', held, ARGV[at])
  else
    redis.call('HSET', held, ARGV[at], ARGV[at + 1])
  end
end
next_version()
tell_coordinators()
return 'noted'
