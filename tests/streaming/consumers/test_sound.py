"""Audio on the stream: without its payload in the log, complete for readers, and expired after a while."""

import json

from redis.asyncio import Redis

from streaming.fanout import feed as feed_module
from streaming.fanout.hub import Hub
from streaming.log import KEEP_PAYLOAD_SECONDS, RedisLog
from streaming.wire.events import decode
from streaming.wire.position import StreamPosition
from tests.streaming.scenes import SECONDS, Viewer, append, audio, done, everything, skipped, started, token, watching

SOUND = "QUJD" * 10_000


def sounds(viewer: Viewer) -> list[tuple[int, int, str]]:
    return [(e["sentence"], e["part"], e["data"]) for e in viewer.events if e["type"] == "audio"]


async def test_the_log_keeps_audio_without_its_payload_which_expires(
    redis: Redis, log: RedisLog, interview_id: int
) -> None:
    await append(log, interview_id, (4, 1), started(), audio(sound=SOUND))
    assert [decode(data) for _, data in await everything(log, interview_id)] == [started(), audio(sound="")]
    key = f"{{interview_{interview_id}_stream}}:clip:4-2"
    assert await redis.get(key) == SOUND.encode()
    assert 0 < await redis.ttl(key) <= KEEP_PAYLOAD_SECONDS


async def test_audio_is_published_with_its_payload(redis: Redis, log: RedisLog, interview_id: int) -> None:
    async with redis.pubsub() as channel:
        await channel.subscribe(log.keys(interview_id).channel)
        assert (await channel.get_message(timeout=SECONDS))["type"] == "subscribe"
        await append(log, interview_id, (4, 1), audio(sound=SOUND))
        heard = json.loads((await channel.get_message(timeout=SECONDS))["data"])
    assert heard["id"] == "4-1"
    assert heard["data"] == SOUND
    assert list(heard)[-1] == "data"


async def test_a_reader_gets_every_audio_part_live(hub: Hub, log: RedisLog, interview_id: int) -> None:
    parts = [audio(0, 0, SOUND, last=False), audio(0, 1, SOUND[4:]), audio(1, 0, SOUND[8:])]
    async with watching(hub, interview_id) as viewer:
        await append(log, interview_id, (1, 1), started())
        await viewer.until_type("question.started")
        for number, part in enumerate(parts, start=2):
            await append(log, interview_id, (1, number), part)
        await viewer.until_type("audio", times=3)
    assert sounds(viewer) == [(0, 0, SOUND), (0, 1, SOUND[4:]), (1, 0, SOUND[8:])]


async def test_a_late_reader_gets_all_audio_in_order(hub: Hub, log: RedisLog, interview_id: int) -> None:
    parts = [audio(number, 0, SOUND[number:]) for number in range(9)]
    await append(log, interview_id, (1, 1), started(), token("a"), *parts, done("a"))
    async with watching(hub, interview_id) as viewer:
        await viewer.until_type("question.done")
    assert sounds(viewer) == [(number, 0, SOUND[number:]) for number in range(9)]
    assert viewer.ids == sorted(viewer.ids)


async def test_expired_audio_is_replayed_as_skipped(redis: Redis, hub: Hub, log: RedisLog, interview_id: int) -> None:
    await append(log, interview_id, (1, 1), started(), audio(0, sound=SOUND), audio(1, sound=SOUND), done(""))
    await redis.delete(log.keys(interview_id).clip + "1-2")
    async with watching(hub, interview_id) as viewer:
        await viewer.until_type("question.done")
    assert viewer.types == ["question.started", "audio.skipped", "audio", "question.done"]
    assert viewer.events[1] == {
        "id": "1-2", "type": "audio.skipped", "turn": 1, "sentence": 0, "reason": "expired",
    }  # fmt: skip


async def test_a_mute_reader_gets_no_audio_live_or_replayed(hub: Hub, log: RedisLog, interview_id: int) -> None:
    await append(log, interview_id, (1, 1), started(), audio(sound=SOUND), token("a"), skipped(1))
    async with watching(hub, interview_id, mute=True) as deaf, watching(hub, interview_id) as listener:
        await deaf.until_type("token")
        await listener.until_type("token")
        await append(log, interview_id, (1, 5), audio(2, sound=SOUND), skipped(3), token("b"))
        await listener.until(lambda viewer: viewer.text == "ab")
        await deaf.until(lambda viewer: viewer.text == "ab")
    assert deaf.types == ["question.started", "token"]
    assert listener.types.count("audio") == 2
    assert listener.types.count("audio.skipped") == 2


async def test_a_page_of_audio_alone_does_not_stop_a_mute_reader(hub: Hub, log: RedisLog, interview_id: int) -> None:
    await append(log, interview_id, (1, 1), started(), *[audio(n) for n in range(300)], token("after"))
    async with watching(hub, interview_id, after=(1, 1), mute=True) as deaf:
        await deaf.until_type("token")
    assert deaf.types == ["token"]


async def test_the_ring_keeps_little_audio_and_readers_miss_none(hub: Hub, log: RedisLog, interview_id: int) -> None:
    async with watching(hub, interview_id) as quick, watching(hub, interview_id) as late:
        await append(log, interview_id, (1, 1), started())
        await quick.until_type("question.started")
        await late.until_type("question.started")
        for number in range(20):
            await append(log, interview_id, (1, number + 2), audio(number, sound=SOUND))
        await quick.until_type("audio", times=20)
        async with hub.feed(interview_id, "candidate") as feed:
            held = feed.frames(feed.begin) or []
            assert sum(len(frame.wire) for frame in held) <= feed_module.SOUND_BYTES + 20 * 300
            feed.beat()
            held = feed.frames(feed.begin) or []
            assert not any("data" in json.loads(frame.text) for frame in held if frame.text), "kept through silence"
        await late.until_type("audio", times=20)
    assert sounds(late) == sounds(quick) == [(number, 0, SOUND) for number in range(20)]


async def test_audio_that_leaves_the_ring_no_longer_counts(hub: Hub, log: RedisLog, interview_id: int) -> None:
    async with watching(hub, interview_id) as viewer, hub.feed(interview_id, "candidate") as feed:
        await append(log, interview_id, (1, 1), started(), audio(0, sound=SOUND))
        await viewer.until_type("audio")
        words = [token("x" * 4000) for _ in range(2 * feed_module.RING_BYTES // 4000)]
        await append(log, interview_id, (1, 3), *words, audio(1, sound=SOUND), audio(2, sound=SOUND))
        await viewer.until_type("audio", times=3)
        assert sum(len(frame.wire) for frame in feed.frames(feed.begin) or []) <= feed_module.RING_BYTES
    assert [sentence for sentence, _, _ in sounds(viewer)] == [0, 1, 2]


async def test_a_slow_connection_skips_the_audio_it_missed(hub: Hub, log: RedisLog, interview_id: int) -> None:
    async with watching(hub, interview_id) as slow, watching(hub, interview_id) as quick:
        await append(log, interview_id, (1, 1), started())
        await slow.until_type("question.started")
        await append(log, interview_id, (1, 2), token("a"), audio(0, sound=SOUND), token("b"))
        await quick.until(lambda viewer: viewer.text == "ab")
        slow.cursor.fall_back(is_slow=True)
        await slow.until(lambda viewer: viewer.text == "ab")
        await append(log, interview_id, (1, 5), audio(1, sound=SOUND))
        await slow.until_type("audio")
    assert [event.get("reason") for event in slow.events if event["type"] == "audio.skipped"] == ["slow"]
    assert sounds(slow) == [(1, 0, SOUND)]


async def test_audio_after_a_closing_event_reaches_a_reader_who_has_seen_that(
    hub: Hub, log: RedisLog, interview_id: int
) -> None:
    await append(log, interview_id, (1, 1), started(), token("a"), done("a"), audio(0, sound=SOUND))
    async with watching(hub, interview_id, after=(1, 3)) as viewer:
        assert await viewer.cursor.has_more()
        await viewer.until_type("audio")
        assert not await viewer.cursor.has_more()
    assert viewer.ids == [StreamPosition(1, 4)]
