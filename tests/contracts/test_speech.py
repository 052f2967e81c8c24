"""The contract of a speech backend: voices in this process, and servers on loopback."""

import asyncio
import subprocess
import sys
from collections.abc import AsyncIterator, Iterator
from contextlib import ExitStack
from types import SimpleNamespace

import numpy as np
import pytest

from ops import ROOT
from ops.vendors.fish_server import FishServer
from ops.vendors.openai_speech_server import MODEL, OpenAIServer
from ops.vendors.tone import seconds_of
from streaming.speech import BACKENDS, Speech, SpeechError

KOREAN = "그 프로젝트에서 가장 어려웠던 점은 무엇이었나요?"
ENGLISH = "Which queue did you choose for the reports, and what made it better?"
KEY = "sk-do-not-tell"
SECONDS = 120


@pytest.fixture(scope="module", params=[pytest.param("kokoro", marks=pytest.mark.model), "espeak", "fish", "openai"])
def settings(request: pytest.FixtureRequest) -> Iterator[SimpleNamespace]:
    with ExitStack() as stack:
        base_url = ""
        if request.param == "fish":
            base_url = stack.enter_context(FishServer(api_key=KEY)).base_url
        if request.param == "openai":
            base_url = stack.enter_context(OpenAIServer(api_key=KEY)).base_url
        yield SimpleNamespace(
            name=request.param, TTS_BASE_URL=base_url, TTS_API_KEY=KEY, TTS_MODEL=MODEL, TTS_CONCURRENCY=1
        )


@pytest.fixture
async def speech(settings: SimpleNamespace) -> AsyncIterator[Speech]:
    speech = BACKENDS[settings.name](settings)
    yield speech
    await speech.aclose()


@pytest.mark.parametrize(("text", "language"), [(KOREAN, "ko"), (ENGLISH, "en")])
async def test_a_sentence_is_spoken_as_mono_of_a_plausible_length(speech: Speech, text: str, language: str) -> None:
    samples, sample_rate = await speech.synthesize(text, language)
    assert (samples.dtype, samples.ndim) == (np.int16, 1)
    assert 8_000 <= sample_rate <= 48_000
    assert 0.4 < len(samples) / sample_rate / seconds_of(text) < 2.5
    assert np.abs(samples).max() > 500


async def test_a_probe_of_a_working_backend_passes(speech: Speech) -> None:
    await speech.probe()


async def test_the_name_is_the_one_in_the_settings(speech: Speech, settings: SimpleNamespace) -> None:
    assert speech.name == settings.name


async def test_an_impossible_voice_is_refused(speech: Speech) -> None:
    with pytest.raises(SpeechError, match="TTS_VOICE") as told:
        await speech.synthesize(ENGLISH, "en", "no/such~voice")
    assert told.value.refused and not told.value.hung


@pytest.mark.parametrize("text", ["a\ud83d b", "a\0b", "\udc00a", "a" * 2000, '<b>a</b> & [[a]] {"a": 1}'])
async def test_any_text_leaves_it_working(speech: Speech, text: str) -> None:
    assert len((await speech.synthesize(text, "en")).samples)
    assert len((await speech.synthesize(ENGLISH, "en")).samples)


async def test_a_cancelled_sentence_leaves_it_working(speech: Speech) -> None:
    for turns in range(5):
        speaking = asyncio.create_task(speech.synthesize(ENGLISH * 20, "en"))
        for _ in range(turns):
            await asyncio.sleep(0)
        speaking.cancel()
        await asyncio.wait([speaking])
        assert speaking.cancelled()
    async with asyncio.timeout(SECONDS):
        samples, sample_rate = await speech.synthesize(KOREAN, "ko")
    assert len(samples) / sample_rate < 2.5 * seconds_of(KOREAN)


async def test_the_event_loop_is_not_blocked_while_it_speaks(speech: Speech) -> None:
    speaking = asyncio.create_task(speech.synthesize(ENGLISH * 3, "en"))
    turns = 0
    while not speaking.done():
        await asyncio.sleep(0)
        turns += 1
    assert turns > 10
    assert len(speaking.result().samples)


async def test_it_may_be_closed_twice(settings: SimpleNamespace) -> None:
    speech = BACKENDS[settings.name](settings)
    await speech.synthesize(ENGLISH, "en")
    await speech.aclose()
    await speech.aclose()


@pytest.mark.process
@pytest.mark.parametrize(
    ("chosen", "others"),
    [("kokoro", {"httpx"}), ("espeak", {"httpx", "onnxruntime"}), ("remote.fish", {"espeakng_loader", "onnxruntime"})],
)
def test_a_process_loads_only_the_library_of_its_backend(chosen: str, others: set[str]) -> None:
    settings = (
        f"SimpleNamespace(TTS_BACKEND=({chosen.split('.')[-1]!r},), TTS_BASE_URL='http://127.0.0.1:1', TTS_API_KEY='', "
        "TTS_MODEL='', TTS_VOICE={}, TTS_FORMAT='wav', TTS_CONCURRENCY=1)"
    )
    lines = (
        "import sys; from types import SimpleNamespace",
        "from streaming.speech import make_speaker",
        "assert 'numpy' not in sys.modules",  # nor any if there is no speech
        f"make_speaker({settings})",
        "print(*sys.modules)",
    )
    loaded = subprocess.run([sys.executable, "-c", "\n".join(lines)], cwd=ROOT, capture_output=True, check=True)
    modules = set(loaded.stdout.decode().split())
    assert f"streaming.speech.{chosen}" in modules
    assert not modules & others
