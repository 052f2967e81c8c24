-- Reads a page of a stream's log: bounded in entries and bytes, but one entry in any case.
--
-- KEYS  1 log (a Redis Stream; its ids are positions)
-- ARGV  1 from   2 to (as XRANGE has them)   3 most entries   4 most bytes
--
-- Replies {1 if nothing follows up to `to`, else 0, then for each entry: its id, its JSON}

local most_entries, most_bytes = tonumber(ARGV[3]), tonumber(ARGV[4])
local rows = redis.call('XRANGE', KEYS[1], ARGV[1], ARGV[2], 'COUNT', most_entries)
local page, bytes = {#rows < most_entries and 1 or 0}, 0
for i, row in ipairs(rows) do
  local json = row[2][4]
  bytes = bytes + #json
  if i > 1 and bytes > most_bytes then
    page[1] = 0
    break
  end
  page[#page + 1] = row[1]
  page[#page + 1] = json
end
return page
