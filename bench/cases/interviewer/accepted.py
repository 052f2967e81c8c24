"""How many of the demo model's questions pass the check at the first try, by language, and what becomes of the others.

The peer is the same model without the check, which asks every question.
"""

import asyncio
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

from bench.harness.models.bench_models import DEMO
from bench.harness.models.demo_model import demo_model
from bench.harness.progress import Say
from bench.harness.prompts.interview_cases import LANGUAGES, cases
from bench.harness.row import Row
from interviews.interviewer.events import WordingStarted
from interviews.interviewer.graph import ask_question
from interviews.interviewer.turn_context import TurnContext
from interviews.interviewer.wording import ModelCall
from interviews.llm.freedom import DEMO as DEMO_FREEDOM
from interviews.llm.local_engine.chat_model import LlamaCppChatModel
from interviews.llm.sampling import Sampling

BENCH = "accepted"
TURNS, QUICK_TURNS = 150, 5  # in each language


def rows(quick: bool, say: Say) -> Iterator[Row]:
    if not DEMO.is_file():
        yield Row(BENCH, f"demo model: skipped, {DEMO.name} is missing")
        return
    count = QUICK_TURNS if quick else TURNS
    model = demo_model()
    for language in LANGUAGES:
        say(f"{language}: {count} turns")
        heard = asyncio.run(_asked(model, list(cases(language, count))))
        first = sum(not one.flaws for one in heard)
        again = sum(len(one.flaws) == 1 for one in heard)
        by_bank = sum(one.by_bank for one in heard)
        yield Row(
            BENCH,
            f"{language}: accepted at the first try, of {count}; asked unchecked",
            f"{first} ({first / count:.3f})",
            f"{count}",
        )
        why = Counter(flaw for one in heard for flaw in one.flaws).most_common()
        refused = ", ".join(f"{flaw} {times}" for flaw, times in why) or "nothing"
        yield Row(BENCH, f"  at the second: {again}; by the bank: {by_bank}; refused for: {refused}")


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of one turn's wordings."""

    flaws: list[str]
    by_bank: bool


async def _asked(model: LlamaCppChatModel, turns: list[TurnContext]) -> list[Outcome]:
    async def load() -> LlamaCppChatModel:
        return model

    outcomes = []
    for turn in turns:
        call = ModelCall(load, Sampling(seed=turn.session), DEMO_FREEDOM[turn.brief.language])
        events = ask_question(turn, call)
        wordings = [event async for event in events if isinstance(event, WordingStarted)]
        flaws = [wording.refusal.flaw for wording in wordings if wording.refusal]
        outcomes.append(Outcome(flaws, by_bank=wordings[-1].sampling is None))
        model.forget(turn.session)
    return outcomes
