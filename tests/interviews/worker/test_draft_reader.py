"""The worker reads drafts: which it reads, which it drops, and that nobody else ever sees them."""

import asyncio
import threading
from collections.abc import AsyncIterator, Sequence
from typing import Any

import pytest
from asgiref.sync import sync_to_async as in_thread
from redis.asyncio import Redis

from interviews import services
from interviews.composition import current
from interviews.interviewer.ask import Exchange
from interviews.interviewer.prompts import unfinished
from interviews.llm.freedom import Freedom
from interviews.llm.message import Message
from interviews.models import Interview, Turn
from interviews.worker.drafts import HISTORIES, DraftReader
from ops.processes.redis_server import RedisServer
from streaming.subscription import Subscription
from streaming.tasks import spawn, stop
from tests.interviews.scenes import ask_next, asked, finished, turn_of

pytestmark = pytest.mark.django_db(transaction=True)

CHANNEL = "drafts:w1"
SECONDS = 10


class Backend:
    """Keeps what it is given to read. Reading blocks while `free` is not set."""

    def __init__(self) -> None:
        self.free = threading.Event()
        self.free.set()
        self.error: Exception | None = None  # raised by the next reading
        self._loop = asyncio.get_running_loop()
        self._read: asyncio.Queue[tuple[list[Message], int]] = asyncio.Queue()

    def read_ahead(self, chat: Sequence[Message], session: int, public: int | None = None) -> None:
        error, self.error = self.error, None
        self._loop.call_soon_threadsafe(self._read.put_nowait, (list(chat), session))
        assert self.free.wait(SECONDS)
        if error:
            raise error

    async def next(self) -> tuple[list[Message], int]:
        return await asyncio.wait_for(self._read.get(), SECONDS)

    async def next_text(self) -> str:
        """Return how much of the answer was read."""
        chat, _session = await self.next()
        return chat[-1]["content"].rpartition("<answer>\n")[2]


class Desk:
    """A reader, its model, and the web process that sends drafts."""

    def __init__(self, redis: Redis) -> None:
        self.redis, self.backend = redis, Backend()
        self.reader = DraftReader(
            self.backend,
            lambda language: Freedom.STEM,
            lambda: Subscription(redis.connection_pool),
            CHANNEL,
            thinking_seconds=0,
        )

    async def write(self, interview: Interview, text: str, turn: int = 1) -> None:
        await in_thread(current().drafts.send)("w1", interview.pk, turn, text)

    async def listening(self) -> None:
        await asyncio.wait_for(self.reader.listening.wait(), SECONDS)


@pytest.fixture
async def desk(redis_server: RedisServer) -> AsyncIterator[Desk]:
    async with Redis.from_url(redis_server.url, socket_timeout=5) as redis:
        desk = Desk(redis)
        running = spawn(desk.reader.run(), "drafts")
        await desk.listening()
        yield desk
        desk.backend.free.set()
        await stop(running)


async def scene(make: Any = asked) -> Any:
    return await in_thread(make)()


async def test_a_draft_is_read_as_the_prompt_will_have_it(desk: Desk) -> None:
    interview: Interview = await scene()
    turn = await in_thread(turn_of)(interview)
    await desk.write(interview, "We moved to Post")
    chat = unfinished(interview.brief, [], Exchange(turn.ask, "Why?", "We moved to Post"), Freedom.STEM)
    assert await desk.backend.next() == (chat, interview.pk)


async def test_a_draft_that_comes_after_the_answer_is_not_read(desk: Desk) -> None:
    interview, other = await scene(), await scene()
    await in_thread(services.answer)(interview, 1, "We moved.")
    await desk.write(interview, "We moved ")
    await desk.write(other, "The next ")
    assert (await desk.backend.next())[1] == other.pk


async def test_only_the_newest_draft_of_an_interview_waits(desk: Desk) -> None:
    interview, other = await scene(), await scene()
    desk.backend.free.clear()
    await desk.write(interview, "One ")
    assert await desk.backend.next_text() == "One"
    for text in ("One two ", "One two three "):
        await desk.write(interview, text)
    await desk.write(other, "Mine ")
    while other.pk not in desk.reader.waiting:  # noqa: ASYNC110 - what comes tells nobody; Redis keeps the order
        await asyncio.sleep(0)
    desk.backend.free.set()
    assert [await desk.backend.next_text() for _ in range(2)] == ["One two three", "Mine"]


@pytest.mark.parametrize(
    "rubbish", [b"", b"{", b"\xff", b"null", b"[]", b'{"interview":"7","turn":1,"text":"x"}', b'{"turn":1}',
                b'{"interview":7,"turn":99999999999999999999999,"text":"x"}', b'{"interview":-1,"turn":0,"text":""}']
)  # fmt: skip
async def test_a_malformed_draft_is_dropped_and_the_next_one_is_read(desk: Desk, rubbish: bytes) -> None:
    interview = await scene()
    await desk.redis.publish(CHANNEL, rubbish)
    await desk.write(interview, "Sound ")
    assert await desk.backend.next_text() == "Sound"


async def test_reading_goes_on_after_the_connection_was_lost(desk: Desk) -> None:
    interview = await scene()
    await desk.redis.client_kill_filter(_type="pubsub")
    await desk.write(interview, "Nobody hears this ")
    while await desk.redis.pubsub_numsub(CHANNEL) != [(CHANNEL.encode(), 1)]:  # noqa: ASYNC110 - Redis tells nobody
        await asyncio.sleep(0)
    await desk.listening()
    await desk.write(interview, "Again ")
    assert await desk.backend.next_text() == "Again"


async def test_the_history_is_read_from_the_database_once_a_turn(desk: Desk) -> None:
    interview = await scene()
    await in_thread(services.answer)(interview, 1, "First.")
    await in_thread(ask_next)("Second?")
    await desk.write(interview, "One ", turn=2)
    before, _ = await desk.backend.next()
    await in_thread(Turn.objects.filter(number=1).update)(answer="Other.")
    await desk.write(interview, "One two ", turn=2)
    assert (await desk.backend.next())[0][:-1] == before[:-1]
    await in_thread(services.answer)(interview, 2, "Second.")
    await in_thread(ask_next)("Third?")
    await desk.write(interview, "", turn=3)
    assert "Other." in str(await desk.backend.next())


async def test_a_new_question_is_read_before_the_candidate_writes(desk: Desk) -> None:
    interview = await scene()
    desk.reader.begin(interview.pk, 1)
    chat, session = await desk.backend.next()
    assert chat[-1]["content"].endswith("\nInterviewer: Why?\nCandidate: <answer>\n")
    assert session == interview.pk


async def test_closing_words_are_not_read_ahead(desk: Desk) -> None:
    over, other = await scene(finished), await scene()
    desk.reader.begin(over.pk, 5)
    desk.reader.begin(other.pk, 1)
    assert (await desk.backend.next())[1] == other.pk


async def test_a_draft_that_cannot_be_read_is_not_logged(desk: Desk, caplog: pytest.LogCaptureFixture) -> None:
    interview = await scene()
    caplog.set_level("DEBUG")
    desk.backend.error = ValueError("cannot read: the queue was zanzibar")
    await desk.write(interview, "the queue was zanzibar ")
    await desk.backend.next()
    await desk.write(interview, "Next ")
    assert await desk.backend.next_text() == "Next"
    assert "draft not read" in caplog.text
    assert "ValueError" in caplog.text
    assert "zanzibar" not in caplog.text


async def test_many_interviews_are_read_and_few_histories_kept(desk: Desk) -> None:
    interviews = [await scene() for _ in range(HISTORIES + 3)]
    for interview in interviews:
        desk.reader.begin(interview.pk, 1)
    assert [(await desk.backend.next())[1] for _ in interviews] == [interview.pk for interview in interviews]
    assert len(desk.reader._histories) <= HISTORIES
