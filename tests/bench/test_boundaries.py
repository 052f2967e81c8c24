"""The bench of sentence boundaries: what it replays and how it judges. No test looks at a time."""

from pathlib import Path

import pytest

from bench.__main__ import main
from bench.cases.voice.boundaries import Delay, Release, _delay, _first_ms, _is_torn, replay
from bench.cases.voice.timelines import QUESTIONS, Timeline, coarse, demo_cut, timelines
from bench.peers.splitters import PEERS, Ours, Splitter, letters

LINE = Timeline("en", ("Great", ",", " go", " on", ".", " ", "Why", "?"), ends=(11, 15), breaks=frozenset({6, 11, 15}))


class Scripted(Splitter):
    """Gives out what a deadline releases, half a second after the second token."""

    def __init__(self, language: str = "en", early: bool = True) -> None:
        self._fed = 0

    def feed(self, text: str, now: float) -> list[str]:
        self._fed += 1
        if self._fed == 2:
            self.release_at = now + 0.5
        return ["ab"] if self._fed == 1 else []

    def poll(self, now: float) -> list[str]:
        self.release_at = None
        return ["c d"]

    def flush(self) -> list[str]:
        return ["e"]


@pytest.mark.parametrize("per_second, token, seconds", [(1, 1, 1.5), (10, 6, 0.6)])
def test_a_deadline_falls_due_between_tokens(per_second: float, token: int, seconds: float) -> None:
    tokens = ["x"] * 8
    polled = replay(Scripted(), tokens, per_second)[1]
    assert polled == Release(4, token, pytest.approx(seconds))


def test_a_replay_begins_with_the_first_token_and_ends_after_the_last() -> None:
    first, *_, last = replay(Scripted(), ["x"] * 8, per_second=10)
    assert first == Release(2, 0, 0.0)
    assert last == Release(5, 8, pytest.approx(0.8))


def test_a_piece_that_ends_mid_phrase_counts_only_when_the_next_completes_it() -> None:
    torn = [Release(8, 2, 0.3), Release(11, 5, 0.6)]
    assert _is_torn(torn, LINE)
    assert _first_ms(torn, LINE) == pytest.approx(600)
    clause = [Release(6, 1, 0.2), Release(11, 5, 0.6)]
    assert not _is_torn(clause, LINE)
    assert _first_ms(clause, LINE) == pytest.approx(200)


def test_a_delay_counts_time_from_the_last_character_and_tokens_to_the_next_sentence() -> None:
    assert _delay([Release(11, 6, 0.6)], LINE, 11, per_second=10) == Delay(1, pytest.approx(200))
    assert _delay([Release(11, 4, 0.4)], LINE, 11, per_second=10) == Delay(-1, pytest.approx(0))


def test_sentences_that_come_joined_come_with_the_last_of_them() -> None:
    assert _delay([Release(15, 8, 0.8)], LINE, 11, per_second=10) == Delay(3, pytest.approx(400))


@pytest.mark.parametrize("cut", [coarse, list, lambda text: [text]])
def test_a_timeline_is_the_question_without_its_marks(cut) -> None:
    marked = [line.split("\t")[1] for line in QUESTIONS.read_text().splitlines() if not line.startswith("#")]
    found = timelines(cut)
    assert len(found) == len(marked) >= 48
    for line, question in zip(found, marked, strict=True):
        assert "".join(line.tokens) == question.replace(" | ", " ").replace(" ‖ ", " ")
        assert line.ends[-1] == letters("".join(line.tokens))
        assert set(line.ends) <= line.breaks
        assert len(line.breaks) == 1 + question.count("|") + question.count("‖")


def test_the_demo_models_tokens_lose_no_character() -> None:
    whole = ["".join(line.tokens) for line in timelines(lambda text: [text])]
    assert ["".join(line.tokens) for line in timelines(demo_cut())] == whole


@pytest.mark.parametrize("splitter", [Ours, *PEERS])
@pytest.mark.parametrize("early", [False, True])
def test_no_splitter_loses_or_adds_a_character(splitter: type[Splitter], early: bool) -> None:
    for line in timelines(coarse):
        cutter = splitter(line.language, early)
        out = [piece for token in line.tokens for piece in cutter.feed(token, 0.0)] + cutter.flush()
        assert "".join("".join(out).split()) == "".join("".join(line.tokens).split())


def test_the_bench_compares_with_both_peers(tmp_path: Path, capsys) -> None:
    main(["boundaries", "--quick", "--results", str(tmp_path / "results.md")])
    table = capsys.readouterr().out
    for peer in ("stream2sentence", "pysbd"):
        assert f"right character by character, against {peer}" in table
        for cut in ("the demo model's tokens", "coarse tokens"):
            [line] = [line for line in table.splitlines() if cut in line and f"piece against {peer};" in line]
            assert line.count(" ms [") == 2
        assert f"CPU per token against {peer}" in table
    assert "from a sentence's last character to its dispatch" in table
