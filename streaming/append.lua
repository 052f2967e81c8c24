-- Appends events to a stream's log and publishes them, atomically, or replies why it did not.
--
-- KEYS  1 log (a Redis Stream; its ids are positions)   2 cancel flag   3 prefix of the keys of payloads
-- ARGV  1 channel   2 epoch   3 first offset   4 most entries kept   5 seconds kept   6 seconds a payload is kept
--       then for each event: its type, its JSON, its payload ('' if it has none)
--
-- Replies {verdict, cancel flag or ''}:
--   ok     all events are in the log (those that were there already are not published again)
--   stale  a higher epoch writes here, this one has ended, or its offsets hold other text: stop
--   gone   the log lacks the event before the first one: write everything again from offset 1
--
-- A payload goes out with its event, as `data`, and is kept under a key of its own, so that the log stays small.
-- An entry's phase says what may still be appended in its epoch: open (anything), done (audio), failed (nothing).

local log, cancel, clip = KEYS[1], KEYS[2], KEYS[3]
local channel, epoch, first = ARGV[1], tonumber(ARGV[2]), tonumber(ARGV[3])
local keep_entries, keep_seconds, keep_payload_seconds = ARGV[4], ARGV[5], ARGV[6]

local last_epoch, last_offset, phase = 0, 0, 'open'
local last = redis.call('XREVRANGE', log, '+', '-', 'COUNT', 1)[1]
if last then
  local e, o = string.match(last[1], '^(%d+)-(%d+)$')
  last_epoch, last_offset, phase = tonumber(e), tonumber(o), last[2][2]
end

local function reply(verdict)
  return {verdict, redis.call('GET', cancel) or ''}
end

if last_epoch > epoch then return reply('stale') end
if last_epoch < epoch then
  if first > 1 then return reply('gone') end
  -- The first attempt at a question follows a question that was closed. If the log is still open here, it lost that
  -- closing event with a Redis that died or was demoted. Only a reset can make up for it, so the beginning must not be
  -- replayed to anybody.
  if phase == 'open' and string.find(ARGV[8], '"attempt":1[,}]') then redis.call('DEL', log) end
  last_offset, phase = 0, 'open'
elseif first > last_offset + 1 then
  return reply('gone')
end

for i = 7, #ARGV, 3 do
  local offset = first + (i - 7) / 3
  local id = string.format('%d-%d', epoch, offset)
  if offset <= last_offset then
    -- A retry after a lost reply finds its own events here. Other text is of an attempt that the database has
    -- forgotten: it was restored from a backup, and gives out that epoch again.
    local kept = ARGV[i] == 'token' and redis.call('XRANGE', log, id, id)[1]
    if kept and kept[2][4] ~= ARGV[i + 1] then return reply('stale') end
  else
    local type, json, payload = ARGV[i], ARGV[i + 1], ARGV[i + 2]
    local sound = type == 'audio' or type == 'audio.skipped'
    if phase == 'failed' or (phase == 'done' and not sound) then return reply('stale') end
    if type == 'question.done' then phase = 'done' elseif type == 'question.failed' then phase = 'failed' end
    redis.call('XADD', log, 'MAXLEN', '~', keep_entries, id, 'phase', phase, 'event', json)
    if payload ~= '' then
      redis.call('SET', clip .. id, payload, 'EX', keep_payload_seconds)
      json = string.sub(json, 1, -2) .. ',"data":"' .. payload .. '"}'
    end
    redis.call('PUBLISH', channel, json)
  end
end
redis.call('EXPIRE', log, keep_seconds)
return reply('ok')
