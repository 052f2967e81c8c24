"""Whether a question's first piece may end before its sentence does, so that sound starts early. Pure."""

import re

from . import words
from .script import composed, is_hangul, spoken_letters
from .stop import Verdict, word_before

# About half a second of speech: a shorter piece sounds torn off.
COMMA_LETTERS = 8
# Without a comma to breathe at, a piece must be longer to sound natural.
CONNECTIVE_LETTERS = 16

# 최고, 회사에서, 화면 and the like end in a connective's syllable and are none.
_NOUN = re.compile(
    r"(?:최고|광고|사고|창고|재고|참고|보고|경고|권고|로고|신고|제고|숙고|원고|에서|[문부도비각순서질보조]서|이력서|소개서|보고서|계획서"
    r"|제안서|명세서|계약서|께서|로서|화면|측면|방면|표면|장면|이면|전면|정면|반면|라면|단면|대면|서면|[가-힣]{1,2}님과)$"
)
_CONNECTIVE = re.compile(
    r"(?:[가-힣](?:지만|는데|은데|인데|한데|려고|니까|으며|하며|되며|이며|으면|하면|되면|다면|라면|면서|해서|아서|어서|여서|와서|려서|져서)"
    r"|[가-힣][했었았였겠됐갔왔]고|[가-힣](?:하|되|이|있|없|같)고|[했었았였겠됐갔왔](?:는데|지만|으며))$|^(?:때|때는|때에|후|후에|뒤|뒤에|동안|경우|경우에|위해|위해서|통해|통해서)$"
)
_BEFORE_COMMA = re.compile(r"(?:[고며서면데만니까요다죠네님은는로도지듯만선음저])$")
_AUXILIARY = tuple("있싶계나보말난안되된될좋괜")
_OPENS = re.compile(
    r"becaus|althoug|when|where|which|while|whether|until|unless|during|without|betwee|how", re.IGNORECASE
)
_LONGEST_OPENER = 7
# Who is greeted belongs to the greeting: 안녕하세요, 민수님.
_GREETING = re.compile(r"(?:안녕하세요|안녕하십니까|(?:감사|고맙|반갑|환영)[가-힣]*니다)$")
_NAMED = re.compile(r"[^\W\d_]{1,6}(?:님|씨)[.!?,…]")
_NO_NAME = tuple("저먼그다우")
# A break after one of these would tear it from what it governs: "the team in | which", "know | how".
_GOVERNS = frozenset(
    "in on at of for to with by from about into through over under between and or but the a an know knows exactly"
    " just even than as only is are was were be not no that like upon around across explain describe see understand"
    " me us you tell say think show sure".split()
)


def after_comma(text: str, start: int, at: int) -> Verdict:
    """Whether the piece from `start` may end with the comma at `at`; what follows the comma decides."""
    word = word_before(text, start, at)
    if not word or spoken_letters(text[start:at]) < COMMA_LETTERS:
        return Verdict.ON
    proper = word[0].isupper() and text[start:at].strip() != word
    if is_hangul(word[-1]) and (not _BEFORE_COMMA.search(word) or _NOUN.search(word)):
        return Verdict.ON
    next_at = at + 1
    if next_at == len(text) or (text[next_at] == " " and next_at + 1 == len(text)):
        return Verdict.WAIT if proper or word[-1].isdigit() else Verdict.SOFT
    if text[next_at] != " ":
        return Verdict.CUT if text[at] in "，、" and text[next_at].isalpha() else Verdict.ON
    char = text[next_at + 1]
    if not char.isalpha() or (char.isupper() and (char != "I" or proper)):
        return Verdict.ON  # a number, a quotation, a name: a date, a list, a place, who is spoken to
    if _GREETING.search(word) and (held := _unless_named(text, next_at + 1)) is not Verdict.CUT:
        return held
    return _unless_stub(text, next_at + 1)


def _unless_named(text: str, at: int) -> Verdict:
    """CUT, unless a name follows; a word that may yet become one is waited for."""
    seen = composed(text[at : at + 24])
    if seen.startswith(_NO_NAME):
        return Verdict.CUT
    if at + 24 > len(text) and seen.isalpha() and len(seen) <= 8:
        return Verdict.WAIT
    return Verdict.ON if _NAMED.match(seen) else Verdict.CUT


def after_word(text: str, start: int, at: int) -> Verdict:
    """Whether the piece may end at the space at `at`, without a comma."""
    word = word_before(text, start, at)
    if at + 1 == len(text):
        return Verdict.WAIT
    if word and is_hangul(word[-1]):
        natural = _CONNECTIVE.search(word) and not _NOUN.search(word)
        if not natural or spoken_letters(text[start:at]) < CONNECTIVE_LETTERS:
            return Verdict.ON
        char = composed(text[at + 1])
        return Verdict.ON if char in _AUXILIARY or not char.isalpha() else _unless_stub(text, at + 1)
    return _before_opener(text, start, at)


def _before_opener(text: str, start: int, at: int) -> Verdict:
    """English breathes before "when" or "because"; the prefix that is enough to know it by is waited for."""
    if not text[at + 1].isascii() or text[at + 1] not in "bawuhd":
        return Verdict.ON
    word = word_before(text, start, at).lower()
    if word in _GOVERNS or not word.isalpha() or spoken_letters(text[start:at]) < CONNECTIVE_LETTERS:
        return Verdict.ON
    if _OPENS.match(text, at + 1):
        return Verdict.CUT
    seen = text[at + 1 : at + 1 + _LONGEST_OPENER]
    whole = any(opener.startswith(seen) for opener in _OPENS.pattern.split("|"))
    return Verdict.WAIT if whole and at + 1 + len(seen) == len(text) else Verdict.ON


def _unless_stub(text: str, at: int) -> Verdict:
    """CUT, unless the next word is one that makes a poor rest: ", please."."""
    seen = text[at : at + 12].lower()
    if at + len(seen) == len(text) and any(stub.startswith(seen) for stub in words.STUBS):
        return Verdict.WAIT
    word = re.match(r"[^\W\d_]*", seen)
    end = word.end() if word else 0
    return Verdict.ON if seen[:end] in words.STUBS and seen[end : end + 1] in tuple(".!?,…") else Verdict.CUT
