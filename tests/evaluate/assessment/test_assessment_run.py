"""The written answers, and a whole evaluation with a scripted model."""

import json
from collections import Counter
from pathlib import Path

import pytest

from evaluate.assessment.__main__ import main
from evaluate.assessment.cases import INTRODUCTION, LANGUAGES, NAMES, Case, Kind, cases, injections
from evaluate.assessment.report import AboutAssessments, as_json, as_markdown
from evaluate.assessment.run import assessed
from evaluate.assessment.subject import Subject
from ops.vendors.chat_server import MODEL, Reply, ScriptedServer
from tests.evaluate.scripted_chat import ScriptedChat

ALL = cases(LANGUAGES, 4)
GOOD = json.dumps({"quotes": [1], "reason": "Did it.", "rating": 3})


def scripted(*replies: str) -> Subject:
    return Subject(ScriptedChat(replies=list(replies)), lambda session: None, "m", "m.gguf", "0", "m")


ABOUT = AboutAssessments(
    model="m",
    file="m.gguf",
    sha256="0",
    texts_sha256="0" * 64,
    minutes=1,
    languages=LANGUAGES,
    passes=3,
    temperature=0.5,
    command="make evaluate-assessment",
    date="2026-01-01",
    machine="m",
    seconds=1,
)


@pytest.mark.parametrize("case", ALL, ids=lambda case: f"{case.language}-{case.occupation}")
def test_each_case_has_an_answer_of_each_kind_and_nothing_private(case: Case) -> None:
    assert set(case.said) == set(Kind)
    for text in case.said.values():
        task = case.task(text)
        assert len(task.passages()) == len(task.transcript.passages()) >= 2


def test_both_languages_have_the_same_cases() -> None:
    assert Counter(case.language for case in ALL) == {"en": 4, "ko": 4}
    assert [case.language for case in cases(LANGUAGES, 1)] == ["en", "ko"]


@pytest.mark.parametrize("case", ALL[:2], ids=lambda case: case.language)
def test_no_name_reaches_a_prompt(case: Case) -> None:
    for name in NAMES[case.language]:
        task = case.task(INTRODUCTION[case.language].format(name=name) + case.said[Kind.STRONG], name)
        request = task.prompt(task.passages()).chat[-1]["content"]
        assert not [part for part in name.split() if part in request]


@pytest.mark.parametrize(("count", "found"), [(0, 0), (1, 2), (7, 14), (30, 60)])
def test_hostile_texts_are_chosen_from_both_languages(count: int, found: int) -> None:
    chosen = injections(LANGUAGES, count)
    assert len({hostile.name for hostile in chosen}) == len(chosen) == found


async def test_everything_is_assessed_three_times_and_hostile_texts_once() -> None:
    run = await assessed(scripted(GOOD), ALL[:2], injections(LANGUAGES, 2), print, seconds=600)
    assert len(run.texts) == 2 * len(Kind)
    assert [one.seed for text in run.texts for one in text.passes] == list(range(1, 1 + 6 * len(Kind)))
    assert [(one.alone, one.together) for one in run.injections] == [(3, 3)] * 4
    assert run.masked == run.named == 12


async def test_when_the_time_is_up_the_first_case_is_whole_and_no_other_begun() -> None:
    run = await assessed(scripted(GOOD), ALL, injections(LANGUAGES, 2), print, seconds=0)
    assert len(run.texts) == len(Kind)
    assert run.injections == []


async def test_what_is_in_no_form_is_counted_and_reported() -> None:
    run = await assessed(scripted("no", GOOD), ALL[:2], injections(LANGUAGES, 1), print, seconds=600)
    assert run.texts[0].passes[0].rating is None
    page, data = as_markdown(ABOUT, run), json.loads(as_json(ABOUT, run))
    assert "**Not good enough:" in page
    assert "| – 3 3 |" in page
    assert data["good_enough"] is False
    assert len(data["run"]["texts"]) == len(run.texts)


@pytest.mark.parametrize("arguments", [["--cases", "0"], ["--cases", "5"], ["--injections", "x"], ["--minutes", "-1"]])
def test_a_wrong_number_is_refused(arguments: list[str], tmp_path: Path) -> None:
    with pytest.raises(SystemExit):
        main(["--out", str(tmp_path), *arguments])
    assert not list(tmp_path.iterdir())


def test_an_unknown_model_is_refused(tmp_path: Path) -> None:
    with pytest.raises(SystemExit, match="nowhere"):
        main(["--model", "nowhere", "--out", str(tmp_path)])


def test_a_servers_model_is_evaluated_and_what_it_invents_is_counted(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("LLM_API_KEY", "sk-secret")
    with ScriptedServer() as server:
        server.reply = Reply(words=[json.dumps({"quotes": [1, "I never said so."], "reason": "Did.", "rating": 3})])
        small = ["--cases", "1", "--injections", "1", "--out", str(tmp_path)]
        main(["--model", MODEL, "--base-url", server.base_url, *small])
        assert server.headers[-1]["authorization"] == "Bearer sk-secret"
    data = json.loads((tmp_path / f"{MODEL}.json").read_text())
    figure = next(figure for figure in data["figures"] if figure["name"] == "quotations that nobody said, share")
    assert (figure["value"], figure["passes"]) == (0.5, False)
    assert "sk-secret" not in (tmp_path / f"{MODEL}.md").read_text()
