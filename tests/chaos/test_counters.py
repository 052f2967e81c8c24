from . import counters

BEFORE = {"stream_replayed_total": 10.0, 'stream_offers_total{outcome="old"}': 3.0, "stream_resets_total": 1.0}
AFTER = {
    "stream_replayed_total": 12.0,
    "stream_repaired_total": 5.0,
    'stream_offers_total{outcome="live"}': 40.0,
    'stream_offers_total{outcome="old"}': 9.0,
    'stream_offers_total{outcome="gap"}': 2.0,
    "stream_resets_total": 1.0,
}


def test_what_was_live_replayed_or_repaired_adds_up_to_what_viewers_saw() -> None:
    assert counters.complaint(BEFORE, AFTER, 47) == ""


def test_an_event_that_nobody_counted_or_somebody_twice_is_told_with_all_changes() -> None:
    for seen in (46, 48):
        complaint = counters.complaint(BEFORE, AFTER, seen)
        assert complaint.startswith(f"viewers saw {seen} events, feeds took in 47")
        assert "'stream_offers_total{outcome=\"old\"}': 6.0" in complaint


def test_a_reset_leaves_events_out_so_nothing_is_to_add_up() -> None:
    assert counters.complaint(BEFORE, {**AFTER, "stream_resets_total": 2.0}, 99) == ""


def test_viewers_are_those_of_all_transports() -> None:
    assert counters.viewers({'stream_viewers{transport="sse"}': 2, 'stream_viewers{transport="websocket"}': 1}) == 3
