"""Kokoro, beyond the contract of every backend."""

import sys
import unicodedata
from collections.abc import AsyncIterator
from pathlib import Path

import numpy as np
import pytest

from streaming.speech import SpeechError
from streaming.speech.espeak import Espeak
from streaming.speech.kokoro import Kokoro, model
from streaming.speech.kokoro.voices import VOICES, style_of
from streaming.speech.sound import Sound
from streaming.speech.speaker import Speaker

TEXT = {"en": "What did you do first?", "ko": "가장 먼저 무엇을 하셨나요?"}


@pytest.fixture
async def kokoro() -> AsyncIterator[Kokoro]:
    speech = Kokoro()
    yield speech
    await speech.aclose()


@pytest.mark.parametrize(("language", "voice"), [(each, name) for each, names in VOICES.items() for name in names])
async def test_each_voice_speaks(kokoro: Kokoro, language: str, voice: str) -> None:
    sound = await kokoro.synthesize(TEXT[language], language, voice)
    assert 1000 < sound.duration_ms < 5000
    assert np.abs(sound.samples).max() > 3000


async def test_it_is_ready_once_its_model_is_loaded(kokoro: Kokoro) -> None:
    await kokoro.load()
    assert kokoro.is_ready


async def test_decomposed_hangul_sounds_the_same(kokoro: Kokoro) -> None:
    composed = await kokoro.synthesize(TEXT["ko"], "ko")
    decomposed = await kokoro.synthesize(unicodedata.normalize("NFD", TEXT["ko"]), "ko")
    assert decomposed.duration_ms == composed.duration_ms


def test_what_follows_the_last_letter_is_made_shorter() -> None:
    assert model.speeds("nˈoʊ?!").tolist() == [1, 1, 1, 1, 1, *[model.END_SPEED] * 3]
    assert model.speeds("no").tolist() == [1, 1, 1, model.END_SPEED]


async def test_less_silence_follows_the_voice(kokoro: Kokoro, monkeypatch: pytest.MonkeyPatch) -> None:
    shorter = await kokoro.synthesize(TEXT["en"], "en")
    monkeypatch.setattr(model, "END_SPEED", 1.0)
    longer = await kokoro.synthesize(TEXT["en"], "en")
    assert shorter.duration_ms < longer.duration_ms - 50
    assert abs(_voiced_ms(shorter) - _voiced_ms(longer)) < 150


def _voiced_ms(sound: Sound) -> float:
    """Return when the voice ends."""
    return 1000 * float(np.nonzero(np.abs(sound.samples) > 1000)[0][-1]) / sound.sample_rate


@pytest.mark.parametrize("language", ["en", "ko"])
async def test_symbols_alone_make_no_sound(kokoro: Kokoro, language: str) -> None:
    assert not len((await kokoro.synthesize("?! … —", language)).samples)


@pytest.mark.parametrize(
    ("voice", "language", "told"),
    [
        ("nobody", "en", r"no voice 'nobody' for 'en'.*TTS_VOICE.*af_heart or am_michael"),
        ("af_heart", "ko", r"no voice 'af_heart' for 'ko'.*jf_gongitsune or jm_kumo"),
        ("../../voices", "ko", "no voice"),
        ("", "fr", "does not speak 'fr'"),
    ],
)
def test_a_voice_that_does_not_exist_is_refused(voice: str, language: str, told: str) -> None:
    with pytest.raises(SpeechError, match=told) as error:
        style_of(voice, language)
    assert error.value.refused


@pytest.fixture(params=["cut", "missing", "unreadable"])
def damage(request: pytest.FixtureRequest, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> str:
    """Put something else in the place of the model. Return how the error describes it."""
    monkeypatch.setattr(model, "PACKAGES", ("damaged_kokoro_model",))
    monkeypatch.setattr(sys, "path", [*sys.path, str(tmp_path)])
    if request.param == "missing":
        return "is not installed"
    folder = tmp_path / "damaged_kokoro_model"
    folder.mkdir()
    (folder / "__init__.py").write_text("")
    if request.param == "unreadable":
        return "cannot be read"
    (folder / model.PART).write_bytes(b"the beginning")
    return "its SHA-256 differs"


async def test_a_damaged_model_is_one_line_in_the_log_and_espeak_speaks(
    damage: str, caplog: pytest.LogCaptureFixture
) -> None:
    speech = Kokoro()
    await speech.load()
    [line] = [record.getMessage() for record in caplog.records]
    assert damage in line and line.endswith("Run the set-up again: python3 -m ops.setup run")
    assert not speech.is_ready
    speaker = Speaker([speech, Espeak()], {})
    assert (await speaker.clip(TEXT["en"], "en")).parts
    await speaker.aclose()
