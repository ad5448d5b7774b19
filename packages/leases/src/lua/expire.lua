-- Ends the leases of workers that are gone, if the caller leads under this term. One renewed meanwhile stays.
-- ARGV[2] coordinator id  [3] term  [4..] worker id, end of its lease as it was seen, worker id, ...
-- Answers { 'stale-term' } or { 'expired', { worker id, ... } }.
local held = redis.call('HMGET', key('leader'), 'id', 'term', 'expires')
if held[1] ~= ARGV[2] or held[2] ~= ARGV[3] or tonumber(held[3]) <= now then
  redis.call('INCR', key('stale-terms'))
  return { 'stale-term' }
end
local expired = {}
for at = 4, #ARGV, 2 do
  local worker = ARGV[at]
  local expires = tonumber(redis.call('ZSCORE', key('workers'), worker) or 0)
  if expires > now and expires == tonumber(ARGV[at + 1]) then
    redis.call('ZADD', key('workers'), text(now), worker)
    expired[#expired + 1] = worker
  end
end
return { 'expired', expired }
