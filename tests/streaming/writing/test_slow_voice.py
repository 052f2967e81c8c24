"""Questions that a slow speech server speaks, over sockets, on a clock that jumps."""

import asyncio
import random
from typing import NamedTuple

from ops.vendors.fish_server import FishServer
from streaming.speech.remote.fish import Fish
from streaming.speech.speaker import Speaker
from streaming.wire.events import Audio, AudioSkipped, Event
from streaming.writing.narrator import Narrator, Voice
from tests.streaming import virtual_time
from tests.streaming.speech.scripted_speech import ScriptedSpeech

TOKEN_LETTERS, TOKEN_SECONDS = 15, 0.3
SENTENCES = (
    "Thank you for that, {}.",
    "You said that the queue was full every {}.",
    "Why {}?",
    "What did you change about the way {} was written, and who decided that it was worth the time it took?",
    "Tell me more about {}, which you mentioned before, and about the week in which it went wrong.",
    "How did {} find out?",
    "If you had to do {} again with half of the people, which part of it would you leave out first?",
)


class Interview:
    """One listener. Each word of `names` is in every sentence of one question."""

    def __init__(self, speaker: Speaker, number: int, rng: random.Random) -> None:
        self._speaker, self._number, self._rng = speaker, number, rng
        self.names: list[str] = []
        self.skipped: list[str] = []
        self.heard: list[int] = []

    async def ask(self) -> None:
        """Have one question written and spoken, token by token and part by part."""
        name = "".join(self._rng.choices("abcdefghij", k=8))
        self.names.append(name)
        text = " ".join(self._rng.sample(SENTENCES, self._rng.randint(2, 4))).replace("{}", name)
        narrator = Narrator(self._speaker, self._take, 1, Voice("en", interview=self._number))
        for at in range(0, len(text), TOKEN_LETTERS):
            narrator.feed(text[at : at + TOKEN_LETTERS])
            await asyncio.sleep(TOKEN_SECONDS)
        narrator.end()
        await narrator.finished()
        await narrator.close()

    def _take(self, event: Event) -> None:
        if isinstance(event, AudioSkipped):
            self.skipped.append(event.reason)
        if isinstance(event, Audio) and event.last:
            self.heard.append(event.sentence)


class Evening(NamedTuple):
    """What came of some interviews that shared a server."""

    interviews: list[Interview]
    server: list[str]  # the texts that it spoke
    standby: list[str]


async def held(interviews: int, questions: int) -> Evening:
    """Have that many interviews ask that many questions each, at the same time."""
    rng = random.Random(20)
    standby = ScriptedSpeech("standby")
    async with FishServer().here() as server:
        server.real_time_factor = lambda: rng.uniform(0.5, 1.5)
        speaker = Speaker([Fish(server.base_url), standby], {})
        talks = [Interview(speaker, number, rng) for number in range(interviews)]

        async def hold(talk: Interview) -> None:
            for _ in range(questions):
                await talk.ask()

        await asyncio.gather(*(hold(talk) for talk in talks))
        await speaker.aclose()
    return Evening(talks, server.texts, standby.texts)


def test_one_voice_speaks_all_questions_though_the_servers_speed_wanders() -> None:
    evening = virtual_time.run(held(interviews=1, questions=200))
    (talk,) = evening.interviews
    assert (evening.standby, talk.skipped) == ([], [])
    assert len(talk.heard) > 600


def test_no_voice_changes_within_a_question_of_interviews_that_share_a_server_which_is_too_slow_for_them() -> None:
    evening = virtual_time.run(held(interviews=4, questions=12))
    for name in (name for talk in evening.interviews for name in talk.names):
        voices = [texts for texts in (evening.server, evening.standby) if any(name in text for text in texts)]
        assert len(voices) == 1, name
    assert evening.standby and evening.server
    assert {reason for talk in evening.interviews for reason in talk.skipped} <= {"late"}  # before they fell back
