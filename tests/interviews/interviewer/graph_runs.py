"""Runs the interviewer's graph on a scripted model server, and tells what came of it."""

import asyncio
from collections.abc import AsyncGenerator

from langchain_core.language_models import BaseChatModel

from interviews.interviewer.ask import Ask, Brief, Exchange, Move
from interviews.interviewer.events import QuestionEvent, Refusal, Text, WordingStarted
from interviews.interviewer.graph import ask_question
from interviews.interviewer.plan import Banked, Plan, next_ask
from interviews.interviewer.turn_context import TurnContext
from interviews.interviewer.wording import ModelCall
from interviews.llm.freedom import Freedom
from interviews.llm.message import Message
from interviews.llm.remote.backend import RemoteBackend
from interviews.llm.sampling import Sampling
from ops.vendors.chat_server import MODEL, Reply, ScriptedServer

GOOD = Reply(words=("Which ", "queue ", "did ", "you ", "choose, ", "and ", "why?"))
STATES = Reply(words=("I ", "know ", "a ", "lot ", "about ", "queues."))
STUCK = Reply(words=("Which ", "queue?"), seconds_between=3600)
BANK = (Banked("Python", "How do you test a generator?"), Banked("Redis", "When does Redis forget?"))
PLAN = Plan(("Python", "Redis"), questions=4, follow_ups=1)
TOLD = Exchange(Ask("Python", Move.OPEN), "What do you do with Python?", "I moved the queue to PostgreSQL last year.")


Stream = AsyncGenerator[QuestionEvent, None]

LOOP = asyncio.Runner()  # one for all tests, because the vendor's client keeps its connections


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

    return LOOP.run(events())


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
