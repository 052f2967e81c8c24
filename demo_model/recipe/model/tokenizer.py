"""The tokenizer: byte-level BPE with GPT-2's word splitting. The chat template's markers are special tokens."""

import json
from collections import Counter
from dataclasses import dataclass
from itertools import islice
from pathlib import Path

from tokenizers import Tokenizer, models, pre_tokenizers
from tokenizers.decoders import ByteLevel

from demo_model.recipe.data.corpus import Dialogue, dialogues
from demo_model.recipe.data.grammar import Piece
from demo_model.recipe.data.vocabulary import SYLLABLES, Pieces
from interviews.interviewer.prompts import INSTRUCTIONS
from interviews.llm.message import Message

from .bpe import LETTERS, learn, spell, syllable_merges

SIZE = 4096
SINGLE_SYLLABLES = 1000
DIALOGUES_READ = 6000
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
    """A dialogue in tokens. `weights` are those of each token in the loss; 0 if it is only read."""

    ids: list[int]
    weights: list[float]


class Tokens:
    """Turns text into token ids as the product does: markers by id, message contents as plain text."""

    def __init__(self, path: Path) -> None:
        saved = json.loads(path.read_text())
        self.vocabulary: list[str] = saved["vocabulary"]
        self.merges: list[tuple[str, str]] = [tuple(pair) for pair in saved["merges"]]
        ids = {token: index for index, token in enumerate(self.vocabulary)}
        self.marker = {marker: ids[marker] for marker in MARKERS}
        self._bpe = Tokenizer(models.BPE(vocab=ids, merges=self.merges))
        self._bpe.pre_tokenizer = pre_tokenizers.ByteLevel(add_prefix_space=False)
        self._bpe.decoder = ByteLevel()

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

    def sequence(self, dialogue: Dialogue) -> Sequence:
        """Tokenize a whole dialogue. The loss counts what the interviewer says and the end marker after it."""
        ids: list[int] = []
        weights: list[float] = []
        questions = iter(dialogue.turns)
        chat: list[Message] = [*dialogue.messages(), {"role": "assistant", "content": ""}]
        for message in chat:
            told = message["role"] == "assistant"
            pieces = next(questions).question if told else [Piece(message["content"])]
            ids.append(self.marker[f"<|{message['role']}|>"])
            weights.append(0.0)
            for piece in pieces:
                encoded = self.encode(piece.text)
                ids += encoded
                weights += [_weight(piece) * told] * len(encoded)
            ids.append(self.marker[END])
            weights.append(1.0 * told)
        return Sequence(ids, weights)


def _weight(piece: Piece) -> float:
    if piece.is_term:
        return TERM_WEIGHT
    return PARTICLE_WEIGHT if piece.is_particle else 1.0


def train(path: Path) -> Tokens:
    """Learn the merges from the corpus and save vocabulary and merges to `path`."""
    counts = _word_counts()
    merges = learn(counts, syllable_merges(_common_syllables(counts)), SIZE - len(MARKERS))
    vocabulary = [*LETTERS.values(), *dict.fromkeys(a + b for a, b in merges), *MARKERS]
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(json.dumps({"vocabulary": vocabulary, "merges": merges}, ensure_ascii=False))
    return Tokens(path)


def _word_counts() -> Counter[str]:
    split = pre_tokenizers.ByteLevel(add_prefix_space=False)
    counts: Counter[str] = Counter()
    texts = [part for text in INSTRUCTIONS.values() for part in [text] * 50]
    for dialogue in islice(dialogues(seed=1), DIALOGUES_READ):
        # Piece by piece, so that no merge joins a term and its particle.
        texts += [piece.text for turn in dialogue.turns for piece in [*turn.question, *turn.question, *turn.answer]]
        texts += [dialogue.brief.title, dialogue.brief.description]
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
