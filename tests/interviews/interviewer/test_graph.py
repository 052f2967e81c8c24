"""The interviewer's graph, on a scripted model server."""

from dataclasses import replace

import pytest

from interviews.interviewer.ask import Ask, Brief, Button, Cue, Exchange, Move, Probe
from interviews.interviewer.events import QuestionAccepted, Text, WordingStarted
from interviews.interviewer.plan import Plan, Style
from interviews.interviewer.prompts import messages
from interviews.llm.errors import ModelUnavailable, PromptTooLong
from interviews.llm.freedom import Freedom
from interviews.llm.sampling import Sampling
from ops.vendors.chat_server import Reply, ScriptedServer

from .graph_runs import BANK, GOOD, PLAN, STATES, TOLD, case, flaws, prompt, refusals, run, shown, wordings


def test_a_question_streams_as_it_is_written(server: ScriptedServer) -> None:
    told = run(server, case(), GOOD)
    assert told[0] == WordingStarted(prompt(told), Sampling(seed=7), None)
    assert prompt(told) == messages(Brief("en", "Backend developer"), [], Ask("Python", Move.OPEN), Freedom.FREE)
    assert len(told) > 4 and shown(told) == "".join(GOOD.words)
    assert isinstance(told[-1], QuestionAccepted) and told[-1].finish_reason == "stop"
    assert told[-1].completion_tokens == len(GOOD.words)  # though it was stopped at its question mark


def test_the_model_is_asked_for_what_was_decided(server: ScriptedServer) -> None:
    decided = case(TOLD)._replace(ask=Ask("Python", Move.FOLLOW_UP, Probe.OBSTACLE))
    request = prompt(run(server, decided, GOOD))[-1]["content"]
    assert TOLD.answer in request and "what was hardest or went wrong" in request


def test_a_refused_question_is_asked_again_by_another_seed(server: ScriptedServer) -> None:
    told = run(server, case(), STATES, GOOD)
    assert flaws(told) == ["no_question"]
    assert [wording.sampling.seed for wording in wordings(told) if wording.sampling] == [7, 8]
    assert shown(told) == "".join(GOOD.words)
    assert refusals(told)[0].text == "".join(STATES.words)


@pytest.mark.parametrize("reason", ["stop", "length"])
def test_a_refusal_tells_how_the_model_ended_and_what_it_cost(server: ScriptedServer, reason: str) -> None:
    (refusal,) = refusals(run(server, case(), replace(STATES, finish_reason=reason), GOOD))
    assert (refusal.finish_reason, refusal.completion_tokens) == (reason, len(STATES.words))


def test_after_two_refusals_the_bank_serves(server: ScriptedServer) -> None:
    told = run(server, case(plan=Plan(("Python", "Redis"), 4, 1, bank=BANK)), STATES, STATES)
    assert flaws(told) == ["no_question"] * 2
    assert shown(told) == BANK[0].text
    last = wordings(told)[-1]
    assert (last.chat, last.sampling, told[-1]) == ([], None, QuestionAccepted())


def test_the_bank_opens_topics_only(server: ScriptedServer) -> None:
    plan = Plan(("Python", "Redis"), 4, 5, bank=BANK)
    follow_up = shown(run(server, case(TOLD, plan=plan), STATES, STATES))
    assert follow_up.endswith("?") and follow_up not in {BANK[0].text, BANK[1].text}


@pytest.mark.parametrize("language", ["ko", "en"])
@pytest.mark.parametrize("late", [False, True])
def test_without_a_bank_there_are_codes_own_words_in_the_interviews_language(
    server: ScriptedServer, language: str, late: bool
) -> None:
    nothing = Reply(words=())
    told = run(server, case(TOLD, language=language, late=late), nothing, nothing)
    text = shown(told)
    assert any("가" <= letter <= "힣" for letter in text) == (language == "ko")
    assert text.endswith("?") != late


def test_refusals_by_a_worker_that_was_lost_count(server: ScriptedServer) -> None:
    assert flaws(run(server, case(refusals=1), STATES)) == ["no_question"]
    told = run(server, case(refusals=2))
    assert flaws(told) == [] and shown(told).endswith("?") and server.requests == []


@pytest.mark.parametrize(
    ("name", "bad"),
    [
        ("empty", Reply(words=())),
        ("empty", Reply(words=(" ", "\n", "  "))),
        ("runaway", Reply(words=["word "] * 10_000)),
        ("runaway", Reply(words=["word "] * 10_000, ignores_limits=True)),
        ("language", Reply(words=("最近", "のプロ", "ジェクト", "について", "教えて", "ください", "？"))),
        ("language", Reply(words=("¿Podría ", "hablarme ", "de ", "su ", "experiencia ", "con ", "las ", "colas?"))),
        ("forbidden", Reply(words=("Are ", "you ", "married, ", "and ", "do ", "you ", "have ", "children?"))),
    ],
)
def test_a_bad_model_meets_the_check_and_a_decent_question_follows(
    server: ScriptedServer, name: str, bad: Reply
) -> None:
    told = run(server, case(), bad, GOOD)
    assert flaws(told) == [name]
    assert shown(told) == "".join(GOOD.words)
    told = run(server, case(), bad, bad)
    assert flaws(told) == [name] * 2
    assert shown(told).endswith("?")


def test_another_language_is_never_shown(server: ScriptedServer) -> None:
    told = run(
        server,
        case(language="ko"),
        Reply(words=[f"{word} " for word in "Which queue did you choose at that time, and why?".split()]),
        GOOD,
    )
    assert not [event for event in told[: told.index(wordings(told)[1])] if isinstance(event, Text)]


def test_a_refused_answer_is_no_longer_read(server: ScriptedServer) -> None:
    endless = Reply(words=["Are ", "you ", "married? "] + ["And? "] * 100, seconds_between=0.01)
    run(server, case(), endless, GOOD)
    assert server.wait_for_running(0)


def test_a_model_that_fails_is_not_refused(server: ScriptedServer) -> None:
    with pytest.raises(ModelUnavailable):
        run(server, case(), *[Reply(status=400)] * 9)


def test_unchecked_everything_passes(server: ScriptedServer) -> None:
    told = run(server, case(), STATES, checked=False)
    assert flaws(told) == [] and shown(told) == "".join(STATES.words)


def test_verbatim_asks_the_bank_and_no_model(server: ScriptedServer) -> None:
    plan = Plan(("Python", "Redis"), 4, 1, Style.VERBATIM, BANK[::-1])
    assert shown(run(server, case(plan=plan))) == BANK[0].text
    first = Exchange(Ask("Python", Move.OPEN), BANK[0].text, TOLD.answer)
    assert shown(run(server, case(first, plan=plan))) == BANK[1].text
    second = Exchange(Ask("Redis", Move.OPEN), BANK[1].text, TOLD.answer)
    assert shown(run(server, case(first, second, plan=plan))).startswith("Thank you")
    assert server.requests == []


def test_mixed_opens_with_the_bank_and_follows_up_with_the_model(server: ScriptedServer) -> None:
    plan = Plan(("Python", "Redis"), 4, 1, Style.MIXED, BANK[:1])
    assert shown(run(server, case(plan=plan))) == BANK[0].text
    opened = Exchange(Ask("Python", Move.OPEN), BANK[0].text, TOLD.answer)
    assert shown(run(server, case(opened, plan=plan), GOOD)) == "".join(GOOD.words)
    followed = Exchange(Ask("Python", Move.FOLLOW_UP, Probe.OWN), "Why?", TOLD.answer)
    assert shown(run(server, case(opened, followed, plan=plan), GOOD)) == "".join(GOOD.words)  # no bank for Redis


@pytest.mark.parametrize("freedom", Freedom)
def test_the_closing_words_are_never_the_models(server: ScriptedServer, freedom: Freedom) -> None:
    told = run(server, case(TOLD, late=True)._replace(candidate="Kim Min-ji"), freedom=freedom)
    assert shown(told).startswith("Thank you, Kim Min-ji, for taking the time")
    assert "get back to you" in shown(told)
    assert server.requests == []


def test_a_question_is_put_in_other_words_without_the_model(server: ScriptedServer) -> None:
    pressed = replace(TOLD, answer="", button=Button.REPHRASE)
    told = run(server, case(pressed))
    assert shown(told).startswith("Let me put it in other words. ") and shown(told).endswith("?")
    assert server.requests == []
    again = Exchange(Ask("Python", Move.CLARIFY, Probe.CASE, Cue.REPHRASE), shown(told), "", Button.REPHRASE)
    assert shown(run(server, case(pressed, again))) != shown(told)


def test_verbatim_repeats_the_banks_question(server: ScriptedServer) -> None:
    plan = Plan(("Python",), 1, 1, Style.VERBATIM, BANK)
    pressed = Exchange(Ask("Python", Move.OPEN), BANK[0].text, "", Button.REPHRASE)
    assert shown(run(server, case(pressed, plan=plan))).endswith(BANK[0].text)


def test_a_conversation_that_is_too_long_for_the_model_goes_on_with_the_bank(server: ScriptedServer) -> None:
    told = run(server, case(plan=replace(PLAN, bank=BANK)), Reply(context_length_exceeded=True))
    assert flaws(told) == ["prompt_too_long"] and shown(told) == BANK[0].text
    with pytest.raises(PromptTooLong):
        run(server, case(TOLD), Reply(context_length_exceeded=True), checked=False)
