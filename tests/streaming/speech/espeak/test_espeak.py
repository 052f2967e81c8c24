"""espeak-ng's library, beyond the contract of every backend."""

import asyncio
import itertools
import subprocess
import sys
import threading
from pathlib import Path

import espeakng_loader
import pytest

from ops import ROOT
from streaming.speech import SpeechError
from streaming.speech.espeak import Espeak
from streaming.speech.sound import Sound

TEXT = "Which queue did you choose for the reports, and what made it better?"


def seconds_of(sound: Sound) -> float:
    return len(sound.samples) / sound.sample_rate


@pytest.mark.parametrize("voice", ["en-gb", "ko", "en-us+f3", "gmw/de", "English (Great Britain)"])
async def test_any_of_its_voices_may_be_chosen(voice: str) -> None:
    assert seconds_of(await Espeak().synthesize(TEXT, "en", voice)) > 2


@pytest.mark.parametrize(
    "voice", ["zz-nope", "../../../etc/passwd", "en-us+../../x", "en-us+", "한글", "a\0b", "\ud83d", "x" * 500]
)
async def test_an_unknown_voice_is_an_error_and_the_next_sentence_is_spoken(voice: str) -> None:
    speech = Espeak()
    with pytest.raises(SpeechError, match="TTS_VOICE"):
        await speech.synthesize(TEXT, "en", voice)
    assert seconds_of(await speech.synthesize(TEXT, "en")) > 2


async def test_many_sentences_at_once_do_not_mix() -> None:
    one, others = Espeak(), [Espeak() for _ in range(3)]
    alone = seconds_of(await one.synthesize(TEXT, "en"))
    together = await asyncio.gather(*(speech.synthesize(TEXT, "en") for speech in others * 5))
    assert [seconds_of(sound) for sound in together] == pytest.approx([alone] * 15, abs=0.05)


@pytest.mark.parametrize(
    ("language", "piece"),
    [
        ("ko", "결제 서버를 옮기면서 배포 시간이 얼마나 줄었는지 그리고 어떤 문제가 생겼는지 "),
        ("ko", "각난답락맘밥강참"),
        ("ko", "가나다라마바사아"),
        ("en", "when you moved the payment server to another region which problems did you meet "),
        ("en", "strengthened"),
    ],
)
async def test_no_end_of_a_long_text_is_dropped(language: str, piece: str) -> None:
    speech = Espeak()
    times = [seconds_of(await speech.synthesize(piece * count, language)) for count in (4, 8, 16, 32)]
    assert all(longer > 1.7 * shorter for shorter, longer in itertools.pairwise(times))


async def test_a_sentence_that_is_stopped_ends_early() -> None:
    from streaming.speech.espeak.backend import _library, _speak, _thread

    stopped = threading.Event()
    stopped.set()
    cut = await asyncio.get_running_loop().run_in_executor(_thread, _speak, TEXT * 50, "en-us", stopped)
    assert seconds_of(cut) < 1
    assert _library() is _library()


@pytest.mark.process
def test_it_speaks_from_a_folder_that_is_too_deep_for_the_library(tmp_path: Path) -> None:
    deep = tmp_path.joinpath(*["a-folder-with-a-long-name"] * 8)
    deep.mkdir(parents=True)
    (deep / "espeak-ng-data").symlink_to(espeakng_loader.get_data_path())
    lines = (
        "import asyncio, espeakng_loader",
        f"espeakng_loader.get_data_path = lambda: {str(deep / 'espeak-ng-data')!r}",
        "from streaming.speech.espeak import Espeak",
        "print(len(asyncio.run(Espeak().synthesize('Why?', 'en')).samples))",
    )
    spoken = subprocess.run([sys.executable, "-c", "\n".join(lines)], cwd=ROOT, capture_output=True, check=True)
    assert int(spoken.stdout) > 5000
