-- What the visible processes say of themselves: { JSON, JSON, ... }.
local answer = {}
for _, id in ipairs(redis.call('ZRANGE', key('processes'), '(' .. text(now), '+inf', 'BYSCORE')) do
  answer[#answer + 1] = redis.call('HGET', key('process-info'), id)
end
return answer
