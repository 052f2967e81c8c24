"""The benches of the interviewer run at a tiny size, and count what they claim. No test looks at a time."""

import re
from pathlib import Path

import pytest

from bench.__main__ import main
from bench.cases.interviewer import accepted, chat_first_text, graph_cost, stem
from bench.harness.prompts.interview_cases import LANGUAGES, cases
from interviews.interviewer.ask import Move
from interviews.interviewer.frame import asks_model
from interviews.llm.freedom import Freedom

from .test_benches import SPREAD


def lines_of(name: str, folder: Path, capsys: pytest.CaptureFixture[str]) -> list[str]:
    main([name, "--quick", "--results", str(folder / "results.md")])
    return capsys.readouterr().out.splitlines()[2:]


@pytest.mark.model
def test_the_graph_is_measured_above_the_bare_engine(tmp_path: Path, capsys) -> None:
    lines = lines_of(graph_cost.BENCH, tmp_path, capsys)
    ways, above, delays = lines[:4], lines[4], lines[5:]
    assert [len(re.findall(SPREAD, line)) for line in ways] == [3, 3, 3, 3]
    assert all(re.search(r": -?[\d.]+ (µs|ms) above", line) for line in ways)
    assert len(re.findall(SPREAD, above)) == 1
    assert len(delays) == 6
    assert all(re.search(r"p50 \d+ µs, p99 \d+ µs, \d+ of \d+ late", line) for line in delays)


def test_every_turn_is_accepted_or_refused(tmp_path: Path, capsys) -> None:
    lines = lines_of(accepted.BENCH, tmp_path, capsys)
    for language, first, rest in zip(LANGUAGES, lines[::2], lines[1::2], strict=True):
        counted = re.search(rf"{language}: accepted at the first try, of 5; asked unchecked +(\d) \([\d.]+\) +5", first)
        assert counted
        refused = re.search(r"at the second: (\d); by the bank: (\d)", rest)
        assert refused and int(counted[1]) + int(refused[1]) + int(refused[2]) == 5


@pytest.mark.process
def test_a_stream_is_timed_against_the_whole_reply(tmp_path: Path, capsys, monkeypatch) -> None:
    monkeypatch.setattr(chat_first_text, "DEMO", tmp_path / "demo.gguf")
    line, skipped = lines_of(chat_first_text.BENCH, tmp_path, capsys)
    assert len(re.findall(SPREAD, line)) == 3 and "skipped" in skipped


@pytest.mark.process
def test_the_stem_is_timed_against_the_models_first_words(tmp_path: Path, capsys) -> None:
    [line] = lines_of(stem.BENCH, tmp_path, capsys)
    assert "demo model" in line and len(re.findall(SPREAD, line)) == 3


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_model_words_a_part_of_each_case(language: str) -> None:
    found = list(cases(language, 150))
    assert all(asks_model(case.brief, case.history, case.ask, Freedom.STEM) for case in found)
    assert {case.ask.move for case in found} == {Move.OPEN, Move.FOLLOW_UP}
    assert len({case.ask.probe for case in found}) > 5
