"""What a process counts of its streams, for /metrics.

For a feed without a reset: live offers + replayed + repaired = all events it ever had.
"""

from prometheus_client import Counter, Gauge

OFFERS = Counter("stream_offers", "Live events: appended at once, known already, or sent to the log.", ["outcome"])
LIVE, OLD, GAP = (OFFERS.labels(outcome) for outcome in ("live", "old", "gap"))
REPLAYED = Counter("stream_replayed", "Events that new feeds read from the log.")
REPAIRED = Counter("stream_repaired", "Events that standing feeds had missed and read from the log.")
RESETS = Counter("stream_resets", "Resets of feeds whose log was lost.")
VIEWERS = Gauge("stream_viewers", "Open streams.", ["transport"])
BEHIND = Counter("stream_behind", "Readers that fell behind and were caught up with joined tokens.")
TURNED_AWAY = Counter("stream_turned_away", "Streams that were refused or ended.", ["code"])
