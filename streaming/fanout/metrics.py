"""Metrics of a web process's streams.

For a feed without a reset, live offers + replayed + repaired = all events that it ever had.
"""

from prometheus_client import Counter, Gauge

from streaming.durations import Durations

OFFERS = Counter(
    "stream_offers", "Live events: appended at once, known already, or cause to read the log.", ["outcome"]
)
LIVE, OLD, GAP = (OFFERS.labels(outcome) for outcome in ("live", "old", "gap"))
REPLAYED = Counter("stream_replayed", "Events that new feeds read from the log.")
REPAIRED = Counter("stream_repaired", "Events that feeds had missed and read from the log later.")
RESETS = Counter("stream_resets", "Resets of feeds whose log was lost.")
VIEWERS = Gauge("stream_viewers", "Open streams.", ["transport"])
BEHIND = Counter("stream_behind", "Readers that fell behind and were caught up with joined tokens.")
SLOW = Counter(
    "stream_slow", "Readers behind on a connection too slow for speech, which skipped the audio they had missed."
)
EXPIRED = Counter(
    "stream_sounds_expired", "Audio that had expired before a reader came, or that Redis could not return."
)
RELAY = Durations(
    "stream_relay_seconds",
    "From Redis's message until every reader that waited was written to; once for messages that arrive together.",
    (0.0001, 0.00025, 0.0005, 0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 1.0),
)
TURNED_AWAY = Counter("stream_turned_away", "Streams that were refused or ended.", ["code"])
