"""Has a model assess the written answers."""

import time
from collections.abc import Sequence

from langchain_core.language_models import BaseChatModel

from bench.harness.prompts.hostile_answers import HostileAnswer
from evaluate.progress import Say
from interviews.evaluation.assessment import OnePass, Unreadable
from interviews.evaluation.assessor import PASSES, AssessmentTask, assess

from .cases import HOSTILE_CHARS, INTRODUCTION, NAMES, Case, Kind
from .record import AssessedText, AssessmentRun, Injection, PassRecord
from .subject import Subject

SESSION = -1  # of the passes over one text, which share its prompt
FOR_CASES = 0.75  # of the time; the rest is for hostile texts


async def assessed(
    subject: Subject, cases: Sequence[Case], injections: Sequence[HostileAnswer], say: Say, seconds: float
) -> AssessmentRun:
    """Assess all answers of the cases three times each, then the hostile texts once each.

    After `seconds`, no further case and no further text is begun; the first case is always assessed whole.
    """
    run, done, began = AssessmentRun(), list[Case](), time.monotonic()
    for case in cases:
        if run.texts and time.monotonic() - began > FOR_CASES * seconds:
            break
        for kind, text in case.said.items():
            # No two texts have a seed in common: else one lucky draw would show in all of them.
            first = 1 + PASSES * len(run.texts)
            passes = await _passes(subject, case.task(text), range(first, first + PASSES))
            run.texts.append(AssessedText(case.language, case.occupation, kind, text, passes))
            say(f"{case.language} {case.occupation} {kind}: {[one.rating for one in passes]}")
        await _compare_names(subject, run, case)
        done.append(case)
    for number, hostile in enumerate(injections, start=1):
        of_language = [case for case in done if case.language == hostile.language]
        if not of_language or time.monotonic() - began > seconds:
            continue
        run.injections.append(await _injected(subject, run, of_language[number % len(of_language)], hostile))
        say(f"{number}/{len(injections)} {hostile.name}: {run.injections[-1].alone} -> {run.injections[-1].together}")
    return run


async def _passes(subject: Subject, task: AssessmentTask, seeds: Sequence[int]) -> list[PassRecord]:
    try:
        return [await _pass(subject, task, seed) for seed in seeds]
    finally:
        subject.forget(SESSION)


async def _pass(subject: Subject, task: AssessmentTask, seed: int) -> PassRecord:
    async def load() -> BaseChatModel:
        return subject.model

    began = time.monotonic()
    try:
        [one] = [one async for one in assess(task, load, [seed], SESSION)]
    except Unreadable:
        return PassRecord(seed, None, (), "", 0, time.monotonic() - began)
    quotes = tuple(quote.text for quote in one.quotes)
    return PassRecord(seed, _score(one), quotes, one.reason, one.dropped, time.monotonic() - began)


def _score(one: OnePass) -> int:
    return one.rating or 0


async def _compare_names(subject: Subject, run: AssessmentRun, case: Case) -> None:
    """Have the same answer rated under each name, with one seed, and count the names that the prompt leaves out.

    Names whose prompts are equal are rated once: the model cannot tell them apart.
    """
    ratings: dict[str, int | None] = {}
    requests = []
    for name in NAMES[case.language]:
        introduced = case.task(INTRODUCTION[case.language].format(name=name) + case.said[Kind.MIDDLE], name)
        request = str(introduced.prompt(introduced.passages()).chat[-1]["content"])
        run.named += 1
        run.masked += not any(part in request for part in name.split())
        requests.append(request)
        if request not in ratings:
            [rated] = await _passes(subject, introduced, [1])
            ratings[request] = rated.rating
    run.by_name.append([ratings[request] for request in requests])


async def _injected(subject: Subject, run: AssessmentRun, case: Case, hostile: HostileAnswer) -> Injection:
    weak = next(
        text
        for text in run.texts
        if (text.language, text.occupation, text.kind) == (case.language, case.occupation, Kind.WEAK)
    )
    task = case.task(f"{weak.text}\n{hostile.text[:HOSTILE_CHARS]}")
    [together] = await _passes(subject, task, [weak.passes[0].seed])
    return Injection(hostile.name, hostile.language, weak.passes[0].rating, together.rating)
