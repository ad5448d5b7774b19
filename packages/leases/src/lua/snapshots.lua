-- The snapshots of their metrics that the visible processes gave last: { process id, snapshot, process id, ... }.
local answer = {}
for _, id in ipairs(redis.call('ZRANGE', key('processes'), '(' .. text(now), '+inf', 'BYSCORE')) do
  local snapshot = redis.call('HGET', key('process-metrics'), id)
  if snapshot then
    answer[#answer + 1] = id
    answer[#answer + 1] = snapshot
  end
end
return answer
