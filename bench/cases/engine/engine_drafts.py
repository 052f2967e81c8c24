"""Whether drafting would pay: what it would save on follow-ups of a real model, at the costs of this machine's steps.

The questions are written as always. Then each is counted again as if its next tokens had been looked up in the
interview's own words and computed in one step with the token that was drawn (docs/decisions/016-steps-by-cost.md).
"""

from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

from bench.harness.models.bench_models import catalogue_model, random_model
from bench.harness.models.engine_peers import THREADS, ours, play
from bench.harness.models.lookup import steps_with_drafts
from bench.harness.peer import Peer
from bench.harness.progress import Say
from bench.harness.prompts.interview_chats import follow_up
from bench.harness.row import Goal, Row, judged
from interviews.llm.local_engine.chat_template import ChatTemplate
from interviews.llm.local_engine.engine import context_size
from interviews.llm.local_engine.gguf_model import GgufModel
from interviews.llm.local_engine.llama_context import LlamaContext
from interviews.llm.local_engine.steps.costs import StepCosts
from interviews.llm.local_engine.steps.measurement import measured
from interviews.llm.message import Message

BENCH = "engine_drafts"
QUESTIONS, QUICK_QUESTIONS = 30, 2
TOKENS, CONTEXT = 64, 512
DRAFTED = (1, 3, 7)  # tokens
WORTH = Goal(">=", 1.15)


def rows(quick: bool, say: Say) -> Iterator[Row]:
    try:
        with random_model(quick=True) if quick else catalogue_model("qwen2.5-coder-0.5b") as (name, path):
            yield from _on(name, path, QUICK_QUESTIONS if quick else QUESTIONS, say)
    except FileNotFoundError as missing:
        yield Row(BENCH, f"skipped: {missing}")


def _on(name: str, path: Path, questions: int, say: Say) -> Iterator[Row]:
    chats = [follow_up(number) for number in range(questions)]
    say(f"{name}: {questions} questions")
    with ours(path) as peer:
        texts = [_written(peer, number, chat) for number, chat in enumerate(chats)]
    with closing(GgufModel(str(path))) as model:
        say(f"{name}: what a step costs")
        costs = _costs(model)
        template = ChatTemplate(model)
        tokens = [
            (template.prompt(chat).tokens, model.tokenize(text, special=False))
            for chat, text in zip(chats, texts, strict=True)
        ]
    total = sum(len(written) for _, written in tokens)
    for drafted in DRAFTED:
        counts = [steps_with_drafts(prompt, written, drafted) for prompt, written in tokens]
        seconds = sum(costs.of(rows) * steps for count in counts for rows, steps in count.items())
        ratio = total * costs.of(1) / seconds
        fewer = 1 - sum(count.total() for count in counts) / total
        what = f"{name}: up to {drafted} drafted, {fewer:.0%} fewer steps: rate against no drafts"
        yield Row(BENCH, what, ratio=f"{ratio:.3g}", **judged(WORTH, ratio))


def _written(peer: Peer, number: int, chat: list[Message]) -> str:
    job = {"messages": chat, "max_tokens": TOKENS, "seed": number, "session": number}
    return play(peer, [job])[0].text


def _costs(model: GgufModel) -> StepCosts:
    widest = 1 + max(DRAFTED)
    with closing(LlamaContext(model, context_size(CONTEXT, widest), THREADS)) as context:
        found = measured(context, widest)
    assert found
    return found
