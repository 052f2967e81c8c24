"""What a language's phrases are for."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from interviews.interviewer.ask import Cue, Probe
from interviews.llm.message import Message


@dataclass(frozen=True, slots=True)
class Phrasebook:
    """One language's phrases. `{topic}` stands for the competency, `{name}` for the candidate's name.

    `instructions` and `examples` begin every prompt. `labels` are the words before what a prompt tells: job, competency,
    interviewer, candidate. `first` and `next` say what to write, with `{wanted}` from `wanted` for the probe. `stems`
    begin a question that the model continues. `stock` are whole questions without a model; `leads` come before one of
    them that repeats a question in other words. `farewell` closes the interview.
    """

    instructions: str
    examples: Sequence[Message]
    labels: Mapping[str, str]
    first: str
    next: str
    wanted: Mapping[Probe, str]
    stems: Mapping[Probe, Sequence[str]]
    stock: Mapping[Probe, Sequence[str]]
    leads: Mapping[Cue, str]
    farewell: str
    farewell_by_name: str
