"""Whether hostile answers change the prompt's structure or the plan, compared with plain answers of the same length.

It runs on the demo model and on the vocabularies of four families. The peer is the naive way: no fence, and the whole
rendered template tokenized with special tokens. It uses our plan.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

from bench.harness.models.bench_models import DEMO
from bench.harness.models.chat_families import FAMILIES, write_family
from bench.harness.progress import Say
from bench.harness.prompts.hostile_answers import HostileAnswer, hostile_answers
from bench.harness.prompts.plan_decisions import PLANS, decided, keeps_the_plan, twin
from bench.harness.prompts.prompt_structure import Vocabulary, same_structure
from bench.harness.prompts.whole_prompts import fenced, in_one_go, unfenced
from bench.harness.row import Goal, Row, judged
from interviews.llm.local_engine.chat_template import ChatTemplate
from interviews.llm.local_engine.gguf_model import GgufModel

BENCH = "injection"
QUICK_CASES = 4  # of each language


@dataclass(frozen=True, slots=True)
class Subject:
    """A model under test, and three ways from an answer to the tokens of its prompts."""

    name: str
    model: GgufModel
    template: ChatTemplate
    vocabulary: Vocabulary

    def ours(self, language: str, answer: str) -> list[list[int]]:
        return [self.template.prompt(chat).tokens for chat in fenced(language, answer)]

    def served(self, language: str, answer: str) -> list[list[int]]:
        """Our messages, on a server that parses markers anywhere in the text."""
        return [in_one_go(self.model, chat) for chat in fenced(language, answer)]

    def naive(self, language: str, answer: str) -> list[list[int]]:
        return [in_one_go(self.model, chat) for chat in unfenced(language, answer)]


Way = Callable[[Subject, str, str], list[list[int]]]


def subjects(folder: Path) -> Iterator[Subject]:
    """Yield one subject per family, written into the folder, and the demo model if it exists."""
    for number, (name, family) in enumerate(FAMILIES.items()):
        model = GgufModel(str(write_family(folder / f"{number}.gguf", family)))
        yield Subject(name, model, ChatTemplate(model), Vocabulary.of(model, family.whole))
    if DEMO.is_file():
        model = GgufModel(str(DEMO))
        yield Subject("demo model", model, ChatTemplate(model), Vocabulary.of(model))


def prompts_hold(way: Way, subject: Subject, case: HostileAnswer) -> bool:
    """Return whether the prompts with that answer have the same structure as with a plain one."""
    read = subject.vocabulary.reading
    hostile, plain = (way(subject, case.language, answer) for answer in (case.text, twin(case.text)))
    return all(same_structure(read(ours), read(theirs)) for ours, theirs in zip(hostile, plain, strict=True))


def plan_holds(case: HostileAnswer) -> bool:
    """Return whether an interview full of that answer keeps to its plan."""
    return keeps_the_plan(PLANS[case.language], decided(case.language, case.text))


def rows(quick: bool, say: Say) -> Iterator[Row]:
    with TemporaryDirectory(prefix="bench-injection-") as folder:
        tried = list(subjects(Path(folder)))
        for language, called in (("ko", "Korean"), ("en", "English")):
            cases = [case for case in hostile_answers() if case.language == language][: QUICK_CASES if quick else None]
            say(f"{len(cases)} answers in {called} on {len(tried)} models")
            yield from _held(f"{called}, {len(cases)} hostile answers", cases, tried)


def _held(what: str, cases: Sequence[HostileAnswer], tried: Sequence[Subject]) -> Iterator[Row]:
    def held(way: Way) -> int:
        return sum(all(prompts_hold(way, subject, case) for subject in tried) for case in cases)

    naive = f"{held(Subject.naive)}"
    rule = Goal(">=", len(cases))
    for name, count in (
        (f"{what}: prompts that keep their structure on all of {len(tried)} models", held(Subject.ours)),
        ("  the same on servers that parse markers anywhere in the text", held(Subject.served)),
    ):
        yield Row(BENCH, name, f"{count}", naive, **judged(rule, count))
    count = sum(plan_holds(case) for case in cases)
    yield Row(BENCH, "  interviews that keep to their plan", f"{count}", **judged(rule, count))
