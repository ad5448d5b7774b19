-- Notes what Slack said of an app's connections, for all workers to obey.
-- ARGV[2] app id  [3] 'counted', 'retired' or 'limited'  [4] how many, '', or for how long, milliseconds
local connects = read_connects(ARGV[2])
if ARGV[3] == 'counted' then
  connects.counted = tonumber(ARGV[4])
  connects.counted_at = now
elseif ARGV[3] == 'retired' then
  connects.counted = math.max(connects.counted - 1, 0)
else
  connects.not_before = now + tonumber(ARGV[4]) * 1000
end
write_connects(ARGV[2], connects)
return 'ok'
