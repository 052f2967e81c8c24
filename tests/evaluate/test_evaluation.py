"""`python -m evaluate`, on the demo model."""

import json
from pathlib import Path

import pytest

from evaluate.__main__ import main
from evaluate.candidates.occupation import CandidateManner
from evaluate.evaluation import Order, cast
from evaluate.model_choice import DEMO_FILE, chosen
from interviews.llm.freedom import DEMO, UNMEASURED


def order(languages: tuple[str, ...] = ("en", "ko"), quick: bool = False) -> Order:
    model = chosen("demo", Path("none"), print)
    return Order(model, None, languages, "held_out", quick, threads=1, command="")


def test_a_quick_run_on_the_demo_model(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    main(["--quick", "--languages", "en", "--judge", "demo", "--out", str(tmp_path), "--threads", "1"])
    out, progress = capsys.readouterr()
    assert out.startswith("demo: ") and out.count("\n") == 1
    assert "3/3 en/data_analyst/hostile" in progress
    report = json.loads((tmp_path / "demo.json").read_text(encoding="utf-8"))
    assert report["about"]["command"] == "make evaluate MODEL=demo LANGUAGES=en JUDGE=demo QUICK=1"
    assert report["about"]["sha256"] == report["about"]["judge_sha256"] != ""
    figures = report["figures"]["all"]
    assert figures["interviews"] == 3 and figures["competencies"] == {"count": 9, "out_of": 9}
    assert figures["hostile"] == {"count": 0, "out_of": 7}
    assert sum(figures["scores"]["distribution"]) == figures["questions"]
    assert {"demo.md", "demo.json", "README.md"} == {path.name for path in tmp_path.iterdir()}


def test_a_quick_run_has_three_candidates_in_each_language() -> None:
    assert len(cast(order())) == 20
    assert [one.name for one in cast(order(quick=True))] == [
        "en/data_analyst/strong",
        "en/landscape_gardener/rambling",
        "en/data_analyst/hostile",
        "ko/data_analyst/strong",
        "ko/landscape_gardener/rambling",
        "ko/data_analyst/hostile",
    ]
    assert {one.appearance.manner for one in cast(order(("ko",)))} == set(CandidateManner)


def test_a_model_is_found_by_name_or_path(tmp_path: Path) -> None:
    demo = chosen("demo", tmp_path, print)
    assert (demo.path, demo.freedom) == (DEMO_FILE, DEMO)
    other = tmp_path / "other.gguf"
    other.touch()
    assert chosen(str(other), tmp_path, print).freedom == UNMEASURED
    known = tmp_path / "smollm2-135m.gguf"
    known.touch()
    assert chosen(str(known), tmp_path, print).order == "smollm2-135m"


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["--model", "no-such-model"], "no-such-model: no such file, and not in the catalogue. Choose demo, a .gguf"),
        (["--model", "pyproject.toml"], "pyproject.toml: llama.cpp cannot load it"),
    ],
)
def test_an_unusable_model_ends_it_with_one_line(arguments: list[str], said: str, tmp_path: Path) -> None:
    with pytest.raises(SystemExit) as ended:
        main([*arguments, "--out", str(tmp_path)])
    assert said in str(ended.value) and "\n" not in str(ended.value)
    assert list(tmp_path.iterdir()) == []


def test_an_unknown_language_is_refused(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit):
        main(["--languages", "en,fr"])
    assert "unknown: fr. Choose from en,ko." in capsys.readouterr().err
