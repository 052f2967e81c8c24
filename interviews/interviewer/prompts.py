"""Writes the prompt, in plain language that any instruct model follows.

    system      what to write                                            the same in all interviews of a language
    user        an example: job, competency, what was said, what to ask     "
    assistant   its question                                                "
    ...
    user        this interview's job, then the competency, then what was said about it so far (answers fenced as data),
                then what the question has to ask for
    assistant   the beginning of the question, which the model continues; left out if the model words the whole question

What was said about other competencies is left out, and earlier questions stand in the user's message instead of turns
of the model's own: small models imitate whatever stands in a prompt.

Up to the end of an answer, the prompt of a follow-up question is a prefix of the next one's on the same competency.
"""

from collections.abc import Sequence

from interviews.llm.freedom import Freedom
from interviews.llm.message import Message

from . import fence
from .ask import Ask, Brief, Exchange, Move
from .phrases import PHRASES, Phrasebook

# It does not occur in a question. A model that runs on past its question may write it.
STOP = (fence.OPEN,)
# Earlier answers on a competency are left out, the oldest first, if they are longer than this together.
EARLIER_CHARS = 4_000


def messages(brief: Brief, history: Sequence[Exchange], ask: Ask, freedom: Freedom) -> list[Message]:
    """Return the chat that makes a model ask `ask` after `history`, without the beginning of the question."""
    book = PHRASES[brief.language]
    about = _about(history, ask.topic)
    said = _said(book, [*_recent(about[:-1], freedom), *about[-1:]])
    template = book.first if ask.move is Move.OPEN else book.next
    wanted = template.format(wanted=book.wanted[ask.probe].format(topic=fence.phrase(ask.topic)))
    request: Message = {"role": "user", "content": f"{_subject(book, brief, ask.topic)}{said}\n\n{wanted}"}
    return [*public_messages(brief.language, freedom), request]


def unfinished(brief: Brief, history: Sequence[Exchange], draft_of: Exchange, freedom: Freedom) -> list[Message]:
    """Return the chat while `draft_of.answer` is still a draft: it ends in the middle of that answer.

    If the draft is a prefix of the answer, this chat is a prefix of what `messages` returns for a follow-up afterwards.
    """
    book = PHRASES[brief.language]
    topic = draft_of.ask.topic
    before = _said(book, _recent(_about(history, topic), freedom))
    said = f"{before}{_question(book, draft_of)}{fence.begun(draft_of.answer)}"
    return [*public_messages(brief.language, freedom), {"role": "user", "content": _subject(book, brief, topic) + said}]


def public_messages(language: str, freedom: Freedom) -> list[Message]:
    """Return the beginning of all prompts in a language: what to write, and examples."""
    opening = PHRASES[language].quoting if freedom is Freedom.QUOTE else PHRASES[language].asking
    return [{"role": "system", "content": opening.instructions}, *opening.examples]


def _subject(book: Phrasebook, brief: Brief, topic: str) -> str:
    lines = [(book.labels["job"], brief.title), (book.labels["about"], brief.description)]
    lines.append((book.labels["competency"], topic))
    return "\n".join(f"{label}: {fence.phrase(text)}" for label, text in lines if fence.phrase(text))


def _about(history: Sequence[Exchange], topic: str) -> list[Exchange]:
    """Return the answered exchanges on a topic."""
    return [exchange for exchange in history if exchange.ask.topic == topic and exchange.answer]


def _recent(earlier: Sequence[Exchange], freedom: Freedom) -> list[Exchange]:
    """Return the exchanges before the last one, without the oldest ones if they are too long together.

    There are none if the model is to quote, because it quotes the last answer only.
    """
    recent = [] if freedom is Freedom.QUOTE else list(earlier)
    while sum(len(exchange.answer) for exchange in recent) > EARLIER_CHARS:
        del recent[0]
    return recent


def _said(book: Phrasebook, about: Sequence[Exchange]) -> str:
    """Return the exchanges as lines, each with a line break before it."""
    return "".join(f"{_question(book, exchange)}{fence.fenced(exchange.answer)}" for exchange in about)


def _question(book: Phrasebook, exchange: Exchange) -> str:
    return f"\n{book.labels['interviewer']}: {fence.phrase(exchange.question)}\n{book.labels['candidate']}: "
