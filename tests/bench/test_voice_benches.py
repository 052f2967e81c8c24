"""The benches of the voice run at a tiny size, and measure only what was heard. No test looks at a time."""

import re
import unicodedata
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from bench.__main__ import main
from bench.cases.voice import first_sound
from bench.harness.hearing.error_rate import Errors, character_errors, word_errors
from bench.harness.interviews.viewer import Arrival

from .test_benches import SPREAD


def lines_of(bench: str, folder: Path, capsys: pytest.CaptureFixture[str]) -> list[str]:
    main([bench, "--quick", "--results", str(folder / "results.md")])
    return capsys.readouterr().out.splitlines()[2:]


@pytest.mark.process
def test_the_first_sound_is_measured_against_the_whole_question_on_each_backend(tmp_path: Path, capsys) -> None:
    lines = lines_of("first_sound", tmp_path, capsys)
    firsts = [line for line in lines if "from the first token to the first sound" in line]
    names = ("Kokoro", "espeak", "Fish at 300 ms a sentence", "streamed at a real-time factor of 0.9")
    assert [[name in line for name in names].index(True) for line in firsts] == [0, 1, 2, 3]
    assert [len(re.findall(SPREAD, line)) for line in lines] == [3, 2] * 4


@pytest.mark.process
def test_the_rate_beside_the_voice_is_measured_against_the_rate_without(tmp_path: Path, capsys) -> None:
    lines = lines_of("speech_rate", tmp_path, capsys)
    for voice, goal, rate in (("espeak-ng", ">= 0.98", lines[0]), ("Kokoro", ">= 0.9", lines[4])):
        assert f"with {voice} speaking against without" in rate and goal in rate
    assert [len(re.findall(SPREAD, line)) for line in lines] == [3, 2, 1, 0] * 2
    assert all(line.count(" MB") == 2 for line in lines[3::4])


@pytest.mark.process
@pytest.mark.model
def test_a_recognizer_writes_down_what_the_voices_say(tmp_path: Path, capsys, monkeypatch) -> None:
    lines = lines_of("intelligibility", tmp_path, capsys)
    assert [re.search(r"(en|ko): (WER|CER) of Kokoro by Whisper base", line)[0][:7] for line in lines] == [
        "en: WER", "en: CER", "ko: WER", "ko: CER",
    ]  # fmt: skip
    assert all(re.search(r" control +\d\.\d{3} +\d\.\d{3} ", line) for line in lines)


def test_errors_are_counted_without_marks_capitals_and_forms_of_hangul() -> None:
    assert word_errors("Don't stop, please!", "dont STOP") == Errors(1, 3)
    assert word_errors("one two", "one too two") == Errors(1, 2)
    assert character_errors("왜 이직했나요?", "왜이직 했나여") == Errors(1, 6)
    assert character_errors("한", unicodedata.normalize("NFD", "한")) == Errors(0, 1)
    assert (Errors(1, 3) + Errors(0, 1)).rate == 0.25


# What is heard


class Stream:
    """A viewer's stream of scripted events, one a second."""

    def __init__(self, *events: dict[str, Any]) -> None:
        self._arrivals: Iterator[Arrival] = (Arrival(event, at) for at, event in enumerate(events, 1))

    def until(self, *types: str, turn: int | None = None) -> Arrival:
        return next(arrival for arrival in self._arrivals if arrival.event["type"] in types)


def token(text: str) -> dict[str, Any]:
    return {"type": "token", "text": text}


def audio(last: bool) -> dict[str, Any]:
    return {"type": "audio", "last": last}


SENTENCE = {"type": "sentence", "end": 6}
DONE = {"type": "question.done", "sentences": 2}


def heard(*events: dict[str, Any]) -> list[Arrival]:
    return list(first_sound._to_the_end(Stream(*events)))  # type: ignore[arg-type]


def test_a_question_is_heard_to_the_last_part_of_its_last_sentence() -> None:
    rest = [audio(False), audio(True), {"type": "question.started"}, audio(True)]
    assert len(heard(token("Hello."), SENTENCE, audio(False), audio(True), DONE, *rest[:2], *rest)) == 7
    assert len(heard(token("Hello."), audio(True), audio(True), DONE, *rest)) == 4  # the voice was faster


@pytest.mark.parametrize("event", [{"type": "audio.skipped", "reason": "late"}, {"type": "question.failed"}])
def test_a_question_that_is_not_spoken_whole_is_not_measured(event: dict[str, Any]) -> None:
    with pytest.raises(RuntimeError, match=event["type"]):
        heard(token("Hello."), SENTENCE, audio(True), DONE, event)


def test_times_count_from_the_first_token() -> None:
    events = [token("Hel"), token("lo. "), SENTENCE, token("Why?"), audio(False), DONE, audio(True), audio(True)]
    asked = first_sound._as_asked(heard(*events))
    assert (asked.piece_ms, asked.sound_ms, asked.done_ms) == (1000, 4000, 5000)


def test_no_two_questions_of_a_stack_share_a_sentence() -> None:
    questions = list(first_sound._questions(first_sound.QUESTIONS))
    sentences = [sentence for question in questions for sentence in re.split(r"(?<=[.?!]) ", "".join(question.tokens))]
    assert len(questions) == 2 * first_sound.QUESTIONS
    assert len(set(sentences)) == len(sentences)
