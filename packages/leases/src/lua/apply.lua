-- Changes assignments, if the caller leads under this term; takes lost workers off the list.
-- ARGV[2] coordinator id  [3] term  [4] number of changes
-- then for each change: kind ('assign', 'release', 'forget'), slot, epoch it was planned on ('': absent),
--   worker id ('-' for none), highest epoch that Postgres has seen ('': none)
-- then ids of workers to take off the list
-- Answers { 'stale-term' } or { 'applied', { slot, worker id, epoch, ... }, { worker id, ... } }.
local held = redis.call('HMGET', key('leader'), 'id', 'term', 'expires')
if held[1] ~= ARGV[2] or held[2] ~= ARGV[3] or tonumber(held[3]) <= now then
  redis.call('INCR', key('stale-terms'))
  return { 'stale-term' }
end

local assignments = key('assignments')
local touched, made, reaped = {}, {}, {}
local version = text(next_version())

local function can_take(worker)
  local expires = tonumber(redis.call('ZSCORE', key('workers'), worker) or 0)
  return expires > now and redis.call('SISMEMBER', key('draining'), worker) == 0
end

local function change(kind, slot, expect, worker, floor)
  local before = redis.call('HGET', assignments, slot)
  local epoch_before, worker_before
  if before then
    epoch_before, worker_before = string.match(before, '^(%d+) (.+)$')
  end
  if (epoch_before or '') ~= expect then return end
  if kind == 'assign' and not can_take(worker) then return end
  if kind == 'release' and worker_before == '-' then return end
  if kind == 'forget' and worker_before ~= '-' then return end
  if worker_before and worker_before ~= '-' then
    touched[worker_before] = true
    redis.call('HDEL', key('assigned:' .. worker_before), slot)
  end
  if kind == 'forget' then
    redis.call('HDEL', assignments, slot)
    redis.call('HDEL', key('connects'), string.match(slot, '^(.+)#[^#]*$') or slot)
    return
  end
  local epoch = text(next_epoch(tonumber(epoch_before), tonumber(floor)))
  redis.call('HSET', assignments, slot, epoch .. ' ' .. worker)
  if worker ~= '-' then
    touched[worker] = true
    redis.call('HSET', key('assigned:' .. worker), slot, epoch)
  end
  made[#made + 1] = slot
  made[#made + 1] = worker
  made[#made + 1] = epoch
end

local first, count = 5, tonumber(ARGV[4])
for at = first, first + (count - 1) * 5, 5 do
  change(ARGV[at], ARGV[at + 1], ARGV[at + 2], ARGV[at + 3], ARGV[at + 4])
end

for at = first + count * 5, #ARGV do
  local worker = ARGV[at]
  local expires = redis.call('ZSCORE', key('workers'), worker)
  if expires and tonumber(expires) <= now then
    redis.call('ZREM', key('workers'), worker)
    redis.call('HDEL', key('worker-info'), worker)
    redis.call('SREM', key('draining'), worker)
    redis.call('HDEL', key('unacked'), worker)
    redis.call('DEL', key('held:' .. worker))
    redis.call('HDEL', key('revisions'), worker)
    reaped[#reaped + 1] = worker
  end
end

local workers = {}
for worker in pairs(touched) do workers[#workers + 1] = worker end
table.sort(workers)
for _, worker in ipairs(workers) do
  -- A worker off the list is given everything when it registers again, and most never do.
  if redis.call('ZSCORE', key('workers'), worker) then redis.call('HSET', key('revisions'), worker, version) end
  redis.call('PUBLISH', key('to:' .. worker), '')
end
return { 'applied', made, reaped }
