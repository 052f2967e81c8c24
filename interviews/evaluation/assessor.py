"""Has a model assess a competency. It knows the model by its protocol alone."""

from collections.abc import AsyncIterator, Awaitable, Callable, Sequence
from contextlib import aclosing
from dataclasses import dataclass, replace
from typing import Any, NamedTuple

from langchain_core.language_models import BaseChatModel
from langchain_core.messages.utils import convert_to_messages

from interviews.llm.sampling import Sampling

from .assessment import NOTHING_SAID, PASSES, OnePass, read
from .evidence import Citation, Transcript
from .masking import OpenPassage, Readable, readable
from .prompt import CompetencyPrompt, prompt, shortened
from .rubric import RubricCompetency

__all__ = ["PASSES", "AssessmentTask", "UnreadPassages", "assess"]

# An assessment is run several times to see how much of it is chance, so it has to leave room for chance.
SAMPLING = Sampling(temperature=0.5)
MAX_TOKENS = 420  # the longest reason if each syllable takes three, and what is around it
MAX_SECONDS = 300.0


@dataclass(frozen=True, slots=True)
class AssessmentTask:
    """What to assess: the answers about a competency, of a candidate of this name, for a position of this title."""

    transcript: Transcript
    competency: RubricCompetency
    name: str
    title: str

    @property
    def language(self) -> str:
        return self.transcript.language

    def passages(self) -> list[OpenPassage]:
        """Return what the model reads, and may quote."""
        return shortened(self._readable().passages, self.language)

    def unread(self) -> "UnreadPassages":
        """Return what the model does not read of that which was said about the competency."""
        found = self._readable()
        left_out = len(found.passages) - len(shortened(found.passages, self.language))
        return UnreadPassages(found.withheld, left_out, found.orders)

    def prompt(self, passages: Sequence[OpenPassage]) -> CompetencyPrompt:
        questions = {answer.turn: answer.question for answer in self.transcript.answers}
        return prompt(passages, questions, self.competency, self.language)

    def _readable(self) -> Readable:
        about = f"{self.title}\n{self.competency.name}"
        return readable(self.transcript.about(self.competency.name), self.name, about)


class UnreadPassages(NamedTuple):
    """The passages that a model did not read.

    `withheld` counts those about a forbidden topic, `left_out` those for which the prompt had no room. `orders` are
    those that address the software.
    """

    withheld: int
    left_out: int
    orders: Sequence[Citation]


async def assess(
    task: AssessmentTask, load: Callable[[], Awaitable[BaseChatModel]], seeds: Sequence[int], session: int | None = None
) -> AsyncIterator[OnePass]:
    """Yield one pass for each seed.

    `session` is a key of these passes alone, by which a local model finds the prompt that it has read before. No model
    is asked if there is nothing to read. Raises ModelError if the model gives no answer, and Unreadable if it is in no
    usable form.
    """
    passages = task.passages()
    for seed in seeds:
        yield await _one_pass(task, passages, await load(), seed, session) if passages else NOTHING_SAID


async def _one_pass(
    task: AssessmentTask, passages: Sequence[OpenPassage], model: BaseChatModel, seed: int, session: int | None
) -> OnePass:
    asked = task.prompt(passages)
    options: dict[str, Any] = {
        "sampling": replace(SAMPLING, seed=seed),
        "max_tokens": MAX_TOKENS,
        "max_seconds": MAX_SECONDS,
        "session": session,
        "public": asked.public,
        "form": asked.form,
    }
    written = []
    chunks: Any = model.astream(convert_to_messages([dict(message) for message in asked.chat]), **options)
    async with aclosing(chunks) as writing:
        async for chunk in writing:
            written.append(str(chunk.content))
    return read("".join(written), passages, task.transcript)
