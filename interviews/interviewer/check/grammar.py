"""Finds sentences that are clearly ungrammatical, impolite or without content, as far as code can tell.

The functions return what is wrong, in words for operators, or "".
"""

import re
from itertools import pairwise

from .languages.english import FUNCTION_WORDS

_WORDS = re.compile(r"[^\W_]+(?:['’-][^\W_]+)*")
_MAY_DOUBLE = frozenset(
    """
    that had very really so no yes bye new far more much many again through over up 네 예 하나
    조금 매일 아주 정말 너무 계속 차례 한번 하루 각자 서로 점점 자주 한 두 하나하나 따로
    """.split()
)
_NO_END = re.compile(
    r"\b(?:the|a|an|and|or|but|your|my|our|their|his|because|if|than|when you|that you|where you|which you)\W*$"
)
_PAST = (
    r"(?:\w{2,}[^e]ed|was|were|went|made|took|gave|told|said|got|came|had|has|is|are|wrote|thought|knew|saw|kept|"
    r"brought|taught|did)"
)
_BROKEN_EN = re.compile(
    r"\b(choose|decide|manage|try|want|need|begin|start|continue|have|like|plan) to \1\b|"
    r"\b(?:did|do|does|would|could|can|will|should) (?:you|they|we|he|she|i) (?:the|a|an|your|my|his|her|their|"
    r"our|its)\b|"
    rf"\bdid (?:the|your|that|this|a) \w+ (?:said|was|went|told|came|gave|took|had|made|did|were|got|thought|saw|"
    rf"knew|wrote)\b|"
    rf"\b(?:did|do|does|could|would|can|will|should) (?:you|they|he|she|it|we) {_PAST}\b"
    r"|\b(?:a|an|the|your) (?:a|an|the|your|my|and|or|is|was|were|did|do|does|to|of|you|we|he|she|they|what|how|"
    r"why)\b(?! ?-)"
    r"|\b(?:you|they|we) (?:is|was|has|does|goes)\b(?<!did you has)|\b(?:decide|decided|want|wanted|need|needed|"
    r"try|tried|able|hope|manage|managed|going) to (?:the|a|an|your|that|this|his|her|their)\b|\bto (?:was|were|"
    r"did|went|made|is|are|has)\b(?! ?[-/])"
    r"|\b(?:what|how|why|when|where) (?:what|how|why|who|did what)\b|\b(?:when|that|where) you (?:did|do|are|were|"
    r"have) you\b"
    r"|\b(?:is|are|was|were) (?:did|do|does|was|were|are|is)\b|\byou you\b|\b(?:did|does) (?:did|do|does|can|could)\b"
)
_BROKEN_KO = re.compile(
    r"(?:을를|를을|은는|에서에서|에게에게|으로으로|께서께서|하셨하셨|나요나요|까요까요|습니다니다|주시겠어요주|"
    r"을을|를를|는는|이가이)(?=[ .,?!]|$)"
    # What can follow a past or a conjectural ending within a word.
    r"|[셨했](?:어떻게|어떤|어디|언제|무엇|누가)"
    r"|[셨했겠](?=[가-힣])(?![습어나는던을지고으다네군죠기거더음느구단답니대었겠잖듯냐길도사])"
    r"|(?:을|를|의|에서|하고|하여|및|그리고|에게) ?[?.!]*$|(?:나요|까요|가요|어요|습니까|세요) (?:은|는|을|를|이|"
    r"가|에|의)(?= )"
)
_KO_POLITE = re.compile(r"(?:요|죠|쥬|습니다|십시오|네|예|아|음|아하|오|글쎄|자|감사|좋습니다)$")
_JOINING = frozenset(
    "until since so like because well yes no okay really else exactly go tell explain more please".split()
)
_HANGUL = re.compile("[가-힣]")
_TRAILING = re.compile(r"[\W_]+$")
_KO_EMPTY = re.compile(
    r"^\W*(?:그래서|그리고|그럼|그러면|왜|무엇|뭐|어떻게|언제|어디|누구|얼마|혹시|그|이|네|정말|진짜|어떤|까지|"
    r"언제까지|무엇까지|그게|이게|뭔가요|뭔데요|뭔지|것|거|그것|이것|"
    r"은|는|이|가|을|를|인가요|이에요|예요|일까요|요|입니까|인지요|인데요|이죠|죠|이란|란|[\s,.?!])+$"
    r"|^\W*(?:(?:네|그럼|그러면|혹시|조금|좀|더|자세히|구체적으로|한번|한 번|다시)[\s,]+)*"
    r"(?:말씀|설명|이야기|얘기)(?:을|를)? ?(?:좀 |더 )*(?:해 ?)?"
    r"(?:주시겠어요|주시겠습니까|주세요|주실 수 있나요|주실 수 있으신가요|주실래요)\W*$"
    r"|^\W*(?:어떠셨나요|어떠신가요|어떤가요|어땠나요|어떻게 생각하시나요|어떻습니까|어떠셨습니까)\W*$"
)
_VAGUE_EN = re.compile(
    r"(?:explain|more about|mean by|elaborate on|describe|expand on|tell me about|detail about) [\"'“]?"
    r"(?:until|because|maybe|and|or|but|the|a|an|of|to|in|on|when|if|so|very|also|just|really|it it|then|well|yes|"
    r"no|um|uh|oh|because of)"
    r"[\"'”]?(?: (?:in|a little|a bit)? ?(?:more|further|greater)? ?(?:detail|further|more)?)?\W*$"
    r"|^\W*(?:(?:and|so|please|then|now|okay) )*(?:(?:can|could|would|will) you )?(?:please )?"
    r"(?:(?:tell|give|share with) (?:me|us) (?:some |a (?:little|bit) )?more(?: details?| information)?|"
    r"(?:say|share) (?:some )?more|elaborate|continue|go on|expand|explain|clarify)(?: please)?\W*$"
)


def broken(language: str, sentence: str) -> str:
    """Look for what no speaker of the language would write."""
    words = [word.casefold() for word in _WORDS.findall(sentence)]
    for before, word in pairwise(words):
        if before == word and len(word) > 1 and not word.isdigit() and word not in _MAY_DOUBLE:
            return "a word twice"
    if any(
        words[i : i + 2] == words[i + 2 : i + 4] for i in range(len(words) - 3) if len(words[i]) + len(words[i + 1]) > 4
    ):
        return "two words twice"
    if language == "en":
        text = sentence.casefold().replace("’", "'")
        if _NO_END.search(text):
            return "no end"
        return "a broken phrase" if _BROKEN_EN.search(text) else ""
    return "a broken phrase" if _BROKEN_KO.search(sentence) else ""


def impolite(sentence: str) -> bool:
    """Return whether a Korean sentence ends in a style that is not an interviewer's."""
    end = _TRAILING.sub("", sentence)
    if not end or not "가" <= end[-1] <= "힣":
        return _HANGUL.search(sentence) is not None and sentence.rstrip().endswith(("?", "？"))
    if end.endswith("니까"):
        return len(end) < 3 or _final(end[-3]) != "ㅂ"
    if end.endswith("니다"):
        return len(end) < 3 or _final(end[-3]) != "ㅂ"
    if sentence.rstrip().endswith(("?", "？")):
        return not end.endswith(("요", "죠"))
    if end.endswith("시오"):
        return not end.endswith("십시오")
    return not _KO_POLITE.search(end)


def vague(language: str, question: str) -> bool:
    """Return whether a question asks for nothing in particular."""
    if language == "ko":
        return _KO_EMPTY.match(question) is not None
    text = question.casefold().replace("’", "'")
    words = _WORDS.findall(text)
    return (len(words) <= 3 and all(word in FUNCTION_WORDS or word in _JOINING for word in words)) or _VAGUE_EN.search(
        text
    ) is not None


def _final(syllable: str) -> str:
    """Return "ㅂ" if that is a Hangul syllable's final consonant, else ""."""
    return "ㅂ" if "가" <= syllable <= "힣" and (ord(syllable) - ord("가")) % 28 == 17 else ""
