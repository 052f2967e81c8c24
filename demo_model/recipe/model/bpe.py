"""Learns a byte-pair encoding from word counts, starting from given merges, which the usual libraries cannot.

Those are the most common Hangul syllables and, for all others, the two bytes that they begin with.
"""

import itertools
from collections import Counter, defaultdict
from collections.abc import Iterable

Pair = tuple[str, str]


def byte_letters() -> dict[int, str]:
    """Return the printable character for each byte in a byte-level vocabulary (GPT-2's table)."""
    printable = [*range(ord("!"), ord("~") + 1), *range(ord("¡"), ord("¬") + 1), *range(ord("®"), ord("ÿ") + 1)]
    letters = {byte: chr(byte) for byte in printable}
    hidden = [byte for byte in range(256) if byte not in letters]
    return letters | {byte: chr(256 + index) for index, byte in enumerate(hidden)}


LETTERS = byte_letters()


def spell(text: str) -> str:
    return "".join(LETTERS[byte] for byte in text.encode())


def syllable_merges(common: Iterable[str]) -> list[Pair]:
    """Return the merges that turn each syllable in `common` into one token, and any other into two."""
    spelt = [spell(chr(code)) for code in range(ord("가"), ord("힣") + 1)]
    heads = list(dict.fromkeys((s[0], s[1]) for s in spelt))
    return heads + [(s[:2], s[2]) for s in map(spell, common)]


def learn(counts: Counter[str], first: list[Pair], size: int) -> list[Pair]:
    """Return `first`, followed by the most frequent pairs, until the vocabulary holds `size` tokens.

    `counts` maps each word, spelt in byte characters, to its number of occurrences.
    """
    words = {word: _merge_all(list(word), first) for word in counts}
    pairs: Counter[Pair] = Counter()
    where: defaultdict[Pair, set[str]] = defaultdict(set)
    for word in words:
        _count(words, counts, word, pairs, where, sign=1)
    merges = list(first)
    while len(merges) + len(LETTERS) < size:
        # Ties are broken by the pair itself, so that the same text always gives the same tokens.
        best, count = max(pairs.items(), key=lambda item: (item[1], item[0]))
        if count < 2:
            break
        merges.append(best)
        for word in list(where[best]):
            _count(words, counts, word, pairs, where, sign=-1)
            words[word] = _merge(words[word], best)
            _count(words, counts, word, pairs, where, sign=1)
    return merges


def _count(
    words: dict[str, list[str]], counts: Counter[str], word: str, pairs: Counter[Pair],
    where: defaultdict[Pair, set[str]], sign: int,
) -> None:  # fmt: skip
    symbols = words[word]
    for pair in itertools.pairwise(symbols):
        pairs[pair] += sign * counts[word]
        (where[pair].add if sign > 0 else where[pair].discard)(word)
        if not pairs[pair]:
            del pairs[pair]


def _merge_all(symbols: list[str], merges: list[Pair]) -> list[str]:
    rank = {pair: index for index, pair in enumerate(merges)}
    while True:
        known = [pair for pair in itertools.pairwise(symbols) if pair in rank]
        if not known:
            return symbols
        symbols = _merge(symbols, min(known, key=rank.__getitem__))


def _merge(symbols: list[str], pair: Pair) -> list[str]:
    merged: list[str] = []
    for symbol in symbols:
        if merged and (merged[-1], symbol) == pair:
            merged[-1] += symbol
        else:
            merged.append(symbol)
    return merged
