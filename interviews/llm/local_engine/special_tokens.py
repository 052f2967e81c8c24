"""Which tokens of a vocabulary are markers: what a chat template writes, and nothing that is said may become."""

import re
from collections.abc import Iterator
from typing import Any

import llama_cpp

# llama.cpp skips these in a plain text, but merging pieces may still end on one (SentencePiece: "</" + "s>").
_NEVER_TEXT = llama_cpp.LLAMA_TOKEN_ATTR_CONTROL | llama_cpp.LLAMA_TOKEN_ATTR_UNKNOWN
# It finds these in every text, plain or not. Vocabularies have two kinds: markers that their makers did not call
# special (<think>, [|user|], <｜User｜>), and what they wanted whole: indents, line breaks, digits, words.
_USER_DEFINED = llama_cpp.LLAMA_TOKEN_ATTR_USER_DEFINED
_WORDS = re.compile(r"[\w\s\u2581]*")  # U+2581 is SentencePiece's space


def markers(vocabulary: Any) -> Iterator[tuple[int, str]]:
    """Token and text of each, in a llama.cpp vocabulary. One of a single character cannot be one: nothing would be
    left to say it by."""
    for token in range(llama_cpp.llama_vocab_n_tokens(vocabulary)):
        kind = llama_cpp.llama_vocab_get_attr(vocabulary, token)
        if not kind & (_NEVER_TEXT | _USER_DEFINED) and not llama_cpp.llama_vocab_is_eog(vocabulary, token):
            continue
        text = llama_cpp.llama_vocab_get_text(vocabulary, token).decode("utf-8", "replace")
        if len(text) > 1 and (kind & _NEVER_TEXT or not _WORDS.fullmatch(text)):
            yield token, text
