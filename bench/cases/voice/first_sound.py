"""How soon a candidate hears the next question, against the best case of batching.

The whole product asks questions of two or three sentences (from timelines.tsv, alternating English and Korean), which a
scripted server writes token by token. Times are taken at the candidate's SSE socket. The peer gets the same text at the
same speed. When it is complete, the same backend makes one clip of it in one request, directly from this process,
without worker, Redis or web process. Fish Speech is simulated by a local server that takes 300 ms per sentence, one
request at a time: 300 ms for each of our pieces, and 300 ms per sentence for the peer's request. Another local server
streams its sound at a real-time factor of 0.9. Kokoro, the embedded voice, runs in the worker itself. No clip is
cached: every stack is fresh, and no two of its questions share a sentence.
"""

import asyncio
import math
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass
from itertools import accumulate, chain

from bench.harness.interviews.candidate import Candidate
from bench.harness.interviews.position import DemoPosition
from bench.harness.interviews.viewer import Arrival, Viewer
from bench.harness.process_usage import wait_until_idle
from bench.harness.progress import Say
from bench.harness.row import Goal, Row, judged
from bench.harness.spread import Spread
from bench.harness.stacks import stack_with
from ops.stack import Stack
from ops.vendors.chat_server import MODEL, Reply, ScriptedServer
from ops.vendors.fish_server import FishServer
from ops.vendors.openai_speech_server import MODEL as VOICE_MODEL
from ops.vendors.openai_speech_server import OpenAIServer
from streaming.speech import Speech
from streaming.speech.espeak import Espeak
from streaming.speech.kokoro import Kokoro
from streaming.speech.remote.fish import Fish
from streaming.speech.remote.openai import OpenAI
from streaming.speech.speaker import Speaker
from streaming.writing.spoken import spoken

from .timelines import Timeline, coarse, timelines

BENCH = "first_sound"
LANGUAGES = ("en", "ko")
RATES, QUICK_RATES = (10, 30), (30,)  # tokens a second
QUESTIONS, QUICK_QUESTIONS = 5, 1  # in each language
SENTENCE_SECONDS = 0.3
REAL_TIME_FACTOR = 0.9  # of the server that streams
STREAMED = Goal("<=", 0.5)
EMBEDDED_MS = Goal("<=", 900)  # at the lowest rate
WARM_UP = ("Hello", ". ", "Are ", "you ", "ready", "?")


def rows(quick: bool, say: Say) -> Iterator[Row]:
    for rate in QUICK_RATES if quick else RATES:
        for backend in (embedded, espeak, fish, streamed):
            yield from _rows(backend, rate, QUICK_QUESTIONS if quick else QUESTIONS, say)


@dataclass(frozen=True, slots=True)
class Backend:
    """`environment` configures the product for it; `whole` makes one clip of a text, given its number of sentences."""

    name: str
    environment: dict[str, str]
    whole: Callable[[str, str, int], None]
    goal: Goal | None = None  # of ours / peer
    goal_ms: Goal | None = None  # of the first sound, at the lowest rate


@dataclass(frozen=True, slots=True)
class Asked:
    """When the end of the first piece, the first sound, and `question.done` arrived, in ms after the first token."""

    piece_ms: float
    sound_ms: float
    done_ms: float


# The backends


@contextmanager
def embedded() -> Iterator[Backend]:
    voice = Kokoro()
    while not voice.is_ready:
        time.sleep(0.1)
    with _clips(voice) as clip:
        environment = {"TTS_BACKEND": "kokoro,espeak"}
        yield Backend(
            "Kokoro", environment, lambda text, language, sentences: clip(text, language), goal_ms=EMBEDDED_MS
        )


@contextmanager
def espeak() -> Iterator[Backend]:
    with _clips(Espeak()) as clip:
        yield Backend("espeak", {"TTS_BACKEND": "espeak"}, lambda text, language, sentences: clip(text, language))


@contextmanager
def fish() -> Iterator[Backend]:
    with FishServer(delay_seconds=SENTENCE_SECONDS) as server, _clips(Fish(server.base_url)) as clip:

        def whole(text: str, language: str, sentences: int) -> None:
            server.delay_seconds = sentences * SENTENCE_SECONDS
            clip(text, language)
            server.delay_seconds = SENTENCE_SECONDS

        name = f"Fish at {1000 * SENTENCE_SECONDS:.0f} ms a sentence"
        yield Backend(name, {"TTS_BACKEND": "fish", "TTS_BASE_URL": server.base_url}, whole)


@contextmanager
def streamed() -> Iterator[Backend]:
    """A server that sends the sound while it makes it, against waiting for the whole of it."""
    with OpenAIServer() as server, _clips(OpenAI(server.base_url, model=VOICE_MODEL)) as clip:
        server.spread_factor = REAL_TIME_FACTOR
        name = f"OpenAI's form, streamed at a real-time factor of {REAL_TIME_FACTOR}"
        environment = {"TTS_BACKEND": "openai", "TTS_BASE_URL": server.base_url, "TTS_MODEL": VOICE_MODEL}
        yield Backend(name, environment, lambda text, language, sentences: clip(text, language), STREAMED)


@contextmanager
def _clips(speech: Speech) -> Iterator[Callable[[str, str], None]]:
    """Makes clips as the worker does, after a first one that warms everything up."""
    with asyncio.Runner() as runner:
        speaker = Speaker([speech], {})

        def clip(text: str, language: str) -> None:
            runner.run(speaker.clip(spoken(text, language), language))

        clip("".join(WARM_UP), "en")
        yield clip
        runner.run(speaker.aclose())


# Ours and the peer's, question by question


def _rows(make: Callable[[], AbstractContextManager[Backend]], rate: int, count: int, say: Say) -> Iterator[Row]:
    with ScriptedServer() as model, make() as backend, _stack(model, backend) as stack:
        invitations = {name: DemoPosition(stack, count + 1, name).invitations for name in LANGUAGES}
        wait_until_idle(stack.worker.pid)  # a worker loads Kokoro in the background, and espeak-ng speaks meanwhile
        interviewer = Interviewer(stack.url, model, rate)
        interviewer.ask(invitations["en"].pop(), WARM_UP)
        asked: list[Asked] = []
        whole: list[float] = []
        for number, question in enumerate(_questions(count), start=1):
            say(f"{backend.name}, {rate} tokens/s: question {number} of {len(LANGUAGES) * count}")
            asked.append(interviewer.ask(invitations[question.language].pop(), question.tokens))
            began = time.monotonic()
            backend.whole("".join(question.tokens), question.language, len(question.ends))
            whole.append(asked[-1].done_ms + 1000 * (time.monotonic() - began))
    yield from _table(f"{backend.name}, {rate} tokens/s", asked, whole, backend.goal)
    if backend.goal_ms and rate == RATES[0]:
        sound = Spread.of(one.sound_ms for one in asked)
        yield Row(BENCH, "  the first sound itself", sound.text("ms"), **judged(backend.goal_ms, sound.median))


def _stack(model: ScriptedServer, backend: Backend) -> AbstractContextManager[Stack]:
    remote = {"LLM_BACKEND": "openai", "LLM_MODEL": MODEL, "LLM_BASE_URL": model.base_url, "LLM_CHECK": "off"}
    return stack_with(**remote, **backend.environment)


def _questions(count: int) -> Iterator[Timeline]:
    """Return `count` questions in each language, alternating."""
    several = [question for question in timelines(coarse) if 2 <= len(question.ends) <= 3]
    by_language = [[one for one in several if one.language == name][:count] for name in LANGUAGES]
    return chain.from_iterable(zip(*by_language, strict=True))


class Interviewer:
    """Asks given questions, each in its own interview."""

    def __init__(self, url: str, model: ScriptedServer, rate: int) -> None:
        self._url, self._model, self._rate = url, model, rate

    def ask(self, invitation: str, tokens: Sequence[str]) -> Asked:
        """Ask a question and listen to its last sound. Raises RuntimeError if a sentence has none."""
        self._model.reply = Reply(words=tokens, seconds_between=1 / self._rate)
        with Candidate(self._url, invitation) as candidate:
            candidate.start()
            return _as_asked(list(_to_the_end(candidate.viewer)))


def _to_the_end(viewer: Viewer) -> Iterator[Arrival]:
    """Yield the arrivals up to the last part of the last sentence's sound."""
    told, heard = math.inf, 0
    while heard < told:
        arrival = viewer.until("token", "sentence", "audio", "audio.skipped", "question.done", "question.failed")
        yield arrival
        match arrival.event:
            case {"type": "audio", "last": True}:
                heard += 1
            case {"type": "question.done", "sentences": sentences}:
                told = sentences
            case {"type": "audio.skipped" | "question.failed" as kind}:
                raise RuntimeError(f"a question lacks a part of its sound: {kind}")


def _as_asked(arrivals: list[Arrival]) -> Asked:
    first = {arrival.event["type"]: arrival for arrival in reversed(arrivals)}
    tokens = [arrival for arrival in arrivals if arrival.event["type"] == "token"]
    lengths = accumulate(len(arrival.event["text"]) for arrival in tokens)
    piece_end = first["sentence"].event["end"]
    whole_piece = next(arrival for arrival, length in zip(tokens, lengths, strict=True) if length >= piece_end)
    began = tokens[0].at
    return Asked(*(1000 * (arrival.at - began) for arrival in (whole_piece, first["audio"], first["question.done"])))


def _table(name: str, asked: list[Asked], whole: list[float], goal: Goal | None) -> Iterator[Row]:
    sounds = [one.sound_ms for one in asked]
    ratio = Spread.of(ours / peers for ours, peers in zip(sounds, whole, strict=True))
    yield Row(
        BENCH,
        f"{name}: from the first token to the first sound, against the whole question's",
        Spread.of(sounds).text("ms"),
        Spread.of(whole).text("ms"),
        ratio.text(),
        **(judged(goal, ratio.median) if goal else {}),
    )
    waited = Spread.of(one.sound_ms - one.piece_ms for one in asked)
    peers = Spread.of(sound - one.done_ms for one, sound in zip(asked, whole, strict=True))
    yield Row(BENCH, "  of which after the last character of the first piece", waited.text("ms"), peers.text("ms"))
