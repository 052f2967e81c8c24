"""Makes candidates' answers of every kind: whole, one word, off topic, hostile, in another language, noise, long."""

from collections.abc import Callable
from random import Random

from . import answers_en, answers_ko
from .grammar import Piece, choose, fill
from .vocabulary import Vocabulary

FRAMES = {"ko": answers_ko, "en": answers_en}
OTHER = {"ko": "en", "en": "ko"}
Answer = list[Piece]
# The share of long answers, up to about 1,500 tokens.
LONG_SHARE = 0.025


def answer(rng: Random, vocabulary: Vocabulary) -> Answer:
    """Make one answer, usually in the interview's language. With `vocabulary.held_out`, the held-out frames are used."""
    if rng.random() < LONG_SHARE:
        return [*_sentences(rng, vocabulary, rng.randint(15, 35)), Piece(" "), *_noise(rng, vocabulary)]
    if rng.random() < 0.08:
        other = Vocabulary(OTHER[vocabulary.language], vocabulary.pieces, vocabulary.held_out)
        return _kind(rng)(rng, other)
    return _untidy(rng, _kind(rng)(rng, vocabulary))


def _kind(rng: Random) -> Callable[[Random, Vocabulary], Answer]:
    kinds = [_plain, _short, _beside, _noise, _with_noise]
    return rng.choices(kinds, weights=[60, 16, 10, 6, 8])[0]


def _plain(rng: Random, vocabulary: Vocabulary) -> Answer:
    return _sentences(rng, vocabulary, rng.choice([1, 1, 1, 1, 2, 2, 3, 4]))


def _short(rng: Random, vocabulary: Vocabulary) -> Answer:
    frames = FRAMES[vocabulary.language]
    return _frame(rng, vocabulary, frames.HELD_OUT_SHORT if vocabulary.held_out else frames.SHORT)


def _beside(rng: Random, vocabulary: Vocabulary) -> Answer:
    frames = FRAMES[vocabulary.language]
    beside = frames.OFF_TOPIC + frames.HOSTILE
    said = _frame(rng, vocabulary, frames.HELD_OUT_BESIDE if vocabulary.held_out else beside)
    return said if rng.random() < 0.6 else [*said, Piece(" "), *_plain(rng, vocabulary)]


def _noise(rng: Random, vocabulary: Vocabulary) -> Answer:
    # Words that no frame holds, so that a question does not depend on the model knowing the answer's words.
    words = [vocabulary.made_up(rng) if rng.random() < 0.5 else vocabulary.noun(rng) for _ in range(rng.randint(3, 15))]
    return [Piece(" ".join(words) + rng.choice([".", "", "!", "..."]))]


def _with_noise(rng: Random, vocabulary: Vocabulary) -> Answer:
    parts = [_plain(rng, vocabulary), _noise(rng, vocabulary)]
    rng.shuffle(parts)
    return [*parts[0], Piece(" "), *parts[1]]


def _sentences(rng: Random, vocabulary: Vocabulary, count: int) -> Answer:
    frames = FRAMES[vocabulary.language]
    pool = frames.HELD_OUT_SENTENCES if vocabulary.held_out else frames.SENTENCES
    picked = rng.sample(pool, count) if count <= len(pool) else rng.choices(pool, k=count)
    pieces: Answer = []
    for index, frame in enumerate(picked):
        if index:
            pieces.append(Piece(rng.choice([" ", " ", " ", "\n"])))
        pieces += _frame(rng, vocabulary, [frame])
    return pieces


def _frame(rng: Random, vocabulary: Vocabulary, frames: list[str]) -> Answer:
    return fill(choose(rng, rng.choice(frames)), vocabulary.slots(rng))


def _untidy(rng: Random, pieces: Answer) -> Answer:
    """Make an answer look typed: without full stops, in lower case, or broken off in the middle."""
    drawn = rng.random()
    if drawn < 0.06:
        return [Piece(piece.text.replace(".", "")) for piece in pieces]
    if drawn < 0.1:
        return [Piece(piece.text.lower(), piece.is_term) for piece in pieces]
    if drawn < 0.15 and len(pieces) > 3:
        return pieces[: rng.randint(2, len(pieces) - 1)]
    return pieces
