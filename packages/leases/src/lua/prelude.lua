-- Stands before every script of this folder.
-- KEYS[1]  prefix of all keys and channels. On a cluster it must carry a hash tag, as in {muster}.
-- ARGV[1]  the time in microseconds since 1970; '' in production: Redis's own clock.
--
-- <prefix>:workers        sorted set  worker id -> end of its lease
-- <prefix>:worker-info    hash        worker id -> what it says of itself, JSON
-- <prefix>:draining       set         ids of workers on their way out
-- <prefix>:unacked        hash        worker id -> age of its oldest unacked envelope at its last heartbeat, ms
-- <prefix>:stale-terms    string      how often a coordinator was refused because its term was over
-- <prefix>:held:<worker>  hash        slot -> "<epoch> <state> <detail>", as the worker tells
-- <prefix>:assignments    hash        slot -> "<epoch> <worker id>", or "<epoch> -" once released
-- <prefix>:assigned:<worker>  hash    slot -> epoch: the worker's share of the assignments
-- <prefix>:revisions      hash        worker id -> version at which its assignments last changed
-- <prefix>:leader         hash        id, term, expires
-- <prefix>:table-since    string      when a leader first found the table empty
-- <prefix>:version        string      rises with every change that observe shows
-- <prefix>:connects       hash        app id -> "<theoretical arrival> <counted> <counted at> <not before>"
-- <prefix>:fleet-tat      string      the theoretical arrival of the next connection of any app
-- <prefix>:processes, <prefix>:process-info   as workers and worker-info, for all processes
-- <prefix>:process-metrics  hash      process id -> its metrics, as text; apart, for they are large
-- <prefix>:to:<worker>, <prefix>:fleet        channels: to a worker, to the coordinators
-- <prefix>:wanted, <prefix>:retry     channels: what is wanted has changed; a slot shall try again
local prefix = KEYS[1]
local now
if ARGV[1] == '' then
  local time = redis.call('TIME')
  now = tonumber(time[1]) * 1000000 + tonumber(time[2])
else
  now = tonumber(ARGV[1])
end

local function key(name)
  return prefix .. ':' .. name
end

-- Lua writes large numbers with an exponent and loses digits; these are whole and below 2^53.
local function text(number)
  return string.format('%.0f', number)
end

local function next_epoch(last, floor)
  local epoch = now
  if last and last >= epoch then epoch = last + 1 end
  if floor and floor >= epoch then epoch = floor + 1 end
  return epoch
end

local function next_version()
  local version = math.max((tonumber(redis.call('GET', key('version'))) or 0) + 1, now)
  redis.call('SET', key('version'), text(version))
  return version
end

local function tell_coordinators()
  redis.call('PUBLISH', key('fleet'), '')
end

local function read_connects(app)
  local known = redis.call('HGET', key('connects'), app) or '0 0 0 0'
  local tat, counted, counted_at, not_before = string.match(known, '^(%d+) (%d+) (%d+) (%d+)$')
  return {
    tat = tonumber(tat),
    counted = tonumber(counted),
    counted_at = tonumber(counted_at),
    not_before = tonumber(not_before),
  }
end

local function write_connects(app, connects)
  local fields = { text(connects.tat), text(connects.counted), text(connects.counted_at), text(connects.not_before) }
  redis.call('HSET', key('connects'), app, table.concat(fields, ' '))
end
