-- Asks to open a connection of an app. What is granted is charged at once. The rules are in connect-budget.ts of the
-- fleet package.
-- ARGV[2] app id  [3] need: 'open', 'renew' or 'forced'  [4] microseconds between two of the app  [5] burst of the app
-- ARGV[6] microseconds between two of the fleet  [7] burst of the fleet  [8] crowd  [9] for how long it is believed
-- Answers { 'granted' } or { 'wait', milliseconds, reason }.
local app, need = ARGV[2], ARGV[3]
local app_every, app_burst = tonumber(ARGV[4]), tonumber(ARGV[5])
local fleet_every, fleet_burst = tonumber(ARGV[6]), tonumber(ARGV[7])
local crowd, crowded_for = tonumber(ARGV[8]), tonumber(ARGV[9])
local max_not_before = 900000000
local connects = read_connects(app)
local fleet_tat = tonumber(redis.call('GET', key('fleet-tat')) or '0')

local function has_live_slot()
  for index = 0, 7 do
    local slot = app .. '#' .. index
    local assignment = redis.call('HGET', key('assignments'), slot)
    if assignment then
      local epoch, worker = string.match(assignment, '^(%d+) (.+)$')
      local held = redis.call('HGET', key('held:' .. worker), slot)
      if held and string.match(held, '^(%d+ %a+) ') == epoch .. ' live' then return true end
    end
  end
  return false
end

local function start(tat, every, burst)
  if tat > now + burst * every then return now end
  return math.max(tat, now)
end

local function overdraft(tat, every, burst)
  return start(tat, every, burst) + every - burst * every - now
end

local function charged(tat, every, burst)
  return text(math.min(start(tat, every, burst) + every, now + burst * every))
end

local function wait(us, reason)
  return { 'wait', text(math.ceil(us / 1000)), reason }
end

if need ~= 'forced' then
  local urgent = need == 'open' and not has_live_slot()
  local asked = connects.not_before - now
  if asked > 0 and asked <= max_not_before then return wait(asked, 'rate-limited') end
  if not urgent then
    local ago = now - connects.counted_at
    if connects.counted >= crowd and ago >= 0 and ago < crowded_for then return wait(crowded_for - ago, 'crowded') end
    local over = overdraft(connects.tat, app_every, app_burst)
    if over > 0 then return wait(over, 'app-budget') end
  end
  local kept = urgent and 0 or math.floor(fleet_burst / 2) * fleet_every
  local over = overdraft(fleet_tat, fleet_every, fleet_burst) + kept
  if over > 0 then return wait(over, 'fleet-budget') end
end
connects.tat = tonumber(charged(connects.tat, app_every, app_burst))
write_connects(app, connects)
redis.call('SET', key('fleet-tat'), charged(fleet_tat, fleet_every, fleet_burst))
return { 'granted' }
