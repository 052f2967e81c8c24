"""Finds a vocabulary's special tokens: those that a chat template writes, and that no message may turn into."""

import re
from collections.abc import Iterator
from typing import Any

import llama_cpp

# llama.cpp skips these in plain text, but merging pieces may still end on one (SentencePiece: "</" + "s>").
_NEVER_TEXT = llama_cpp.LLAMA_TOKEN_ATTR_CONTROL | llama_cpp.LLAMA_TOKEN_ATTR_UNKNOWN
# llama.cpp finds these in every text, plain or not. Vocabularies use the attribute for two things: markers that their
# authors did not declare as control tokens (<think>, [|user|], <｜User｜>), and texts to keep in one token: indents,
# line breaks, digits, words.
_USER_DEFINED = llama_cpp.LLAMA_TOKEN_ATTR_USER_DEFINED
_WORDS = re.compile(r"[\w\s\u2581]*")  # U+2581 is SentencePiece's space


def special_tokens(vocabulary: Any) -> Iterator[tuple[int, str]]:
    """Yield the id and the text of each special token of a llama.cpp vocabulary.

    A token of a single character is never yielded, because there would be no other way to spell that character.
    """
    for token in range(llama_cpp.llama_vocab_n_tokens(vocabulary)):
        attributes = llama_cpp.llama_vocab_get_attr(vocabulary, token)
        if not attributes & (_NEVER_TEXT | _USER_DEFINED) and not llama_cpp.llama_vocab_is_eog(vocabulary, token):
            continue
        text = llama_cpp.llama_vocab_get_text(vocabulary, token).decode("utf-8", "replace")
        if len(text) > 1 and (attributes & _NEVER_TEXT or not _WORDS.fullmatch(text)):
            yield token, text
