"""A question is spoken without gaps by a voice with a real-time factor of 0.3, on a clock that jumps."""

import asyncio
import itertools
import re

import pytest

from ops.vendors.fish_server import FishServer
from streaming.speech.remote.fish import Fish
from streaming.speech.speaker import Speaker
from streaming.wire.events import Audio, Event
from streaming.writing.narrator import Narrator, Voice
from tests.streaming import virtual_time

REAL_TIME_FACTOR, LONGEST_GAP_SECONDS = 0.3, 0.3
QUESTIONS = (
    ("en", """Thank you for that answer, and now let us go on. What was the hardest part of the migration?"""),
    (
        "en",
        """In your last job, you led a team of five engineers who were spread over three time zones, and you said
        that the reviews became slow because nobody felt responsible for them, so how did you change the way in which
        the team worked together?""",
    ),
    (
        "en",
        """Your resume says that you reduced the latency of the payment service by half in six months, while the
        number of requests kept growing every week. Could you describe how you found the cause, what you changed first,
        and how you knew that the change had helped before it reached all of the customers?""",
    ),
    (
        "en",
        """That makes sense. Which of the decisions that you made during the first year of that project would you
        make differently today, if you had the same people and the same amount of time?""",
    ),
    (
        "ko",
        """말씀 잘 들었습니다. 그 프로젝트에서 맡으신 역할은 무엇이었고, 팀원들과 의견이 달랐을 때
        어떻게 조율하셨는지 구체적인 사례를 들어서 설명해 주시겠어요?""",
    ),
    (
        "ko",
        """이력서를 보니 결제 시스템의 응답 속도를 절반으로 줄이셨다고 했는데, 원인을 찾기 위해
        어떤 지표를 먼저 확인하셨고, 그 결과를 바탕으로 어떤 순서로 개선하셨는지 단계별로 말씀해 주세요.""",
    ),
    (
        "ko",
        """데이터베이스의 응답 속도가 느려졌을 때 원인을 찾는 과정을 설명해 주시고, 같은 문제가 다시
        생기지 않도록 어떤 조치를 하셨는지도 말씀해 주세요. 그때 가장 어려웠던 점은 무엇이었나요?""",
    ),
)


def tokens(text: str) -> list[str]:
    """Cut a text as large vocabularies do: a word with the space before it, long ones in pieces."""
    return re.findall(r"\s?[^\W가-힣]{1,8}|\s?[가-힣]{1,3}|.", " ".join(text.split()))


async def spoken(language: str, text: str, per_second: float) -> list[tuple[float, Event]]:
    """Return what comes of the question, with the times."""
    came: list[tuple[float, Event]] = []
    clock = asyncio.get_running_loop().time
    async with FishServer().here() as server:
        server.real_time_factor = lambda: REAL_TIME_FACTOR
        speaker = Speaker([Fish(server.base_url)], {})
        narrator = Narrator(speaker, lambda event: came.append((clock(), event)), 1, Voice(language))
        for token in tokens(text):
            narrator.feed(token)
            await asyncio.sleep(1 / per_second)
        narrator.end()
        await narrator.finished()
        await narrator.close()
        await speaker.aclose()
    return came


def gaps(came: list[tuple[float, Event]]) -> list[float]:
    """Return for how long there was nothing to hear before each part but the first."""
    sounds = [(at, event.duration_ms / 1000) for at, event in came if isinstance(event, Audio)]
    ends = itertools.accumulate(sounds, lambda end, sound: max(end, sound[0]) + sound[1], initial=sounds[0][0])
    return [max(0.0, at - end) for (at, _), end in zip(sounds, ends, strict=False)]


@pytest.mark.parametrize("per_second", [10, 30])
@pytest.mark.parametrize(("language", "text"), QUESTIONS)
def test_no_gap_opens_in_a_question(language: str, text: str, per_second: float) -> None:
    came = virtual_time.run(spoken(language, text, per_second))
    assert max(gaps(came)) <= LONGEST_GAP_SECONDS
