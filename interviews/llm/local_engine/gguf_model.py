"""A GGUF file: its weights, its vocabulary, what its metadata says."""

import ctypes
import hashlib
import re
from pathlib import Path
from typing import Any

import llama_cpp
import structlog

from interviews.llm.errors import ModelUnavailable
from interviews.llm.reasoning import MARKERS

from .special_tokens import markers

log = structlog.get_logger(__name__)

LOG_ERROR = 4  # GGML_LOG_LEVEL_ERROR
# Some vocabularies' splitting recurses once for each character of a run, and 28,000 of them end the process; the search
# for user-defined tokens takes quadratic time over many of them. So a long text is read by stretches, where it can be
# between two words, of which tokens do not merge.
_STRETCH = re.compile(r".{1,4000}\Z|.{1,4000}(?<=\S)(?=\s)|.{1,4000}", re.DOTALL)
THOUGHTS = frozenset(marker.encode() for marker in MARKERS)
PIECE_BYTES = 512  # a phrase of Korean in one token is long


@llama_cpp.llama_log_callback
def _heard(level: int, text: bytes, _: object) -> None:
    # llama-cpp-python's own callback takes warnings for errors and drops the errors.
    if level == LOG_ERROR:
        log.error("llama.cpp", said=text.decode("utf-8", "replace").strip())


llama_cpp.llama_log_set(_heard, ctypes.c_void_p(0))


class GgufModel:
    """Loads a file; ModelUnavailable, with what to do, where it cannot. Safe to read from several threads."""

    def __init__(self, path: str, gpu_layers: int = 0) -> None:
        self.path = Path(path)
        if not self.path.is_file():
            raise ModelUnavailable(
                f"LLM_MODEL={path}: no such file. Put the path of a .gguf file there, or unset it for the demo model."
            )
        self.sha256 = _sha256(self.path)
        self.pointer = self._load(gpu_layers)
        self.vocabulary = llama_cpp.llama_model_get_vocab(self.pointer)
        self.vocabulary_tokens = llama_cpp.llama_vocab_n_tokens(self.vocabulary)
        self.trained_context = llama_cpp.llama_model_n_ctx_train(self.pointer)
        self.bos = llama_cpp.llama_vocab_bos(self.vocabulary)
        self.eos = llama_cpp.llama_vocab_eos(self.vocabulary)
        self.adds_bos = self.bos >= 0 and llama_cpp.llama_vocab_get_add_bos(self.vocabulary)
        self.window = llama_cpp.llama_model_n_swa(self.pointer)  # tokens that some layers look back over; 0: all
        self._drawn: dict[int, bytes | None] = {}
        self._markers = dict(markers(self.vocabulary))
        self._spelled_out: dict[int, list[int]] = {}
        # A recurrent state has no positions: it can neither be rolled back nor copied in part.
        self.is_recurrent = llama_cpp.llama_model_is_recurrent(self.pointer) or llama_cpp.llama_model_is_hybrid(
            self.pointer
        )

    @property
    def name(self) -> str:
        return self.path.name

    def close(self) -> None:
        llama_cpp.llama_model_free(self.pointer)

    def metadata(self, key: str) -> str:
        """The value of a key as text, "" where it is missing. A chat template has any length."""
        length = llama_cpp.llama_model_meta_val_str(self.pointer, key.encode(), ctypes.create_string_buffer(1), 1)
        if length < 0:
            return ""
        value = ctypes.create_string_buffer(length + 1)
        llama_cpp.llama_model_meta_val_str(self.pointer, key.encode(), value, len(value))
        return value.value.decode("utf-8", "replace")

    def tokenize(self, text: str, special: bool) -> list[int]:
        """With `special`, markers in the text become the tokens that they name; else they stay plain text, whatever
        kind of token the vocabulary says they are."""
        if special:
            return self._tokenize(text, special)
        tokens = [token for stretch in _STRETCH.findall(text) for token in self._tokenize(stretch, special)]
        if self._markers.keys().isdisjoint(tokens):
            return tokens
        return [part for token in tokens for part in (self._spell_out(token) if token in self._markers else [token])]

    def _spell_out(self, marker: int) -> list[int]:
        """What is read where somebody said a marker: its text, cut in two. Of a vocabulary that has no other way to
        spell a part, that part is left out."""
        if marker not in self._spelled_out:
            text = self._markers[marker]
            spelled = [*self._tokenize(text[0], False), *self._tokenize(text[1:], False)]
            self._spelled_out[marker] = [token for token in spelled if token not in self._markers]
        return self._spelled_out[marker]

    def _tokenize(self, text: str, special: bool) -> list[int]:
        data = text.encode()
        if not data:
            return []
        tokens = (llama_cpp.llama_token * (len(data) + 2))()
        count = llama_cpp.llama_tokenize(self.vocabulary, data, len(data), tokens, len(tokens), False, special)
        if count < 0:
            raise ModelUnavailable(f"LLM_MODEL={self.path}: its vocabulary cannot spell a text of {len(data)} bytes.")
        return tokens[:count]

    def drawn(self, token: int) -> bytes | None:
        """The bytes of a token that the model drew; None where it says that it is done."""
        if token not in self._drawn:
            ends = llama_cpp.llama_vocab_is_eog(self.vocabulary, token)
            # Of all markers those of a thought alone are spelled: what stands between them is for no reader.
            spells = self.piece(token, special=True) in THOUGHTS
            self._drawn[token] = None if ends else self.piece(token, special=spells)
        return self._drawn[token]

    def piece(self, token: int, special: bool = False) -> bytes:
        """The bytes of a token, perhaps of half a character; of a marker, with `special`, its name."""
        buffer = ctypes.create_string_buffer(PIECE_BYTES)
        length = llama_cpp.llama_token_to_piece(self.vocabulary, token, buffer, PIECE_BYTES, 0, special)
        return buffer.raw[: max(0, length)]

    def _load(self, gpu_layers: int) -> Any:
        llama_cpp.llama_backend_init()
        options = llama_cpp.llama_model_default_params()
        options.n_gpu_layers = gpu_layers
        pointer = llama_cpp.llama_model_load_from_file(str(self.path).encode(), options)
        if not pointer:
            raise ModelUnavailable(f"LLM_MODEL={self.path}: llama.cpp cannot load it. Is it a whole GGUF file?")
        return pointer


def _sha256(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
