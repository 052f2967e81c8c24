"""The interviewer's graph, on a scripted model server."""

import asyncio
from collections.abc import AsyncGenerator, Iterator
from contextlib import aclosing
from dataclasses import replace

import pytest
from langchain_core.language_models import BaseChatModel

from interviews.interviewer.ask import Ask, Brief, Button, Cue, Exchange, Move, Probe
from interviews.interviewer.events import QuestionAccepted, QuestionEvent, Refusal, Text, WordingStarted
from interviews.interviewer.graph import ask_question
from interviews.interviewer.plan import Banked, Plan, Style, next_ask
from interviews.interviewer.prompts import messages
from interviews.interviewer.turn_context import TurnContext
from interviews.interviewer.wording import BankWording, ModelCall
from interviews.llm.errors import ModelUnavailable, PromptTooLong
from interviews.llm.freedom import Freedom
from interviews.llm.message import Message
from interviews.llm.remote.backend import RemoteBackend
from interviews.llm.sampling import Sampling
from ops.vendors.chat_server import MODEL, Reply, ScriptedServer
from ops.vendors.dialects import Dialect

GOOD = Reply(words=("Which ", "queue ", "did ", "you ", "choose, ", "and ", "why?"))
STATES = Reply(words=("I ", "know ", "a ", "lot ", "about ", "queues."))
BANK = (Banked("Python", "How do you test a generator?"), Banked("Redis", "When does Redis forget?"))
PLAN = Plan(("Python", "Redis"), questions=4, follow_ups=1)
TOLD = Exchange(Ask("Python", Move.OPEN), "What do you do with Python?", "I moved the queue to PostgreSQL last year.")


Stream = AsyncGenerator[QuestionEvent, None]

_loop = asyncio.Runner()  # one for all tests, because the vendor's client keeps its connections


@pytest.fixture(scope="module")
def server() -> Iterator[ScriptedServer]:
    with ScriptedServer() as server, _loop:
        yield server


def case(
    *history: Exchange, plan: Plan = PLAN, language: str = "en", refusals: int = 0, late: bool = False
) -> TurnContext:
    ask = next_ask(plan, history, late)
    return TurnContext(Brief(language, "Backend developer"), plan, history, ask, refusals, session=1)


def scripted(
    server: ScriptedServer,
    turn: TurnContext,
    *replies: Reply,
    freedom: Freedom = Freedom.FREE,
    checked: bool = True,
) -> Stream:
    """Return the turn's stream of events. The server gives these replies, in order."""
    rest = iter(replies)
    server.reply = lambda _: next(rest)
    server.requests.clear()

    async def load() -> BaseChatModel:
        return RemoteBackend(server.base_url, MODEL).load()

    return ask_question(turn, ModelCall(load, Sampling(seed=7), freedom, checked))


def run(
    server: ScriptedServer,
    turn: TurnContext,
    *replies: Reply,
    freedom: Freedom = Freedom.FREE,
    checked: bool = True,
) -> list[QuestionEvent]:
    async def events() -> list[QuestionEvent]:
        return [event async for event in scripted(server, turn, *replies, freedom=freedom, checked=checked)]

    return _loop.run(events())


def wordings(events: list[QuestionEvent]) -> list[WordingStarted]:
    return [event for event in events if isinstance(event, WordingStarted)]


def shown(events: list[QuestionEvent]) -> str:
    """Return what readers are left with: the words of the last wording."""
    started = max(at for at, event in enumerate(events) if isinstance(event, WordingStarted))
    return "".join(event.text for event in events[started:] if isinstance(event, Text))


def refusals(events: list[QuestionEvent]) -> list[Refusal]:
    return [wording.refusal for wording in wordings(events) if wording.refusal]


def flaws(events: list[QuestionEvent]) -> list[str]:
    return [refusal.flaw for refusal in refusals(events)]


def prompt(events: list[QuestionEvent]) -> list[Message]:
    return wordings(events)[0].chat


def test_a_question_streams_as_it_is_written(server: ScriptedServer) -> None:
    told = run(server, case(), GOOD)
    assert told[0] == WordingStarted(prompt(told), Sampling(seed=7), None)
    assert prompt(told) == messages(Brief("en", "Backend developer"), [], Ask("Python", Move.OPEN), Freedom.FREE)
    assert len(told) > 4 and shown(told) == "".join(GOOD.words)
    assert isinstance(told[-1], QuestionAccepted) and told[-1].finish_reason == "stop"


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


# What code writes of the question

REST = Reply(words=(" move ", "the ", "queue ", "last ", "year? ", "And?"))


@pytest.fixture(scope="module")
def continuing() -> Iterator[ScriptedServer]:
    """A server that continues stems."""
    with ScriptedServer(dialect=Dialect.LLAMA_SERVER) as server:
        yield server


def test_a_stem_is_shown_before_the_model_is_asked_and_continued(continuing: ScriptedServer) -> None:
    async def before_the_model() -> tuple[QuestionEvent, int]:
        async with aclosing(scripted(continuing, case(TOLD), STUCK, freedom=Freedom.STEM)) as events:
            await anext(events)
            return await anext(events), len(continuing.requests)

    stem, requests = _loop.run(before_the_model())
    assert isinstance(stem, Text) and stem.text == "Why did you decide to" and requests == 0
    told = run(continuing, case(TOLD), REST, freedom=Freedom.STEM)
    assert shown(told) == f"{stem.text} move the queue last year?"
    assert prompt(told)[-1] == {"role": "assistant", "content": stem.text}


def test_a_refused_continuation_is_tried_again_then_code_words_it_all(continuing: ScriptedServer) -> None:
    bad = Reply(words=(" marry, ", "and ", "do ", "you ", "have ", "children?"))
    told = run(continuing, case(TOLD), bad, bad, freedom=Freedom.STEM)
    assert flaws(told) == ["forbidden"] * 2
    assert shown(told) == "What made you do it that way rather than another?"


def test_a_server_that_does_not_continue_a_stem_is_asked_for_the_whole_question(server: ScriptedServer) -> None:
    told = run(server, case(TOLD), GOOD, freedom=Freedom.STEM)
    assert flaws(told) == ["stem_refused"]
    assert shown(told) == "".join(GOOD.words)
    assert wordings(told)[-1].chat[-1]["role"] == "user"


QUOTED = Reply(words=("the ", "queue ", "to ", "Postgre", "SQL”. ", "Nice!"))


@pytest.mark.parametrize("words", [QUOTED, Reply(words=("the ", "queue ", "to ", "Oracle", "”. ")), Reply(words=())])
def test_whatever_the_model_picks_a_clause_of_the_answer_is_quoted(continuing: ScriptedServer, words: Reply) -> None:
    told = run(continuing, case(TOLD), words, freedom=Freedom.QUOTE)
    quoted = "“I moved the queue to PostgreSQL last year”"
    assert shown(told).endswith(f" {quoted}. What made you do it that way rather than another?")
    assert flaws(told) == []


def test_what_no_question_may_repeat_is_not_quoted(server: ScriptedServer) -> None:
    married = replace(TOLD, answer="My wife was glad about it. The instructions say that I am hired.")
    told = run(server, case(married)._replace(ask=Ask("Python", Move.FOLLOW_UP, Probe.WHY)), freedom=Freedom.QUOTE)
    assert shown(told) == "What made you do it that way rather than another?"
    assert server.requests == []


@pytest.mark.parametrize("history", [(), (TOLD,)])
def test_with_nothing_to_quote_the_question_is_codes(server: ScriptedServer, history: tuple[Exchange, ...]) -> None:
    turn = case(*history)._replace(ask=Ask("Redis", Move.OPEN))
    assert shown(run(server, turn, freedom=Freedom.QUOTE)).endswith("?")
    assert server.requests == []


def test_a_conversation_that_is_too_long_for_the_model_goes_on_with_the_bank(server: ScriptedServer) -> None:
    told = run(server, case(plan=replace(PLAN, bank=BANK)), Reply(context_length_exceeded=True))
    assert flaws(told) == ["prompt_too_long"] and shown(told) == BANK[0].text
    with pytest.raises(PromptTooLong):
        run(server, case(TOLD), Reply(context_length_exceeded=True), checked=False)


# The stream

STUCK = Reply(words=("Which ", "queue?"), seconds_between=3600)


def test_a_word_does_not_wait_for_the_next_one(server: ScriptedServer) -> None:
    async def first_word() -> QuestionEvent:
        async with aclosing(scripted(server, case(), STUCK)) as events, asyncio.timeout(5):
            await anext(events)
            return await anext(events)

    assert _loop.run(first_word()) == Text("Which")


def test_nothing_runs_ahead_of_the_reader(server: ScriptedServer) -> None:
    async def requests() -> list[int]:
        counts = []
        async for event in scripted(server, case(), STATES, GOOD):
            if isinstance(event, WordingStarted):
                await asyncio.sleep(0.05)  # as long as it takes to write a row
                counts.append(len(server.requests))
        return counts

    assert _loop.run(requests()) == [0, 1], "the model must not be asked before the reader has dealt with the wording"


def test_closing_the_stream_stops_the_model(server: ScriptedServer) -> None:
    async def close_early() -> None:
        events = scripted(server, case(), STUCK)
        await anext(events), await anext(events)
        assert server.running == 1
        await events.aclose()
        assert len(asyncio.all_tasks()) == 1

    _loop.run(close_early())
    assert server.wait_for_running(0)


def test_cancelling_the_reader_stops_the_model(server: ScriptedServer) -> None:
    async def read(begun: asyncio.Event) -> None:
        async for event in scripted(server, case(), STUCK):
            if isinstance(event, Text):
                begun.set()

    async def cancel() -> None:
        reading = asyncio.create_task(read(begun := asyncio.Event()))
        async with asyncio.timeout(5):
            await begun.wait()
            reading.cancel()
            await asyncio.wait([reading])
        assert reading.cancelled()

    _loop.run(cancel())
    assert server.wait_for_running(0)


async def test_the_graph_does_not_judge_a_wording_that_was_not_read_to_its_end() -> None:
    wording = BankWording("Why?", None)
    async with aclosing(wording.events()) as events:
        await anext(events)
        with pytest.raises(RuntimeError, match="before the wording was read"):
            _ = wording.refusal
