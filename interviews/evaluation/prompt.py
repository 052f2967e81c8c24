"""What a model is asked about one competency: one call, with everything that was said about it as data. Pure.

    system      how to assess                                  the same for all interviews of a language
    user        an example: passages, competency, anchors          "
    assistant   its assessment                                     "
    ...
    user        the passages by number between the fence's tags, then the competency and its anchors
    assistant   an object in the form of `form`, and nothing else

The model chooses passages by their numbers. It says nothing that is shown as the candidate's words.
"""

import json
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from interviews.interviewer.fence import CLOSE, OPEN, phrase
from interviews.llm.answer_form import AnswerForm, OneLine, OneOf, SomeOf
from interviews.llm.message import Message

from .masking import MASK, OpenPassage
from .rubric import SCORES, RubricCompetency
from .wording import WORDING, Example

# A mask is as long as the name below it, which a model must not read either.
_MASKED = re.compile(rf"{MASK}+(?: {MASK}+)*")

NONE = "none"  # what the model writes if there is not enough evidence
MAX_QUOTES = 3
MAX_REASON_CHARS = {"en": 240, "ko": 120}
# Passages beyond this are left out, the last ones first: about 2,000 tokens, half of a small model's context.
MAX_CHARS = {"en": 8_000, "ko": 3_500}


@dataclass(frozen=True, slots=True)
class CompetencyPrompt:
    """A chat, the form of its answer, and how many messages in front are the same in every interview."""

    chat: list[Message]
    form: AnswerForm
    public: int


def prompt(
    passages: Sequence[OpenPassage], questions: Mapping[int, str], competency: RubricCompetency, language: str
) -> CompetencyPrompt:
    """Return what to ask a model.

    `questions` are the interviewer's by the number of the turn. OpenPassage number 1 is the first of `passages`.
    """
    public = _public(language)
    request = _request(passages, questions, competency, language)
    return CompetencyPrompt([*public, request], form(len(passages), language), len(public))


def form(passages: int, language: str) -> AnswerForm:
    """Return the form of the answer: quotations by number first, then a reason, then the rating."""
    return AnswerForm(
        {
            "quotes": SomeOf(range(1, passages + 1), MAX_QUOTES),
            "reason": OneLine(language, MAX_REASON_CHARS[language]),
            "rating": OneOf([*SCORES, NONE]),
        }
    )


def shortened(passages: Sequence[OpenPassage], language: str) -> list[OpenPassage]:
    """Return the first passages, as many as a prompt has room for."""
    kept, room = [], MAX_CHARS[language]
    for passage in passages:
        room -= len(passage.text)
        if room < 0:
            break
        kept.append(passage)
    return kept


def _public(language: str) -> list[Message]:
    wording = WORDING[language]
    chat: list[Message] = [{"role": "system", "content": wording.instructions}]
    for example in wording.examples:
        chat.append({"role": "user", "content": _example(example, language)})
        chat.append({"role": "assistant", "content": _reply(example)})
    return chat


def _request(
    passages: Sequence[OpenPassage], questions: Mapping[int, str], competency: RubricCompetency, language: str
) -> Message:
    lines, turn = [], None
    for number, (quote, text) in enumerate(passages, start=1):
        if quote.turn != turn:
            turn = quote.turn
            lines.append(f"({phrase(questions.get(turn, ''))})")
        lines.append(f"{number}. {phrase(_MASKED.sub(3 * MASK, text))}")
    return {"role": "user", "content": _content(lines, competency, language)}


def _content(lines: Sequence[str], competency: RubricCompetency, language: str) -> str:
    wording = WORDING[language]
    anchors = [f"{wording.rating} {rating}: {phrase(text)}" for rating, text in sorted(competency.anchors.items())]
    said = "\n".join((OPEN, *lines, CLOSE))
    return "\n".join((said, "", f"{wording.competency}: {phrase(competency.name)}", *anchors))


def _example(example: Example, language: str) -> str:
    lines = [f"({example.question})", *(f"{number}. {text}" for number, text in enumerate(example.passages, start=1))]
    return _content(lines, RubricCompetency(example.competency, example.anchors), language)


def _reply(example: Example) -> str:
    fields = {"quotes": example.quotes, "reason": example.reason, "rating": example.rating}
    return json.dumps(fields, ensure_ascii=False, separators=(",", ":"))
