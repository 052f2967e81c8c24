"""Decides whether a question's first piece may end before its sentence does, so that the voice starts early. Pure."""

import re

from . import words
from .boundary import Boundary, word_before
from .script import composed, decomposed, is_hangul, spoken_letters

# In letters. About half a second of speech: a shorter piece sounds torn off.
COMMA_LETTERS = 8
# Without a comma a piece must be longer to sound natural, and longest before a phrase that belongs to it closely.
CONNECTIVE_LETTERS = 16
PHRASE_LETTERS, PHRASE_LETTERS_KO = 20, 25

# Nouns such as 최고 and 화면 end in the syllable of a connective.
_NOUN = re.compile(
    r"(?:최고|광고|사고|창고|재고|참고|보고|경고|권고|로고|신고|제고|숙고|원고|[문부도비각순서질보조]서|이력서|소개서|보고서|계획서"
    r"|제안서|명세서|계약서|께서|로서|화면|측면|방면|표면|장면|이면|전면|정면|반면|라면|단면|대면|서면|[가-힣]{1,2}님과)$"
)
_CONNECTIVE = re.compile(
    r"(?:[가-힣](?:지만|는데|은데|인데|한데|려고|니까|으며|하며|되며|이며|으면|하면|되면|다면|라면|지면|가면|오면|리면|치면|르면|내면|보면|면서|해서|아서|어서|여서|와서|려서|져서)"
    r"|[가-힣][했었았였겠됐갔왔]고|[가-힣](?:하|되|이|있|없|같)고|[했었았였겠됐갔왔](?:는데|지만|으며)|\w에서[는도]?|[가-힣][인는은한할될]지)$"
    r"|^(?:때|때는|때에|후|후에|뒤|뒤에|동안|중에|중에서|안에|전에|경우|경우에|위해|위해서|통해|통해서|보니)$"
)
# The particles that end a long phrase. 있을 and 했을 do not end in a particle; 성공적으로 belongs to its verb.
_PHRASE = re.compile(
    r"(?:[가-힣](?:를|까지|부터|보다|에게|에는|에도)|[가-힣]님을|[가-힣](?<![없받찾먹겪맡읽믿얻잊많적높낮좋싫같늦])을"
    r"|[가-힣](?<!적)으로|(?:점|것|역할|부분|방법|경험|과정|상황|원인|질문|생각|말씀)은|(?:이유|문제|목표|결과|기준)는"
    r"|(?:점|것|역할|부분|방법|경험|과정|상황|원인)이나?|(?:이유|문제|목표|결과|기준)가)$"
)
_BEFORE_COMMA = re.compile(r"(?:[고며서면데만니까요다죠네님은는로도지듯만선음저])$")
_AUXILIARY = tuple("있싶계나보난안되된될좋괜")
# A speaker breathes before these. They lack their last letter, because no other word begins like that.
_CLAUSES = tuple("becaus althoug when where which while whether until unless during without betwee how".split())
# And, in a long sentence, before these whole words, unless they end it: "it broke | before a move", "it did before?"
_PHRASES = frozenset(
    "about after at before but by for from if in instead into on since that through what who why with".split()
)
# And before a question that follows a long phrase: "Which of all these services | did you build?"
_INVERTED = tuple(f"{verb} you " for verb in "would could can will did do does have had are were".split())
_BEGUN = frozenset(word[:size] for word in (*_CLAUSES, *_PHRASES, *_INVERTED) for size in range(1, len(word) + 1))
_LONGEST_OPENER = 10
# Korean lead-ins, after which a speaker breathes: "마지막으로", "이력서를 보니".
_LEAD_WORDS_KO = tuple("로서 으로 에는 다면 보니 보니까 들으니".split())
_LEADS_KO = re.compile(r"\S{2,}로서|마지막으로|이번에는|그렇다면|구체적으로|\S+\s(?:들어\s)?(?:보니|보니까|들으니)")
_STUBS = tuple(decomposed(stub) for stub in words.STUBS)
_STUB_STARTS = frozenset(stub[0] for stub in (*words.STUBS, *_STUBS))
_STUB_CHARS = 24  # of the longest, decomposed, and the mark after it
_LETTERS_AND_DIGITS = re.compile(r"\w*")
# The name belongs to the greeting: 안녕하세요, 민수님.
_GREETING = re.compile(r"(?:안녕하세요|안녕하십니까|(?:감사|고맙|반갑|환영)[가-힣]*니다)$")
_NAMED = re.compile(r"[^\W\d_]{1,6}(?:님|씨)[.!?,…]")
_SPEECH = decomposed("말씀")
_NO_NAME = tuple("저먼그다우")
_FORMULA = re.compile(
    r"(?:it's |it is )?(?:so |very )?(?:nice|good|great|glad|pleased|happy) to (?:meet|see|have) you|thank you|thanks"
    r"|thank you (?:so|very) much|(?:hello|hi|welcome)(?: there| back| again)?",
    re.IGNORECASE,
)
_REQUEST = re.compile(
    r"(?:tell|give|show|walk|explain|describe|could|can|would|will|let|say|repeat|try)\s", re.IGNORECASE
)
_PRONOUNS = frozenset("it that this them these those me us more again".split())
# Phrases that begin like this lead to the sentence's subject, and end at their comma: "At Naver, you", "In 2023, we".
_LEADS = re.compile(
    r"(?:in|at|on|as|with|during|after|before|since|while|when|for|from|if|given|hello|hi|hey|dear)\s", re.IGNORECASE
)
# A break after one of these would tear it from what it governs: "the team in | which", "know | how", "interested | in".
_GOVERNS = frozenset(
    "in on at of for to with by from about into over under between and or but the a an know knows exactly"
    " just even than only as is are was were be not no that like upon around across see understand"
    " me us you tell say think show sure what why how who if when where because while which instead since after before"
    " my your our their his her its this these those every each some any most very so".split()
)
# And these keep what follows close unless it is a whole clause: "interested | in", but "your work | when".
_COLLOCATES = frozenset(
    "interested familiar responsible based depend depends rely proud good comfortable aware capable deal work worked"
    " working look looking come comes came go went goes talk talked care apply applied focus focused believe mean"
    " use used using agree agreed disagree disagreed compared related due such".split()
)


def after_comma(text: str, start: int, at: int) -> Boundary:
    """Return whether the piece from `start` may end with the comma at `at`. Names or numbers that may follow decide."""
    word = word_before(text, start, at)
    if not word or spoken_letters(text[start:at]) < COMMA_LETTERS or _is_listed(text, start, at):
        return Boundary.NONE
    if is_hangul(word[-1]) and (not _BEFORE_COMMA.search(word) or _NOUN.search(word)):
        return Boundary.NONE
    if _ends_phrase(text[start:at].strip(), word):
        return Boundary.HARD
    proper = word[0].isupper() and text[start:at].strip() != word
    next_at = at + 1
    if next_at == len(text) or (text[next_at] == " " and next_at + 1 == len(text)):
        return Boundary.UNKNOWN if proper or word[-1].isdigit() else Boundary.SOFT
    if text[next_at] != " ":
        return Boundary.HARD if text[at] in "，、" and text[next_at].isalpha() else Boundary.NONE
    char = text[next_at + 1]
    if not char.isalpha() or (char.isupper() and (char != "I" or proper)):
        return (
            Boundary.NONE
        )  # a number, a quotation or a name: part of a date, a list, a place, or the person spoken to
    if _GREETING.search(word) and (held := _unless_named(text, next_at + 1)) is not Boundary.HARD:
        return held
    return _unless_stub(text, next_at + 1)


def after_colon(text: str, start: int, at: int) -> Boundary:
    """Cut after a colon or semicolon, but not in 3:30 and https://x."""
    word = word_before(text, start, at)
    if not word or word[-1].isdigit() or spoken_letters(text[start:at]) < COMMA_LETTERS:
        return Boundary.NONE
    if at + 1 == len(text):
        return Boundary.UNKNOWN
    return Boundary.HARD if text[at + 1] == " " else Boundary.NONE


def _is_listed(text: str, start: int, at: int) -> bool:
    """Return whether only one word is between the comma before and this one."""
    item = re.search(r"[,，、:：]\s?[^\s,，、:：]{1,24}$", text[max(start, at - 32) : at])
    return item is not None


def _ends_phrase(piece: str, word: str) -> bool:
    """Return whether the comma after the piece ends a phrase, whatever follows: then there is nothing to wait for."""
    if is_hangul(word[-1]):
        return _GREETING.search(word) is None
    if _FORMULA.fullmatch(piece) or (word.lower() in _PRONOUNS and _REQUEST.match(piece)):
        return False  # a name may follow, or "please"
    if re.fullmatch(r"(?:19|20)\d\d", word) or (word.isalpha() and word[0].isupper() and word != piece):
        return _LEADS.match(piece) is not None
    return re.fullmatch(r"[^\W\d_]+(?:['’-][^\W\d_]+)*", word) is not None


def _unless_named(text: str, at: int) -> Boundary:
    """Return HARD, unless a name follows; UNKNOWN while the word may become one."""
    seen = composed(text[at : at + 24])
    if seen.startswith(_NO_NAME):
        return Boundary.HARD
    if at + 24 > len(text) and seen.isalpha() and len(seen) <= 8:
        return Boundary.UNKNOWN
    return Boundary.NONE if _NAMED.match(seen) else Boundary.HARD


def after_word(text: str, start: int, at: int) -> Boundary:
    """Return whether the piece may end at the space at `at`, without a comma."""
    if at + 1 == len(text):
        return Boundary.UNKNOWN
    opener = _opener(text, at + 1)
    if opener is Boundary.NONE and text[at - 1].isascii() and text[at - 1].isalnum():
        return opener  # most words end here
    word = word_before(text, start, at)
    ruling = _after_korean(text, word, start, at) if word and is_hangul(word[-1]) else Boundary.NONE
    if ruling is not Boundary.NONE or opener is Boundary.NONE:
        return ruling
    return _before_opener(text, word.lower(), start, at, opener)


def _after_korean(text: str, word: str, start: int, at: int) -> Boundary:
    piece = text[start:at].strip()
    natural = word.endswith(_LEAD_WORDS_KO) and _LEADS_KO.fullmatch(composed(piece)) is not None
    if not natural and _CONNECTIVE.search(word) and not _NOUN.search(word):
        natural = spoken_letters(piece) >= CONNECTIVE_LETTERS
    if not natural and (not _PHRASE.search(word) or _is_past(word) or spoken_letters(piece) < PHRASE_LETTERS_KO):
        return Boundary.NONE
    seen = composed(text[at + 1 : at + 7])
    if len(seen) == 1 and "ᄀ" <= text[at + 1] <= "ᅟ":
        return Boundary.UNKNOWN  # in NFD, 조 may become 좋
    if seen[0] in _AUXILIARY or not seen[0].isalnum():
        return Boundary.NONE
    if seen[0] == "말" and seen[1:2] != "씀":
        # In NFD, the syllable after it comes in pieces.
        partly = _SPEECH.startswith(decomposed(text[at + 1 : at + 7]))
        return Boundary.UNKNOWN if partly else Boundary.NONE
    return _unless_stub(text, at + 1) if natural else _unless_last_word(text, at + 1)


def _unless_last_word(text: str, at: int) -> Boundary:
    """Return HARD, unless the next word ends the sentence: an object stays with its verb."""
    word = _LETTERS_AND_DIGITS.match(text, at, at + 24)
    end = word.end() if word else at
    if end == len(text):
        return Boundary.UNKNOWN
    return Boundary.HARD if text[end] == " " else Boundary.NONE


def _is_past(word: str) -> bool:
    """Return whether this is a verb in the past, as 했을 and 느려졌을: no noun ends in ㅆ."""
    return word[-1] == "을" and (ord(word[-2]) - ord("가")) % 28 == 20


def _opener(text: str, at: int, phrases: frozenset[str] = _PHRASES) -> Boundary:
    """Return HARD if English breathes before the word at `at`, UNKNOWN while it may become such a word."""
    if text[at] not in _BEGUN:
        return Boundary.NONE
    seen = text[at : at + _LONGEST_OPENER]
    if seen.startswith(_CLAUSES) or (phrases and seen.startswith(_INVERTED)):
        return Boundary.HARD
    word, space, _ = seen.partition(" ")
    if at + len(seen) == len(text) and (seen in _BEGUN or not space):
        return Boundary.UNKNOWN if seen in _BEGUN else Boundary.NONE
    return Boundary.HARD if space and word in phrases else Boundary.NONE


def _before_opener(text: str, word: str, start: int, at: int, opener: Boundary) -> Boundary:
    """Allow a short piece to end only before "when", "because" and their like."""
    if word in _GOVERNS or not word.rstrip(".").isalpha():
        return Boundary.NONE
    letters = spoken_letters(text[start:at])
    if letters < CONNECTIVE_LETTERS:
        return Boundary.NONE
    if letters >= PHRASE_LETTERS and word not in _COLLOCATES:
        return opener
    return _opener(text, at + 1, phrases=frozenset())


def _unless_stub(text: str, at: int) -> Boundary:
    """Return HARD, unless the next word is too little to stand alone: ", please."."""
    if text[at].lower() not in _STUB_STARTS:
        return Boundary.HARD
    raw = text[at : at + _STUB_CHARS]
    if at + len(raw) == len(text):
        seen = decomposed(raw).lower()
        if any(stub.startswith(seen) for stub in _STUBS):
            return Boundary.UNKNOWN
    seen = composed(raw).lower()
    word = re.match(r"[^\W\d_]*", seen)
    end = word.end() if word else 0
    return Boundary.NONE if seen[:end] in words.STUBS and seen[end : end + 1] in tuple(".!?,…") else Boundary.HARD
