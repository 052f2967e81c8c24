"""A loaded GGUF file: weights, vocabulary and metadata."""

import ctypes
import hashlib
import re
from pathlib import Path
from typing import Any

import llama_cpp
import structlog

from interviews.llm.catalogue.entries import entry_of
from interviews.llm.errors import ModelUnavailable
from interviews.llm.reasoning import TAGS

from .special_tokens import special_tokens

log = structlog.get_logger(__name__)

LOG_ERROR = 4  # GGML_LOG_LEVEL_ERROR
# Some vocabularies are split by a regular expression that recurses for each character of a run, and a run of 28,000
# crashes the process; the search for user-defined tokens takes quadratic time if there are many. So a long text is
# tokenized in stretches, cut between two words if possible, because tokens do not merge there.
_STRETCH = re.compile(r".{1,4000}\Z|.{1,4000}(?<=\S)(?=\s)|.{1,4000}", re.DOTALL)
THOUGHT_TAGS = frozenset(tag.encode() for tag in TAGS)
PIECE_BYTES = 512  # one token may hold a whole phrase of Korean


@llama_cpp.llama_log_callback
def _log_errors(level: int, text: bytes, _: object) -> None:
    # llama-cpp-python's own callback logs warnings as errors, and drops the errors.
    if level == LOG_ERROR:
        log.error("llama.cpp", detail=text.decode("utf-8", "replace").strip())


llama_cpp.llama_log_set(_log_errors, ctypes.c_void_p(0))


class GgufModel:
    """A model in memory. Safe to use from several threads, as long as none closes it."""

    def __init__(self, path: str, gpu_layers: int = 0, *, header_only: bool = False) -> None:
        """Load the file, which takes seconds. `gpu_layers` is the number of layers to put on a GPU, if there is one.

        With `header_only`, load only the metadata and the vocabulary, and compute no checksum. Raise ModelUnavailable
        if there is no such file, or llama.cpp cannot load it.
        """
        self.path = Path(path)
        if not self.path.is_file():
            raise ModelUnavailable(f"LLM_MODEL={path}: no such file. {_cure(self.path)}")
        self.sha256 = "" if header_only else _sha256(self.path)
        self.pointer = self._load(gpu_layers, header_only)
        self.vocabulary = llama_cpp.llama_model_get_vocab(self.pointer)
        self.vocabulary_tokens = llama_cpp.llama_vocab_n_tokens(self.vocabulary)
        self.trained_context = llama_cpp.llama_model_n_ctx_train(self.pointer)
        self.bos = llama_cpp.llama_vocab_bos(self.vocabulary)
        self.eos = llama_cpp.llama_vocab_eos(self.vocabulary)
        self.adds_bos = self.bos >= 0 and llama_cpp.llama_vocab_get_add_bos(self.vocabulary)
        self.sliding_window = llama_cpp.llama_model_n_swa(self.pointer)  # tokens; 0 if there is none
        self._generated_pieces: dict[int, bytes | None] = {}
        self._special_tokens = dict(special_tokens(self.vocabulary))
        self._spellings: dict[int, list[int]] = {}
        # A recurrent state has no positions, so it can neither be rolled back nor copied in part.
        self.is_recurrent = llama_cpp.llama_model_is_recurrent(self.pointer) or llama_cpp.llama_model_is_hybrid(
            self.pointer
        )

    @property
    def name(self) -> str:
        return self.path.name

    def close(self) -> None:
        """Free the model. Its contexts must be closed before."""
        llama_cpp.llama_model_free(self.pointer)

    def metadata(self, key: str) -> str:
        """Return the value of a metadata key as text, of any length; "" if the key is missing."""
        length = llama_cpp.llama_model_meta_val_str(self.pointer, key.encode(), ctypes.create_string_buffer(1), 1)
        if length < 0:
            return ""
        value = ctypes.create_string_buffer(length + 1)
        llama_cpp.llama_model_meta_val_str(self.pointer, key.encode(), value, len(value))
        return value.value.decode("utf-8", "replace")

    def metadata_keys(self) -> list[str]:
        """Return the keys of the metadata, except those of arrays."""
        count = llama_cpp.llama_model_meta_count(self.pointer)
        return [self._metadata_key(index) for index in range(count)]

    def _metadata_key(self, index: int) -> str:
        key = ctypes.create_string_buffer(256)
        llama_cpp.llama_model_meta_key_by_index(self.pointer, index, key, len(key))
        return key.value.decode("utf-8", "replace")

    def is_special(self, token: int) -> bool:
        """Return whether only a template can write this token."""
        return token in self._special_tokens

    def tokenize(self, text: str, special: bool) -> list[int]:
        """Return the tokens of `text`. BOS and EOS are not added.

        With `special`, the names of special tokens in the text become those tokens. Otherwise they stay plain text,
        even if llama.cpp would recognize them.
        """
        if special:
            return self._tokenize(text, special)
        tokens = [token for stretch in _STRETCH.findall(text) for token in self._tokenize(stretch, special)]
        if self._special_tokens.keys().isdisjoint(tokens):
            return tokens
        return [part for token in tokens for part in (self._spell(token) if token in self._special_tokens else [token])]

    def _spell(self, token: int) -> list[int]:
        """Return plain tokens that spell a special token's name, cut in two. A part that the vocabulary cannot spell
        otherwise is left out."""
        if token not in self._spellings:
            text = self._special_tokens[token]
            parts = [*self._tokenize(text[0], False), *self._tokenize(text[1:], False)]
            self._spellings[token] = [part for part in parts if part not in self._special_tokens]
        return self._spellings[token]

    def _tokenize(self, text: str, special: bool) -> list[int]:
        data = text.encode()
        if not data:
            return []
        tokens = (llama_cpp.llama_token * (len(data) + 2))()
        count = llama_cpp.llama_tokenize(self.vocabulary, data, len(data), tokens, len(tokens), False, special)
        if count < 0:
            raise ModelUnavailable(f"LLM_MODEL={self.path}: its vocabulary cannot spell a text of {len(data)} bytes.")
        return tokens[:count]

    def generated_piece(self, token: int) -> bytes | None:
        """Return the bytes of a token that the model generated, or None if it is an end token."""
        if token not in self._generated_pieces:
            ends = llama_cpp.llama_vocab_is_eog(self.vocabulary, token)
            # Special tokens have no text, except the tags of thoughts, which have to be found in the output.
            is_tag = self.piece(token, special=True) in THOUGHT_TAGS
            self._generated_pieces[token] = None if ends else self.piece(token, special=is_tag)
        return self._generated_pieces[token]

    def piece(self, token: int, special: bool = False) -> bytes:
        """Return the bytes of a token, which may end within a character. `special`: special tokens give their name."""
        buffer = ctypes.create_string_buffer(PIECE_BYTES)
        length = llama_cpp.llama_token_to_piece(self.vocabulary, token, buffer, PIECE_BYTES, 0, special)
        return buffer.raw[: max(0, length)]

    def _load(self, gpu_layers: int, header_only: bool) -> Any:
        llama_cpp.llama_backend_init()
        options = llama_cpp.llama_model_default_params()
        options.n_gpu_layers, options.vocab_only = gpu_layers, header_only
        pointer = llama_cpp.llama_model_load_from_file(str(self.path).encode(), options)
        if not pointer:
            raise ModelUnavailable(f"LLM_MODEL={self.path}: llama.cpp cannot load it. Is it a whole GGUF file?")
        return pointer


def _cure(missing: Path) -> str:
    if entry := entry_of(missing):
        return f"`.venv/bin/python manage.py fetchmodel {entry.name}` fetches it for LLM_MODEL={entry.name}."
    names = "or a name that `manage.py fetchmodel` lists, or unset it for the demo model."
    return f"Put the path of a .gguf file there, {names}"


def _sha256(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
