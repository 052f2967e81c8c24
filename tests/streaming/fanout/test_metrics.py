"""The metrics of an event's way to its readers: each is counted once."""

import asyncio

import pytest
from prometheus_client import REGISTRY
from redis.asyncio import Redis

from streaming.durations import Durations
from streaming.fanout.feed import Feed
from streaming.fanout.hub import Hub
from streaming.log import RedisLog
from streaming.wire.events import encode
from streaming.wire.frame import Framed
from streaming.wire.position import StreamPosition
from streaming.writing import narrator as narrator_module
from streaming.writing.writer import StreamWriter
from tests.change import Change
from tests.streaming.scenes import SECONDS, ScriptedLease, append, audio, done, started, token, watching
from tests.streaming.scripted_host import ScriptedHost
from tests.streaming.scripted_speaker import ScriptedSpeaker
from tests.streaming.writing.test_narrator import speaking


def test_a_duration_counts_in_the_first_bucket_that_is_not_below_it() -> None:
    durations = Durations("durations_of_a_test", "Of a test.", (0.1, 1.0))
    for seconds in (0.05, 0.1, 0.5, 7.0):
        durations.observe(seconds)
    for bound, count in {"0.1": 2, "1.0": 3, "+Inf": 4}.items():
        assert REGISTRY.get_sample_value("durations_of_a_test_bucket", {"le": bound}) == count
    assert REGISTRY.get_sample_value("durations_of_a_test_count") == 4
    assert REGISTRY.get_sample_value("durations_of_a_test_sum") == pytest.approx(7.65)


class Reader:
    """Waits in a feed. With `takes` it is written to; else its task is woken and notes what was counted so far."""

    def __init__(self, feed: Feed, counted: Change, takes: bool) -> None:
        self._counted, self._takes = counted, takes
        self.when_woken: list[float] = []
        feed.wait(self)

    def take(self, newest: Framed | None, end: int) -> bool:
        return self._takes

    def wake(self) -> None:
        asyncio.get_running_loop().call_soon(lambda: self.when_woken.append(self._counted.by))


@pytest.fixture
async def feed(log: RedisLog, host: ScriptedHost, interview_id: int) -> Feed:
    """A feed that has read its log up to the beginning of a question."""
    feed = Feed(interview_id, log, host)
    feed.last, feed.ready = StreamPosition(1, 0), True
    return feed


@pytest.fixture
def relays() -> Change:
    return Change("stream_relay_seconds_count")


async def publish(feed: Feed, *words: str) -> None:
    """Offer events together, and let them be handed out."""
    for word in words:
        feed.offer(encode(token(word), StreamPosition(1, feed.last.offset + 1)))
    for _ in range(3):
        await asyncio.sleep(0)


async def test_events_that_arrive_together_are_one_relay_for_any_number_of_readers(feed: Feed, relays: Change) -> None:
    for _ in range(3):
        Reader(feed, relays, takes=True)
    await publish(feed, "a", "b")
    assert relays.by == 1
    await publish(feed, "c")
    assert relays.by == 2


async def test_a_relay_ends_after_the_readers_that_had_to_be_woken(feed: Feed, relays: Change) -> None:
    reader = Reader(feed, relays, takes=False)
    await publish(feed, "a")
    assert reader.when_woken == [0]
    assert relays.by == 1


async def test_nothing_is_relayed_if_nobody_waits(feed: Feed, relays: Change) -> None:
    await publish(feed, "a")
    Reader(feed, relays, takes=True)
    feed.beat()
    await asyncio.sleep(0)
    assert relays.by == 0, "a heartbeat is no event from Redis"


async def test_a_writer_counts_each_way_to_redis_once(log: RedisLog, interview_id: int) -> None:
    counted = Change("stream_append_seconds_count")
    writer = StreamWriter(log, interview_id, 1, turn=1, lease=ScriptedLease())
    async with asyncio.timeout(SECONDS):
        for event in (started(), token("a")):
            writer.put(event)
            assert await writer.drained()
    await writer.close()
    assert counted.by == 2


async def test_expired_audio_is_counted_for_each_reader_who_misses_it(
    redis: Redis, hub: Hub, log: RedisLog, interview_id: int
) -> None:
    await append(log, interview_id, (1, 1), started(), audio(0), audio(1), done(""))
    await redis.delete(log.keys(interview_id).clip + "1-2")
    counted = Change("stream_sounds_expired_total")
    async with watching(hub, interview_id) as listener, watching(hub, interview_id, mute=True) as reader:
        await listener.until_type("question.done")
        await reader.until_type("question.done")
    assert counted.by == 1


async def test_a_reader_on_a_slow_connection_is_counted(hub: Hub, interview_id: int) -> None:
    counted = Change("stream_slow_total")
    async with watching(hub, interview_id) as viewer:
        viewer.cursor.fall_back()
        assert counted.by == 0
        viewer.cursor.fall_back(is_slow=True)
        assert counted.by == 1


async def test_a_sentence_without_audio_is_counted_by_its_reason(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(narrator_module, "LATE_SECONDS", 0.05)
    speaker = ScriptedSpeaker()
    speaker.broken.add("One is here.")
    speaker.hold("Two is there.")
    failed, late = (Change("speech_skipped_total", reason=reason) for reason in ("failed", "late"))
    async with speaking(speaker) as stage:
        stage.narrator.feed("One is here. Two is there.")
        stage.narrator.end()
        await stage.finished()
    assert (failed.by, late.by) == (1, 1)
