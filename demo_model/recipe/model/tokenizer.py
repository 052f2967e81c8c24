"""The tokenizer: byte-level BPE with GPT-2's word splitting. The chat template's markers are special tokens."""

import json
from collections import Counter
from dataclasses import dataclass, field
from itertools import islice
from pathlib import Path

from tokenizers import Tokenizer, models, pre_tokenizers
from tokenizers.decoders import ByteLevel

from demo_model.recipe.data.corpus import Question, Scene, scenes
from demo_model.recipe.data.grammar import Piece
from demo_model.recipe.data.vocabulary import SYLLABLES, Pieces
from interviews.interviewer.prompts import public_messages
from interviews.llm.freedom import Freedom
from interviews.llm.message import Message

from .bpe import LETTERS, learn, spell, syllable_merges

SIZE = 4096
SINGLE_SYLLABLES = 1000
SCENES_READ = 6000
LANGUAGES = ("ko", "en")
END = "<|end|>"
MARKERS = ["<|system|>", "<|user|>", "<|assistant|>", END]
# No whitespace around a content, so that its tokens do not depend on the markers beside it.
CHAT_TEMPLATE = (
    "{%- for message in messages -%}{{- '<|' + message['role'] + '|>' -}}{{- message['content'] -}}{{- '<|end|>' -}}"
    "{%- endfor -%}{%- if add_generation_prompt -%}{{- '<|assistant|>' -}}{%- endif -%}"
)
# These tokens are few, but most mistakes happen in them.
TERM_WEIGHT, PARTICLE_WEIGHT = 2.0, 3.0


@dataclass(frozen=True, slots=True)
class Sequence:
    """A scene in tokens, without what all prompts begin with: a trunk, a branch for each question, a leaf for each ending.

    The lists are parallel, and as in `Rows`. `weights` are those of each token in the loss, 0 if it is only read.
    """

    ids: list[int] = field(default_factory=list)
    positions: list[int] = field(default_factory=list)
    branches: list[int] = field(default_factory=list)
    leaves: list[int] = field(default_factory=list)
    weights: list[float] = field(default_factory=list)

    def add(
        self, part: list[int], start: int, branch: int = 0, leaf: int = 0, weights: list[float] | None = None
    ) -> int:
        """Add a part that begins at position `start`, and return the position after it."""
        self.ids.extend(part)
        self.positions.extend(range(start, start + len(part)))
        self.branches.extend([branch] * len(part))
        self.leaves.extend([leaf] * len(part))
        self.weights.extend(weights or [0.0] * len(part))
        return start + len(part)


class Tokens:
    """Turns text into token ids as the product does: markers by id, message contents as plain text."""

    def __init__(self, vocabulary: list[str], merges: list[tuple[str, str]]) -> None:
        self.vocabulary, self.merges = vocabulary, merges
        ids = {token: index for index, token in enumerate(self.vocabulary)}
        self.marker = {marker: ids[marker] for marker in MARKERS}
        self._bpe = Tokenizer(models.BPE(vocab=ids, merges=self.merges))
        self._bpe.pre_tokenizer = pre_tokenizers.ByteLevel(add_prefix_space=False)
        self._bpe.decoder = ByteLevel()

    @classmethod
    def load(cls, path: Path) -> "Tokens":
        saved = json.loads(path.read_text())
        return cls(saved["vocabulary"], [(left, right) for left, right in saved["merges"]])

    def save(self, path: Path) -> None:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(json.dumps({"vocabulary": self.vocabulary, "merges": self.merges}, ensure_ascii=False))

    def encode(self, text: str) -> list[int]:
        return list(self._bpe.encode(text, add_special_tokens=False).ids)

    def decode(self, ids: list[int]) -> str:
        return str(self._bpe.decode(ids, skip_special_tokens=False))

    def pieces(self) -> Pieces:
        """Return the tokens that are valid text by themselves, to build made-up words from."""
        byte_of = {letter: byte for byte, letter in LETTERS.items()}
        texts = (
            bytes(byte_of[c] for c in token).decode(errors="replace") for token in self.vocabulary[: -len(MARKERS)]
        )
        return Pieces.of(list(texts))

    def prompt(self, chat: list[Message]) -> list[int]:
        """Tokenize a chat. If it ends with a stem, that is left open; else the last turn is closed."""
        ids: list[int] = []
        for message in chat:
            ids += [self.marker[f"<|{message['role']}|>"], *self.encode(message["content"]), self.marker[END]]
        return ids[:-1] if chat[-1]["role"] == "assistant" else ids

    def prefix(self, language: str) -> list[int]:
        """Return what all prompts in a language begin with."""
        return [*self.prompt(public_messages(language, Freedom.STEM)), self.marker[END]]

    def sequence(self, scene: Scene) -> Sequence:
        """Tokenize a scene. The loss counts what the model writes, and the end marker after it."""
        found = Sequence()
        trunk, _ = _parted(scene, scene.questions[0])
        fork = found.add([self.marker["<|user|>"], *self.encode(trunk)], 0)
        for branch, question in enumerate(scene.questions, start=1):
            wanted = [*self.encode(_parted(scene, question)[1]), self.marker[END]]
            # The last token of the stem begins each leaf: it is what the first token of an ending is predicted from.
            *stem, last = [self.marker["<|assistant|>"], *self.encode(question.stem)]
            end = found.add([*wanted, *stem], fork, branch)
            for leaf, ending in enumerate(question.endings, start=1):
                ids, weights = self._ending(ending)
                found.add([last, *ids], end, branch, leaf, [0.0, *weights])
        return found

    def _ending(self, ending: list[Piece]) -> tuple[list[int], list[float]]:
        encoded = [(self.encode(piece.text), _weight(piece)) for piece in ending]
        ids = [token for tokens, _ in encoded for token in tokens]
        weights = [weight for tokens, weight in encoded for _ in tokens]
        return [*ids, self.marker[END]], [*weights, 1.0]


def _parted(scene: Scene, question: Question) -> tuple[str, str]:
    """Return the user's message in two parts: up to the last answer, and what the question has to ask for."""
    user = scene.chat(question)[len(public_messages(scene.brief.language, Freedom.STEM))]["content"]
    trunk, gap, wanted = user.rpartition("\n\n")
    return trunk, gap + wanted


def _weight(piece: Piece) -> float:
    if piece.is_term:
        return TERM_WEIGHT
    return PARTICLE_WEIGHT if piece.is_particle else 1.0


def train(path: Path) -> Tokens:
    """Learn the merges from the corpus and save vocabulary and merges to `path`."""
    counts = _word_counts()
    merges = learn(counts, syllable_merges(_common_syllables(counts)), SIZE - len(MARKERS))
    vocabulary = [*LETTERS.values(), *dict.fromkeys(a + b for a, b in merges), *MARKERS]
    tokens = Tokens(vocabulary, merges)
    tokens.save(path)
    return tokens


def _word_counts() -> Counter[str]:
    split = pre_tokenizers.ByteLevel(add_prefix_space=False)
    counts: Counter[str] = Counter()
    public = [each["content"] for language in LANGUAGES for each in public_messages(language, Freedom.STEM)]
    texts = [text for text in public for _ in range(50)]
    for scene in islice(scenes(seed=1), SCENES_READ):
        texts += [scene.brief.title, scene.brief.description]
        texts += [part for exchange in scene.history for part in (exchange.question, exchange.answer)]
        for question in scene.questions:
            # Piece by piece, so that no merge joins a term and its particle.
            texts += [question.stem, *(piece.text for ending in question.endings for piece in ending)]
    for text in texts:
        counts.update(word for word, _ in split.pre_tokenize_str(text))
    return counts


def _common_syllables(counts: Counter[str]) -> list[str]:
    seen: Counter[str] = Counter()
    byte_of = {letter: byte for byte, letter in LETTERS.items()}
    for word, count in counts.items():
        for letter in bytes(byte_of[c] for c in word).decode():
            seen[letter] += count
    ranked = sorted(SYLLABLES, key=lambda syllable: (-seen[syllable], spell(syllable)))
    return ranked[:SINGLE_SYLLABLES]
