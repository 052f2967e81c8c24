"""Draws whole interviews by seed. The product's own plan decides what is asked, and its phrases are the stems."""

from collections.abc import Iterator
from dataclasses import dataclass
from random import Random

from interviews.interviewer.ask import Ask, Brief, Exchange, Move
from interviews.interviewer.frame import asks_model, frame_of
from interviews.interviewer.plan import Plan, next_ask
from interviews.interviewer.stock import farewell, in_place_of
from interviews.llm.freedom import Freedom

from . import topics
from .answers import answer
from .endings import ending
from .grammar import choose, fill, text
from .vocabulary import Topic, Vocabulary

# The share of opening questions that are in code's words, as if the model's had been refused.
STOCK_SHARE = 0.1


@dataclass(frozen=True, slots=True)
class Turn:
    """The state of an interview when it is to ask `ask`."""

    brief: Brief
    plan: Plan
    history: tuple[Exchange, ...]
    ask: Ask

    @property
    def is_models(self) -> bool:
        """Whether the model words the question."""
        return asks_model(self.brief, self.history, self.ask, Freedom.STEM)

    @property
    def stem(self) -> str:
        return stem_of(self, self.ask)


def turns(seed: int, language: str, held_out: bool = False) -> Iterator[Turn]:
    """Yield turns in which the model asks, one from each of many interviews; the same for the same arguments."""
    rng = Random(seed)
    vocabulary = Vocabulary(language, held_out=held_out)
    while True:
        yield rng.choice([turn for turn in interview(rng, vocabulary) if turn.is_models])


def interview(rng: Random, vocabulary: Vocabulary) -> Iterator[Turn]:
    """Hold one interview, and yield its turns. The last one asks the closing words."""
    drawn = {topic.name: topic for topic in (vocabulary.topic(rng) for _ in range(rng.choice([1, 1, 2, 3])))}
    plan = Plan(tuple(drawn), questions=len(drawn) + rng.randint(0, 4), follow_ups=rng.randint(1, 4))
    brief = position(rng, vocabulary, list(drawn.values()))
    history: list[Exchange] = []
    while not history or history[-1].ask.move is not Move.CLOSE:
        turn = Turn(brief, plan, tuple(history), next_ask(plan, history))
        yield turn
        history.append(Exchange(turn.ask, question(rng, turn), text(answer(rng, vocabulary))))


def question(rng: Random, turn: Turn) -> str:
    """Make the question of a turn, as if the model or code had asked it."""
    if turn.ask.move is Move.CLOSE:
        return farewell(turn.brief.language, "")
    if not turn.is_models or rng.random() < STOCK_SHARE:
        return in_place_of(turn.brief, turn.plan, turn.history, turn.ask)
    return turn.stem + text(ending(rng, turn.brief.language, turn.stem, turn.ask))


def stem_of(turn: Turn, ask: Ask, tries: int = 0) -> str:
    """Return the beginning of a question that is asked at this turn."""
    return frame_of(turn.brief, turn.history, ask, Freedom.STEM, tries).stem


def position(rng: Random, vocabulary: Vocabulary, about: list[Topic]) -> Brief:
    """Make a position with a title and up to three sentences of description."""
    korean = vocabulary.language == "ko"
    title = rng.choice(topics.TITLES_KO if korean else topics.TITLES_EN)
    if rng.random() < 0.3:
        title = f"{vocabulary.name(rng)} {title}" if rng.random() < 0.5 else vocabulary.noun(rng)
    frames = topics.DESCRIPTIONS_KO if korean else topics.DESCRIPTIONS_EN
    count = rng.choice([0, 0, 1, 1, 2, 3])
    sentences = [text(fill(choose(rng, frame), vocabulary.slots(rng))) for frame in rng.sample(frames, count)]
    if rng.random() < 0.15:
        sentences.append(", ".join(topic.name for topic in about) + ".")
    return Brief(vocabulary.language, title, " ".join(sentences))
