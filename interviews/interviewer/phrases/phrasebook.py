"""What a language's phrases are for."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from interviews.interviewer.ask import Cue, Probe
from interviews.llm.message import Message


@dataclass(frozen=True, slots=True)
class Opening:
    """How a prompt begins: `instructions`, and `examples` as earlier turns of the chat."""

    instructions: str
    examples: Sequence[Message]


def asked(request: str) -> Message:
    """Return the message of an example that asks for a question."""
    return {"role": "user", "content": request}


def reply(question: str) -> Message:
    """Return the message of an example that is the question."""
    return {"role": "assistant", "content": question}


@dataclass(frozen=True, slots=True)
class Phrasebook:
    """One language's phrases. `{topic}` stands for the competency, `{name}` for the candidate's name.

    `asking` opens the prompts for a model that words a question or continues one, `quoting` for a model that only
    picks words of the answer. `labels` stand before what a prompt tells: job, about, competency, interviewer,
    candidate. `first` and `next` say what to write, with `{wanted}` from `wanted` for the probe. `stems` begin a question
    that the model continues; a probe that has none is asked in code's words, because a small model would ask for a case
    in the words in which it did so before. `stock` are whole questions without a model. `quotes` are the words before and after a
    quotation that leads to one of these. `leads` come before one that repeats a question in other words. `farewell`
    closes the interview.
    """

    asking: Opening
    quoting: Opening
    labels: Mapping[str, str]
    first: str
    next: str
    wanted: Mapping[Probe, str]
    stems: Mapping[Probe, Sequence[str]]
    stock: Mapping[Probe, Sequence[str]]
    quotes: Sequence[tuple[str, str]]
    leads: Mapping[Cue, Sequence[str]]
    farewell: str
    farewell_by_name: str
