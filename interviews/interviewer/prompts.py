"""Writes the prompt, in plain language that any instruct model follows.

    system      what to write                                            the same for all interviews in a language
    user        an example: job, competency, what was said, what to ask     "
    assistant   its question                                                "
    ...
    user        this interview's job, then the competency, then what was said about it so far (answers fenced as data),
                then what the question has to ask for
    assistant   the beginning of the question, which the model continues; left out if the model words the whole question

What was said about other competencies is left out: small models imitate whatever stands in a prompt. The earlier
questions stand in the user's message, not in turns of the model's own, for the same reason.

Up to the end of an answer, the prompt of a follow-up question is a prefix of the next one's on the same competency.
"""

from collections.abc import Sequence

from interviews.llm.message import Message

from . import fence
from .ask import Ask, Brief, Exchange, Move
from .phrases import PHRASES, Phrasebook

# Neither occurs in a question. A model that runs on past its question writes one of them first.
STOP = (fence.OPEN, "\n\n")
# Earlier answers on a competency are left out, the oldest first, if they are longer than this together.
EARLIER_CHARS = 4_000


def messages(brief: Brief, history: Sequence[Exchange], ask: Ask, stem: str = "") -> list[Message]:
    """Return the chat that makes a model ask `ask` after `history`. With a `stem`, the chat ends with it."""
    book = PHRASES[brief.language]
    said = _said(book, _about(history, ask.topic))
    template = book.first if ask.move is Move.OPEN else book.next
    wanted = template.format(wanted=book.wanted[ask.probe].format(topic=fence.phrase(ask.topic)))
    chat = public_messages(brief.language)
    chat.append({"role": "user", "content": f"{_subject(book, brief, ask.topic)}{said}\n\n{wanted}"})
    if stem:
        chat.append({"role": "assistant", "content": stem})
    return chat


def unfinished(brief: Brief, history: Sequence[Exchange], ask: Ask, question: str, draft: str) -> list[Message]:
    """Return the chat while the answer to `question` is still a draft: it ends in the middle of that answer.

    If the draft is a prefix of the answer, this chat is a prefix of what `messages` returns for a follow-up afterwards.
    """
    book = PHRASES[brief.language]
    said = _said(book, _about([*history, Exchange(ask, question, "…")], ask.topic), draft)
    chat = public_messages(brief.language)
    chat.append({"role": "user", "content": _subject(book, brief, ask.topic) + said})
    return chat


def public_messages(language: str) -> list[Message]:
    """Return the beginning of all prompts in a language: what to write, and examples."""
    book = PHRASES[language]
    return [{"role": "system", "content": book.instructions}, *book.examples]


def stem_of(brief: Brief, history: Sequence[Exchange], ask: Ask) -> str:
    """Return the beginning of the question, the next of the probe's stems in turn."""
    stems = PHRASES[brief.language].stems[ask.probe]
    earlier = sum(exchange.ask.probe is ask.probe for exchange in history)
    return stems[earlier % len(stems)].format(topic=fence.phrase(ask.topic))


def _subject(book: Phrasebook, brief: Brief, topic: str) -> str:
    lines = [(book.labels["job"], fence.phrase(brief.title)), (book.labels["about"], fence.phrase(brief.description))]
    lines.append((book.labels["competency"], fence.phrase(topic)))
    return "\n".join(f"{label}: {text}" for label, text in lines if text)


def _about(history: Sequence[Exchange], topic: str) -> list[Exchange]:
    """Return the answered exchanges on a topic, without the oldest ones if they are too long."""
    about = [exchange for exchange in history if exchange.ask.topic == topic and exchange.answer]
    while len(about) > 1 and sum(len(exchange.answer) for exchange in about[:-1]) > EARLIER_CHARS:
        del about[0]
    return about


def _said(book: Phrasebook, about: Sequence[Exchange], draft: str | None = None) -> str:
    """Return the exchanges as lines, each with a line break before it. The last answer is replaced by a `draft`."""
    said = ""
    for number, exchange in enumerate(about, 1):
        is_draft = draft is not None and number == len(about)
        answer = fence.begun(draft or "") if is_draft else fence.fenced(exchange.answer)
        question = fence.phrase(exchange.question)
        said += f"\n{book.labels['interviewer']}: {question}\n{book.labels['candidate']}: {answer}"
    return said
