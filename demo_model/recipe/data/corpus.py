"""Draws whole interviews by seed. Each turn is made by the product's own plan and prompt code."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import count
from random import Random

from interviews.interviewer.plan import Plan, next_ask
from interviews.interviewer.prompts import Ask, Brief, Exchange, Move, messages
from interviews.llm.message import Message

from . import topics
from .answers import answer
from .grammar import Piece, choose, fill, text
from .questions import Interviewer
from .vocabulary import Pieces, Topic, Vocabulary

# The share of focuses made of random tokens; all others occur in the answer.
RANDOM_FOCUS_SHARE = 0.25
# Before there is a tokenizer, made-up words are built from syllables and letters.
NO_TOKENS = Pieces()


@dataclass(frozen=True, slots=True)
class Turn:
    """One question in pieces and, unless it is the last one, its answer."""

    ask: Ask
    question: list[Piece]
    answer: list[Piece]


@dataclass(frozen=True, slots=True)
class Dialogue:
    """An interview up to some question. The model learns everything that the interviewer says in it."""

    brief: Brief
    turns: list[Turn]

    def messages(self) -> list[Message]:
        """Return the product's prompt for the last question."""
        history = [Exchange(turn.ask, text(turn.question), text(turn.answer)) for turn in self.turns[:-1]]
        return messages(self.brief, history, self.turns[-1].ask)


NO_PIECES = Pieces()


def dialogues(
    seed: int, pieces: Pieces = NO_TOKENS, echoes: int = 0, starters: int = 0, held_out: bool = False
) -> Iterator[Dialogue]:
    """Yield dialogues without end, Korean or English at random; the same for the same arguments.

    The first `echoes` dialogues only copy terms, and the next `starters` have one or two questions, so that copying
    is learnt first.
    """
    rng = Random(seed)
    for index in count():
        vocabulary = Vocabulary(rng.choice(["ko", "en"]), pieces, held_out)
        if index < echoes:
            yield echo(rng, vocabulary)
        else:
            short = index < echoes + starters
            yield dialogue(rng, vocabulary, rng.choice([1, 1, 2] if short else [1, 2, 2, 3, 3, 4, 5, 6]))


def echo(rng: Random, vocabulary: Vocabulary) -> Dialogue:
    """Make a dialogue whose questions are bare topics: the shortest way to teach a model to copy."""
    turns: list[Turn] = []
    for _ in range(6):
        term = " ".join(vocabulary.made_up(rng) for _ in range(rng.randint(1, 3)))
        turns.append(Turn(Ask(term, Move.OPEN), [Piece(f" {term}", is_term=True)], []))
    return Dialogue(Brief(vocabulary.language, vocabulary.noun(rng)), turns)


def dialogue(rng: Random, vocabulary: Vocabulary, questions: int) -> Dialogue:
    """Make one interview, cut off after at most `questions` questions."""
    drawn = {topic.name: topic for topic in (vocabulary.topic(rng) for _ in range(rng.randint(1, 5)))}
    plan = Plan(tuple(drawn), questions=rng.randint(1, 6), follow_ups=rng.randint(0, 3))
    interviewer = Interviewer(rng, vocabulary.language)
    brief = position(rng, vocabulary, list(drawn.values()))
    turns: list[Turn] = []
    for _ in range(questions):
        ask = _vary(rng, vocabulary, next_ask(plan, _history(turns)))
        question = interviewer.ask(ask, drawn[ask.topic].kind)
        turns.append(Turn(ask, question, answer(rng, vocabulary)))
        if ask.move is Move.CLOSE:
            break
    return Dialogue(brief, turns)


def position(rng: Random, vocabulary: Vocabulary, about: list[Topic]) -> Brief:
    """Make a position with a title and up to three sentences of description."""
    korean = vocabulary.language == "ko"
    title = rng.choice(topics.TITLES_KO if korean else topics.TITLES_EN)
    if rng.random() < 0.3:
        title = f"{vocabulary.name(rng)} {title}" if rng.random() < 0.5 else vocabulary.noun(rng)
    frames = topics.DESCRIPTIONS_KO if korean else topics.DESCRIPTIONS_EN
    sentences = [
        text(fill(choose(rng, frame), vocabulary.slots(rng))) for frame in rng.sample(frames, rng.randint(0, 3))
    ]
    if rng.random() < 0.3:
        sentences.append(", ".join(topic.name for topic in about) + ".")
    return Brief(vocabulary.language, title, " ".join(sentences))


def _vary(rng: Random, vocabulary: Vocabulary, ask: Ask) -> Ask:
    if not ask.focus or vocabulary.held_out:
        return ask
    if rng.random() < RANDOM_FOCUS_SHARE:
        return replace(ask, focus=vocabulary.made_up(rng))
    # The plan clarifies only after short answers, whose focus is mostly the topic: add clarifications of other terms.
    return replace(ask, move=rng.choice([Move.FOLLOW_UP, Move.CLARIFY])) if rng.random() < 0.2 else ask


def _history(turns: list[Turn]) -> list[Exchange]:
    return [Exchange(turn.ask, text(turn.question), text(turn.answer)) for turn in turns]
