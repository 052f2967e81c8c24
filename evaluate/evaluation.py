"""Runs an evaluation: interviews first, then the judge, with one model in memory at a time."""

import asyncio
import sys
from collections.abc import Sequence
from contextlib import closing
from dataclasses import asdict, dataclass, replace

from evaluate.candidates import files
from evaluate.candidates.occupation import CandidateManner
from evaluate.candidates.speaker import ScriptedCandidate, candidates
from evaluate.dialogue.interview import Interviewing, held
from evaluate.dialogue.record import HeldInterview
from evaluate.judge.local_judge import LocalJudge
from evaluate.judge.rubric import rubric_chat
from evaluate.model_choice import ChosenModel
from evaluate.progress import Say
from evaluate.report.about import About, interviewer_sha256, machine, today
from evaluate.report.evaluation import Evaluation
from interviews.interviewer.ask import Move
from interviews.interviewer.wording import ModelCall
from interviews.llm.backends import SWITCH_SECONDS
from interviews.llm.local_engine.chat_model import LlamaCppChatModel
from interviews.llm.sampling import Sampling

# A quick run takes the first candidate of each of these manners, in each language.
QUICK_MANNERS = (CandidateManner.STRONG, CandidateManner.RAMBLING, CandidateManner.HOSTILE)


@dataclass(frozen=True, slots=True)
class Order:
    """What to evaluate, and how. `command` repeats the evaluation."""

    model: ChosenModel
    judge: ChosenModel | None
    languages: tuple[str, ...]
    texts: str
    quick: bool
    threads: int
    command: str


def evaluated(order: Order, say: Say) -> Evaluation:
    """Hold the interviews and have them judged. Raise ModelError if a model cannot be used."""
    sys.setswitchinterval(SWITCH_SECONDS)  # as a worker does
    say(f"loading {order.model.path.name}")
    with order.model.loaded(order.threads) as model:
        sha256 = model.engine.model.sha256
        interviews = asyncio.run(held_all(cast(order), _interviewing(order, model), say))
    judge_sha256 = judge_all(interviews, order.judge, order.threads, say) if order.judge else ""
    return Evaluation(_about(order, sha256, judge_sha256), interviews)


def cast(order: Order) -> list[ScriptedCandidate]:
    """Return the candidates of an evaluation, in order."""
    everybody = candidates(files.occupations(order.texts, order.languages))
    if not order.quick:
        return everybody
    return [
        next(one for one in everybody if (one.occupation.language, one.appearance.manner) == (language, manner))
        for language in order.languages
        for manner in QUICK_MANNERS
    ]


async def held_all(everybody: Sequence[ScriptedCandidate], interviewing: Interviewing, say: Say) -> list[HeldInterview]:
    """Hold an interview with each candidate, one after the other."""
    interviews = []
    for number, candidate in enumerate(everybody, start=1):
        interviews.append(await held(candidate, number, interviewing))
        say(f"{number}/{len(everybody)} {candidate.name}: {len(interviews[-1].turns)} turns")
    return interviews


def judge_all(interviews: Sequence[HeldInterview], judge: ChosenModel, threads: int, say: Say) -> str:
    """Score every question but the closing words, and return the hash of the judge's file."""
    say(f"loading {judge.path.name} as judge")
    with closing(LocalJudge(judge.path, threads)) as model:
        for interview in interviews:
            for number, turn in enumerate(interview.turns):
                if turn.asked.ask.move is not Move.CLOSE:
                    turn.score = model.score(rubric_chat(interview, interview.turns[:number], turn))
            say(f"judged {interview.name}")
        return model.model.sha256


def _interviewing(order: Order, model: LlamaCppChatModel) -> Interviewing:
    async def load() -> LlamaCppChatModel:
        return model

    def call(language: str, seed: int) -> ModelCall:
        return ModelCall(load, replace(Sampling(), seed=seed), order.model.freedom[language])

    return Interviewing(call, model.forget)


def _about(order: Order, sha256: str, judge_sha256: str) -> About:
    sampling = asdict(Sampling())
    del sampling["seed"]
    return About(
        model=order.model.name,
        file=order.model.path.name,
        sha256=sha256,
        freedom={language: str(order.model.freedom[language]) for language in order.languages},
        sampling=sampling,
        languages=order.languages,
        texts=order.texts,
        texts_sha256=files.sha256_of(order.texts),
        interviewer_sha256=interviewer_sha256(),
        quick=order.quick,
        judge=order.judge.name if order.judge else "",
        judge_sha256=judge_sha256,
        threads=order.threads,
        command=order.command,
        date=today(),
        machine=machine(),
    )
