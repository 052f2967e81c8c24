"""What a web process counts of its streams, for /metrics.

For a feed without a reset: live offers + replayed + repaired = all events it ever had.
"""

from prometheus_client import Counter, Gauge

from streaming.durations import Durations

OFFERS = Counter("stream_offers", "Live events: appended at once, known already, or sent to the log.", ["outcome"])
LIVE, OLD, GAP = (OFFERS.labels(outcome) for outcome in ("live", "old", "gap"))
REPLAYED = Counter("stream_replayed", "Events that new feeds read from the log.")
REPAIRED = Counter("stream_repaired", "Events that standing feeds had missed and read from the log.")
RESETS = Counter("stream_resets", "Resets of feeds whose log was lost.")
VIEWERS = Gauge("stream_viewers", "Open streams.", ["transport"])
BEHIND = Counter("stream_behind", "Readers that fell behind and were caught up with joined tokens.")
SLOW = Counter("stream_slow", "Readers behind on a line too slow for speech: they were spared the sounds they missed.")
EXPIRED = Counter("stream_sounds_expired", "Sounds that a reader came too late for, or that Redis could not tell.")
RELAY = Durations(
    "stream_relay_seconds",
    "From Redis's message until every reader that waited was written to: once for what came in one gulp.",
    (0.0001, 0.00025, 0.0005, 0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 1.0),
)
TURNED_AWAY = Counter("stream_turned_away", "Streams that were refused or ended.", ["code"])
