-- Everything a leader looks at. What only changes with the version is left out if the caller knows it.
-- ARGV[2] the version that the caller knows
-- Answers { now, version, table since or '', leader id or '', term, end of the leader's lease,
--   { worker id, end of lease, ... }, { worker id, age of its oldest unacked envelope, ... }, stale terms },
--   and if the version is another one also
--   { worker id, info, ... }, { draining worker id, ... }, { slot, assignment, ... },
--   { worker id, { slot, held, ... }, worker id, ... }.
local leader = redis.call('HMGET', key('leader'), 'id', 'term', 'expires')
local version = redis.call('GET', key('version')) or '0'
local leases = redis.call('ZRANGE', key('workers'), 0, -1, 'WITHSCORES')
local answer = {
  text(now),
  version,
  redis.call('GET', key('table-since')) or '',
  leader[1] or '',
  leader[2] or '0',
  leader[3] or '0',
  leases,
  redis.call('HGETALL', key('unacked')),
  redis.call('GET', key('stale-terms')) or '0',
}
if version == ARGV[2] then return answer end
local held = {}
for at = 1, #leases, 2 do
  held[#held + 1] = leases[at]
  held[#held + 1] = redis.call('HGETALL', key('held:' .. leases[at]))
end
answer[10] = redis.call('HGETALL', key('worker-info'))
answer[11] = redis.call('SMEMBERS', key('draining'))
answer[12] = redis.call('HGETALL', key('assignments'))
answer[13] = held
return answer
