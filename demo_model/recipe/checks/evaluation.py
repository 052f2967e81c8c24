"""Evaluates the model on held-out prompts and answer frames, and measures its speed. Exits with 1 if it is broken.

python -m demo_model.recipe.checks.evaluation [demo_model/demo.gguf] [--prompts 150] [--show]
"""

import argparse
import resource
import time
from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from itertools import islice, pairwise
from pathlib import Path
from random import Random

from demo_model.recipe.data.answers import answer
from demo_model.recipe.data.grammar import text
from demo_model.recipe.data.interviews import Turn, turns
from demo_model.recipe.data.vocabulary import Vocabulary
from interviews.interviewer.ask import Ask, Brief, Exchange, Move, Probe
from interviews.interviewer.frame import QuestionFrame, framed
from interviews.interviewer.plan import Plan, next_ask
from interviews.interviewer.prompts import messages
from interviews.interviewer.stock import in_place_of
from interviews.llm.freedom import Freedom
from interviews.llm.message import Message

from .handwritten import CASES, Case
from .judge import Begun, Verdict, judge
from .speaker import CONTEXT, MAX_TOKENS, Speaker

DEMO = Path(__file__).parents[2] / "demo.gguf"
RULES = ["language", "ends", "marks", "copied", "particle", "words"]
TARGETS = {"language": 0.99, "ends": 0.99, "marks": 0.99, "copied": 0.95}
# Below these shares the file is broken, not merely weak.
FLOORS = {"language": 0.9, "ends": 0.9, "marks": 0.9, "copied": 0.7}
HANDWRITTEN_TARGET = 10
HELD_OUT_SEED, LIVE_SEED = 90001, 70001
LONG_ANSWER_TOKENS = 1100


def main() -> int:
    options = _options()
    began = time.perf_counter()
    speaker = Speaker(options.model)
    load_ms = 1000 * (time.perf_counter() - began)
    sound = True
    for language in ("ko", "en"):
        verdicts = list(held_out(speaker, language, options.prompts, options.show))
        shares = {rule: sum(getattr(v, rule) for v in verdicts) / len(verdicts) for rule in RULES}
        print(f"{language}: {len(verdicts)} held-out prompts")
        for rule in RULES:
            print(f"  {rule:10} {shares[rule]:.3f}{_against(shares[rule], TARGETS.get(rule))}")
        clean = sum(
            handwritten(speaker, language, case, seed, options.show) for seed, case in enumerate(CASES[language])
        )
        print(
            f"  hand-written answers followed up cleanly: {clean} of {len(CASES[language])}{_against(clean, HANDWRITTEN_TARGET)}"
        )
        print(f"  {long_prompts(speaker, language)}")
        print(f"  {whole_interviews(speaker, language)}")
        sound = sound and all(shares[rule] >= floor for rule, floor in FLOORS.items())
    print(f"size {options.model.stat().st_size / 1e6:.1f} MB, load {load_ms:.0f} ms, {speed(speaker)}")
    print("sound" if sound else "BROKEN: below FLOORS in evaluation.py")
    return 0 if sound else 1


def held_out(speaker: Speaker, language: str, count: int, show: bool = False) -> Iterator[Verdict]:
    """Yield verdicts on `count` prompts with held-out competencies, terms and answer frames, at every length of history."""
    source = turns(HELD_OUT_SEED, language, held_out=True)
    # The product also refuses a prompt that leaves no room for the question.
    fitting = (turn for turn in source if len(speaker.prompt(chat_of(turn))) + MAX_TOKENS <= CONTEXT)
    for seed, turn in enumerate(islice(fitting, count)):
        yield _asked(speaker, turn, seed, show)[1]


def handwritten(speaker: Speaker, language: str, case: Case, seed: int, show: bool = False) -> bool:
    """Return whether the follow-up to one hand-written answer is clean (see `Verdict.clean`)."""
    history = (Exchange(Ask(case.topic, Move.OPEN), case.question, case.answer),)
    return _asked(speaker, _follow_up(Brief(language, case.title), history), seed, show)[1].clean


def long_prompts(speaker: Speaker, language: str, count: int = 14) -> str:
    """Count the clean follow-ups to answers that fill most of the context."""
    rng = Random(LIVE_SEED)
    vocabulary = Vocabulary(language, held_out=True)
    clean, lengths = 0, []
    for seed in range(count):
        topic = vocabulary.topic(rng).name
        said = ""
        while (room := LONG_ANSWER_TOKENS - len(speaker.llama.tokenize(said.encode(), add_bos=False))) > 0:
            # A character takes at most four tokens.
            said += text(answer(rng, vocabulary))[: max(20, room // 4)] + " "
        turn = _follow_up(Brief(language, "Engineer"), (Exchange(Ask(topic, Move.OPEN), "", said),))
        lengths.append(len(speaker.prompt(chat_of(turn))))
        clean += _asked(speaker, turn, seed)[1].clean
    return f"follow-ups to prompts of {min(lengths):,} to {max(lengths):,} tokens that are clean: {clean} of {count}"


def whole_interviews(speaker: Speaker, language: str, interviews: int = 10) -> str:
    """Hold whole interviews of six questions, and count the model's questions that are not clean, or end alike."""
    counts: Counter[str] = Counter()
    rng = Random(LIVE_SEED)
    vocabulary = Vocabulary(language)
    for seed in range(interviews):
        plan = Plan(tuple(vocabulary.topic(rng).name for _ in range(3)), questions=6, follow_ups=1)
        history: tuple[Exchange, ...] = ()
        ends: list[str] = []
        while (ask := next_ask(plan, history)).move is not Move.CLOSE:
            turn = Turn(Brief(language, "Engineer"), plan, history, ask)
            question = in_place_of(turn.brief, plan, history, ask)
            if turn.is_models:
                question, verdict = _asked(speaker, turn, 100 * seed + len(history))
                counts["asked"] += 1
                counts["unclean"] += not verdict.clean
                ends.append(question.replace(ask.topic, "")[-25:])
            history += (Exchange(ask, question, text(answer(rng, vocabulary))),)
        counts["pairs"] += len(ends) - 1
        counts["alike"] += sum(one == other for one, other in pairwise(ends))
    return (
        f"whole interviews: {counts['unclean']} of {counts['asked']} questions not clean, "
        f"{counts['alike']} of {counts['pairs']} neighbours end alike"
    )


def speed(speaker: Speaker) -> str:
    """Measure the tokens per second of reading and writing, and the peak memory."""
    chat = max((chat_of(turn) for turn in islice(turns(1, "ko"), 200)), key=lambda chat: len(chat[-2]["content"]))
    prompt = speaker.prompt(chat)[: CONTEXT - MAX_TOKENS]
    speaker.llama.reset()
    began = time.perf_counter()
    speaker.llama.eval(prompt)
    read = time.perf_counter() - began
    short = chat_of(next(turns(1, "ko")))
    speaker.ask(short, 0)
    began, written = time.perf_counter(), 0
    for seed in range(20):
        written += speaker.ask(short, seed).tokens
    wrote = time.perf_counter() - began
    peak_mb = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    return (
        f"prompt {len(prompt) / read:,.0f} tokens/s, generation {written / wrote:,.0f} tokens/s (one thread), "
        f"peak memory of this process {peak_mb:.0f} MB"
    )


def chat_of(turn: Turn) -> list[Message]:
    """Return the product's prompt for a turn, which ends with the stem."""
    return framed(messages(turn.brief, turn.history, turn.ask, Freedom.STEM), QuestionFrame(turn.stem))


def _follow_up(brief: Brief, history: tuple[Exchange, ...]) -> Turn:
    """Return the turn after `history`, about the same competency, and the model's."""
    plan = Plan((history[0].ask.topic,), questions=5, follow_ups=3)
    turn = Turn(brief, plan, history, next_ask(plan, history))
    # The product words a question again itself, after an answer of one word.
    return turn if turn.is_models else replace(turn, ask=Ask(plan.topics[0], Move.FOLLOW_UP, Probe.OWN))


def _asked(speaker: Speaker, turn: Turn, seed: int, show: bool = False) -> tuple[str, Verdict]:
    """Return the whole question of a turn, and the verdict on its ending."""
    reply = speaker.ask(chat_of(turn), seed)
    verdict = judge(Begun(turn.brief.language, turn.ask, turn.stem), reply.text, reply.ended)
    if show:
        failed = [rule for rule in RULES if not getattr(verdict, rule)]
        print(f"    {turn.ask.probe} [{turn.ask.topic}] {turn.stem} |{reply.text} {' '.join(failed)}")
    return turn.stem + reply.text, verdict


def _against(value: float, target: float | None) -> str:
    return "" if target is None else f"  (target {target}: {'met' if value >= target else 'missed'})"


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("model", type=Path, nargs="?", default=DEMO)
    parser.add_argument("--prompts", type=int, default=150, help="held-out prompts per language")
    parser.add_argument("--show", action="store_true", help="print each question and the rules that it broke")
    return parser.parse_args()


if __name__ == "__main__":
    raise SystemExit(main())
