"""Draws what the model learns from by seed: a prompt up to its last answer, and many questions that may follow."""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import count
from random import Random

from interviews.interviewer.ask import Ask, Brief, Exchange, Move, Probe
from interviews.interviewer.frame import QuestionFrame, framed
from interviews.interviewer.phrases import PHRASES
from interviews.interviewer.prompts import messages
from interviews.llm.freedom import Freedom
from interviews.llm.message import Message

from .endings import ending
from .grammar import Piece, text
from .interviews import Turn, interview, stem_of
from .vocabulary import Pieces, Vocabulary

# The questions that are learnt from one prompt, and the wordings of each. To read a prompt costs more than to learn
# another question from it.
OPENINGS, FOLLOW_UPS, WORDINGS = 2, 3, 2
# Those that are taken from one interview.
TURNS = 2
# Before there is a tokenizer, made-up words are built from syllables and letters.
NO_TOKENS = Pieces()


@dataclass(frozen=True, slots=True)
class Question:
    """A question: what it asks for, the product's words, and several endings of which the model may write any."""

    ask: Ask
    stem: str
    endings: list[list[Piece]]


@dataclass(frozen=True, slots=True)
class Scene:
    """A moment of an interview, and questions that may follow. Their prompts differ only after the last answer."""

    brief: Brief
    history: tuple[Exchange, ...]
    questions: list[Question]

    def chat(self, question: Question) -> list[Message]:
        """Return the product's prompt for one of the questions. It ends with the stem."""
        return framed(messages(self.brief, self.history, question.ask, Freedom.STEM), QuestionFrame(question.stem))


def scenes(
    seed: int, pieces: Pieces = NO_TOKENS, echoes: int = 0, starters: int = 0, held_out: bool = False
) -> Iterator[Scene]:
    """Yield scenes without end, Korean or English at random; the same for the same arguments.

    The first `echoes` scenes only copy competencies, and the next `starters` open them, so that copying is learnt first.
    """
    rng = Random(seed)
    drawn: list[Turn] = []
    for index in count():
        vocabulary = Vocabulary(rng.choice(["ko", "en"]), pieces, held_out)
        if index < echoes:
            yield echo(rng, vocabulary)
            continue
        if not drawn:
            turns = [turn for turn in interview(rng, vocabulary) if turn.is_models]
            drawn = turns[:1] if index < echoes + starters else rng.sample(turns, min(TURNS, len(turns)))
        yield scene(rng, drawn.pop())


def echo(rng: Random, vocabulary: Vocabulary) -> Scene:
    """Make a scene whose question is the bare competency: the shortest way to teach a model to copy."""
    topic = " ".join(vocabulary.made_up(rng) for _ in range(rng.randint(2, 6)))
    question = Question(Ask(topic, Move.OPEN), "", [[Piece(f" {topic}", is_term=True), Piece("?")]])
    return Scene(Brief(vocabulary.language, vocabulary.noun(rng)), (), [question])


def scene(rng: Random, turn: Turn) -> Scene:
    """Make the scene of one turn of an interview, with its question and others that it might ask instead."""
    asks = [turn.ask] * OPENINGS
    if turn.ask.move is Move.FOLLOW_UP:
        stems = PHRASES[turn.brief.language].stems
        others = [probe for probe in stems if probe not in (Probe.CASE, turn.ask.probe)]
        asks = [turn.ask, *(Ask(turn.ask.topic, Move.FOLLOW_UP, each) for each in rng.sample(others, FOLLOW_UPS - 1))]
    return Scene(turn.brief, turn.history, [_question(rng, turn, ask) for ask in asks])


def _question(rng: Random, turn: Turn, ask: Ask) -> Question:
    stem = stem_of(turn, ask, tries=rng.randrange(3))
    drawn = [ending(rng, turn.brief.language, stem, ask) for _ in range(WORDINGS)]
    return Question(ask, stem, list({text(each): each for each in drawn}.values()))
