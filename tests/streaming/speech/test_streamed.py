"""Sound that is sent while it is still being made."""

import asyncio
import io
import struct

import numpy as np
import pytest
import soundfile

from ops.vendors.openai_speech_server import MODEL, OpenAIServer, without_sizes
from ops.vendors.speech_server import SpeechReply
from ops.vendors.tone import seconds_of, tone
from streaming.speech import SpeechError
from streaming.speech.clip import ClipPart, wav_file
from streaming.speech.remote.openai import OpenAI
from streaming.speech.remote.wav import WavReader, read_wav
from streaming.speech.sound import Samples, Sound, even
from streaming.speech.speaker import Speaker
from streaming.speech.streamed_voice import StreamedVoice
from tests.streaming import virtual_time

from .scripted_speech import ScriptedSpeech
from .test_sound import level_dbfs, peak_dbfs, silence_around

TEXT = "What was the hardest part of the migration, and how did you know that it was done?"
WHOLE = wav_file(tone(TEXT, 22_050)[:100_000], 22_050)
STEREO = WHOLE[:22] + struct.pack("<HIIHH", 2, 44_100, 176_400, 4, 16) + WHOLE[36:]


def read_in_pieces(body: bytes, size: int, rate: int | None = None) -> Sound:
    reader = WavReader(rate)
    found = [sound for at in range(0, len(body), size) if (sound := reader.feed(body[at : at + size]))]
    reader.finish()
    return Sound(np.concatenate([sound.samples for sound in found]), found[0].sample_rate)


@pytest.mark.parametrize("size", [1001, 4096, 10**6])
@pytest.mark.parametrize(
    ("body", "rate"), [(WHOLE, None), (without_sizes(WHOLE), None), (STEREO, None), (WHOLE[44:], 44_100)]
)
def test_a_body_in_pieces_is_the_same_sound_as_the_whole(body: bytes, rate: int | None, size: int) -> None:
    pieces, whole = read_in_pieces(body, size, rate), read_wav(body, rate)
    assert (pieces.samples == whole.samples).all() and pieces.sample_rate == whole.sample_rate


@pytest.mark.parametrize("body", [b"", WHOLE[:30], WHOLE[:-1000], without_sizes(WHOLE)[:-1]])
def test_a_body_that_ends_too_soon_is_an_error(body: bytes) -> None:
    reader = WavReader()
    reader.feed(body)
    with pytest.raises(SpeechError, match="truncated"):
        reader.finish()


def evened(samples: Samples, rate: int, size: int, *, final: bool = True) -> Samples:
    voice = StreamedVoice(final=final)
    found = [voice.feed(Sound(samples[at : at + size], rate)) for at in range(0, len(samples), size)]
    return np.concatenate([*found, voice.finish()])


@pytest.mark.parametrize("final", [True, False])
@pytest.mark.parametrize("level", [0.01, 0.1, 0.5])
@pytest.mark.parametrize(("rate", "size"), [(24_000, 700), (24_000, 10**6), (44_100, 2000), (22_050, 333)])
def test_a_streamed_voice_is_as_even_as_a_whole_one(rate: int, size: int, level: float, final: bool) -> None:
    samples = tone(TEXT, rate, level)
    whole = even(Sound(samples, rate), final=final)
    made = evened(samples, rate, size, final=final)
    assert whole
    assert len(made) == pytest.approx(len(whole.samples), abs=480)
    assert level_dbfs(made) == pytest.approx(-20, abs=1)
    assert peak_dbfs(made) <= -1
    assert silence_around(made) == pytest.approx(silence_around(whole.samples), abs=0.02)
    assert made[0] == made[-1] == 0


def test_a_pause_inside_is_kept_and_one_at_the_end_is_not() -> None:
    words, pause = tone("One of the two reasons.", 24_000), np.zeros(24_000, np.int16)
    inside = evened(np.concatenate([words, pause, words]), 24_000, 1000)
    after = evened(np.concatenate([words, words, pause]), 24_000, 1000)
    assert len(inside) - len(after) == pytest.approx(24_000, abs=480)


@pytest.mark.parametrize("samples", [[], [0] * 50_000, [3, -3] * 20_000])
def test_there_is_nothing_to_hear_in_streamed_silence(samples: list[int]) -> None:
    assert not len(evened(np.array(samples, np.int16), 24_000, 1000))


def test_a_word_that_is_over_before_its_level_is_known_is_heard() -> None:
    assert evened(tone("", 24_000)[3000:5400], 24_000, 500).any()


# Servers


def spoken(reply: SpeechReply | None = None, factor: float = 0.9, form: str = "wav") -> tuple[list, list[str]]:
    """Return the parts with the second at which each could be sent, or the error, and what the next backend spoke."""

    async def scene() -> tuple[list, list[str]]:
        loop = asyncio.get_running_loop()
        standby = ScriptedSpeech("standby")
        came: list = []
        async with OpenAIServer().here() as server:
            server.spread_factor = factor
            server.reply = reply or SpeechReply()
            speaker = Speaker([OpenAI(server.base_url, "", MODEL), standby], {}, form)
            take = speaker.voice("en", interview=1).say(TEXT, final=True, dry_at=loop.time)
            try:
                while not came or not came[-1][1].last:
                    part = await take.part()
                    came.append((loop.time(), part))
            except SpeechError as error:
                came.append((loop.time(), error))
            await speaker.aclose()
        return came, standby.texts

    return virtual_time.run(scene())


def test_the_first_sound_leaves_long_before_the_sentence_is_made() -> None:
    came, others = spoken()
    whole_seconds = 0.9 * seconds_of(TEXT)
    assert came[0][0] < 0.2 * whole_seconds
    assert came[-1][0] == pytest.approx(whole_seconds, abs=0.01)
    assert others == []


def test_at_a_real_time_factor_below_one_no_part_comes_after_it_is_due() -> None:
    came, _ = spoken()
    due = came[0][0]
    for at, part in came:
        assert at <= due + 0.05
        due += part.duration_ms / 1000


def test_the_parts_are_complete_files_that_make_up_the_sentence() -> None:
    came, _ = spoken()
    parts: list[ClipPart] = [part for _, part in came]
    files = [soundfile.read(io.BytesIO(part.data), dtype="int16") for part in parts]
    whole = even(Sound(tone(TEXT, 24_000), 24_000), final=True)
    assert whole and sum(len(samples) for samples, _ in files) == pytest.approx(len(whole.samples), abs=480)
    assert all(part.duration_ms == round(len(samples) / 24) for part, (samples, _) in zip(parts, files, strict=True))
    assert parts[0].duration_ms == 200
    assert max(len(part.data) for part in parts) < 48 * 1024
    assert [part.last for part in parts] == [False] * (len(parts) - 1) + [True]


def test_an_opus_clip_is_made_of_the_whole_sentence() -> None:
    came, _ = spoken(form="opus")
    assert len(came) == 1 and came[0][1].last


@pytest.mark.parametrize("reply", [SpeechReply(empty=True), SpeechReply(silent=True), SpeechReply(status=500)])
def test_what_brings_no_sound_is_spoken_by_the_next_backend(reply: SpeechReply) -> None:
    came, others = spoken(reply)
    assert others == [TEXT] and came[-1][1].last


@pytest.mark.parametrize("reply", [SpeechReply(cut=True), SpeechReply(long=True)])
def test_a_sentence_that_goes_wrong_after_its_first_part_is_broken_off(reply: SpeechReply) -> None:
    came, others = spoken(reply)
    assert len(came) > 2 and others == []
    assert isinstance(came[-1][1], SpeechError)


def test_a_server_that_babbles_on_is_not_listened_to() -> None:
    came, _ = spoken(SpeechReply(long=True))
    heard_seconds = sum(part.duration_ms for _, part in came[:-1]) / 1000
    assert "does not find the end" in str(came[-1][1])
    assert heard_seconds < 5 * seconds_of(TEXT)
