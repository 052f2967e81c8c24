"""Evaluates the model on held-out prompts and answer frames, and measures its speed. Exits with 1 if it is broken.

python -m demo_model.recipe.checks.evaluation [demo_model/demo.gguf] [--prompts 150] [--show]
"""

import argparse
import resource
import time
from collections import Counter
from collections.abc import Iterator
from itertools import islice, pairwise
from pathlib import Path
from random import Random

from demo_model.recipe.data.answers import answer
from demo_model.recipe.data.corpus import dialogues
from demo_model.recipe.data.grammar import text
from demo_model.recipe.data.vocabulary import Vocabulary
from interviews.interviewer.plan import Plan, next_ask
from interviews.interviewer.prompts import Ask, Brief, Exchange, Move, messages
from interviews.llm.message import Message

from .handwritten import CASES, Case
from .judge import Verdict, judge
from .speaker import CONTEXT, MAX_TOKENS, Speaker

DEMO = Path(__file__).parents[2] / "demo.gguf"
RULES = ["language", "ends", "marks", "copied", "particle", "words"]
TARGETS = {"language": 0.99, "ends": 0.99, "marks": 0.99, "copied": 0.95}
# Below these shares the file is broken, not merely weak.
FLOORS = {"language": 0.9, "ends": 0.9, "marks": 0.9, "copied": 0.7}
HANDWRITTEN_TARGET = 10
HELD_OUT_SEED, LIVE_SEED = 90001, 70001
LONG_ANSWER_TOKENS = 1500


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
        print(f"  {repetition(speaker, language)}")
        sound = sound and all(shares[rule] >= floor for rule, floor in FLOORS.items())
    print(f"size {options.model.stat().st_size / 1e6:.1f} MB, load {load_ms:.0f} ms, {speed(speaker)}")
    print("sound" if sound else "BROKEN: below FLOORS in evaluation.py")
    return 0 if sound else 1


def held_out(speaker: Speaker, language: str, count: int, show: bool = False) -> Iterator[Verdict]:
    """Yield verdicts on `count` prompts with held-out topics, terms and answer frames, at every length of history."""
    source = dialogues(HELD_OUT_SEED, held_out=True)
    spoken = (dialogue for dialogue in source if dialogue.brief.language == language)
    # The product also refuses a prompt that leaves no room for the question.
    fitting = (dialogue for dialogue in spoken if len(speaker.prompt(dialogue.messages())) + MAX_TOKENS <= CONTEXT)
    for seed, dialogue in enumerate(islice(fitting, count)):
        yield _verdict(speaker, language, dialogue.messages(), dialogue.turns[-1].ask, seed, show)


def handwritten(speaker: Speaker, language: str, case: Case, seed: int, show: bool = False) -> bool:
    """Return whether the follow-up to one hand-written answer is clean (see `Verdict.clean`)."""
    history = [Exchange(Ask(case.topic, Move.OPEN), case.question, case.answer)]
    ask = next_ask(Plan((case.topic,), questions=5, follow_ups=3), history)
    chat = messages(Brief(language, case.title), history, ask)
    return _verdict(speaker, language, chat, ask, seed, show).clean


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
        history = [Exchange(Ask(topic, Move.OPEN), "", said)]
        ask = next_ask(Plan((topic,), questions=5, follow_ups=3), history)
        chat = messages(Brief(language, "Engineer"), history, ask)
        lengths.append(len(speaker.prompt(chat)))
        clean += _verdict(speaker, language, chat, ask, seed, show=False).clean
    return f"follow-ups to prompts of {min(lengths):,} to {max(lengths):,} tokens that are clean: {clean} of {count}"


def repetition(speaker: Speaker, language: str, interviews: int = 10) -> str:
    """Hold whole interviews of five questions, and count the questions that end like the one before."""
    counts: Counter[str] = Counter()
    rng = Random(LIVE_SEED)
    vocabulary = Vocabulary(language)
    for seed in range(interviews):
        plan = Plan(tuple(vocabulary.topic(rng).name for _ in range(3)), questions=5, follow_ups=1)
        history: list[Exchange] = []
        while len(history) < plan.questions:
            ask = next_ask(plan, history)
            reply = speaker.ask(messages(Brief(language, "Engineer"), history, ask), 100 * seed + len(history))
            history.append(Exchange(ask, reply.text, text(answer(rng, vocabulary))))
        bare = [e.question.replace(e.ask.focus or e.ask.topic, "") for e in history]
        counts["alike"] += sum(a[-25:] == b[-25:] for a, b in pairwise(bare))
        counts["pairs"] += len(bare) - 1
    return f"neighbouring questions of whole interviews that end alike: {counts['alike']} of {counts['pairs']}"


def speed(speaker: Speaker) -> str:
    """Measure the tokens per second of reading and writing, and the peak memory."""
    dialogue = max(islice(dialogues(1), 200), key=lambda d: len(d.turns))
    prompt = speaker.prompt(dialogue.messages())
    speaker.llama.reset()
    began = time.perf_counter()
    speaker.llama.eval(prompt)
    read = time.perf_counter() - began
    began, written = time.perf_counter(), 0
    for seed in range(20):
        written += speaker.ask(dialogue.messages(), seed).tokens
    wrote = time.perf_counter() - began
    peak_mb = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    return (
        f"prompt {len(prompt) / read:,.0f} tokens/s, generation {written / wrote:,.0f} tokens/s (one thread), "
        f"peak memory of this process {peak_mb:.0f} MB"
    )


def _verdict(speaker: Speaker, language: str, chat: list[Message], ask: Ask, seed: int, show: bool) -> Verdict:
    reply = speaker.ask(chat, seed)
    verdict = judge(language, ask, reply.text, reply.ended)
    if show:
        failed = [rule for rule in RULES if not getattr(verdict, rule)]
        print(f"    {ask.move} [{ask.focus or ask.topic}] {reply.text!r} {' '.join(failed)}")
    return verdict


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
