"""Picks the phrase of an answer that the next question takes up. No model is needed for it."""

import re
from collections.abc import Callable, Iterable, Iterator

MAX_CHARS = 40

# How much a kind of phrase says: a name more than a thing, a thing more than a figure.
NAME, THING, FIGURE, WORD = 4, 3, 2, 1

_LATIN = re.compile(r"[A-Za-z][A-Za-z0-9]*(?:[.+#/&-]+[A-Za-z0-9]+)*[+#]*")
_FIGURE = re.compile(
    r"\d[\d,.]{0,19}\s?(?:%|퍼센트|만\s?건|만\s?명|만\s?원|밀리초|시간|개월|배|초|명|건|개|년|주|일|분|억|원|"
    r"(?:ms|GB|TB|MB|TPS|QPS|percent|times|milliseconds|seconds|minutes|hours|days|weeks|months|years|"
    r"requests|users|people|engineers|customers)(?![A-Za-z]))"
)
_SENTENCE = re.compile(r"[.!?\u2026\u3002](?=\s|$)|\n")

# The particles of a noun. 은/는/도/만 are left out because verbs end in them just as often (사용하는).
_PARTICLE = re.compile(r"^(.{2,}?)(에서|으로|을|를|이|가|과|와|로|의|에)$")
_AFTER_CONSONANT = {"을", "이", "과", "으로"}
_AFTER_VOWEL = {"를", "가", "와"}
_NOT_NOUNS = {
    "때문", "덕분", "경우", "정도", "이후", "이전", "처음", "다음", "동안", "당시", "저희", "우리", "제가", "자신",
    "그것", "이것", "사람", "부분", "실제", "그래서", "대부분", "마지막", "하나", "여러", "생각", "스스",
}  # fmt: skip
# A bare word before a noun belongs to the noun (캐시 무효화), unless it ends like a verb, an adverb, or a noun with a
# particle.
_MODIFIER_NOT = re.compile(
    r"(.*[는은을를이가의에로와과도만고서게히던한할된될인적다요며면지해])$|^(제|저|그|이|더|및|첫|큰|새)$"
)

_DETERMINERS = set("the a an our my their this that its some each every of with on".split())
_STOPWORDS = _DETERMINERS | set(
    """
    i we you he she it they me us him her them and or but so because if when while as at by for from in into
    to than then there here is am are was were be been being do does did have has had can could will would
    should may might must not no yes very really just also only more most much many few lot about over under
    after before during without within which who whom whose what why how where all any both such own same
    other another first last next new old good bad big small one two three thing things something anything
    everything way kind sort bit day days using used use made make get got went go came know think want need
    said say well okay ok um uh i'm it's don't that's didn't
    """.split()
)
_LIKE_A_NOUN = re.compile(r".{2,}(tion|sion|ment|ing|ness|ity|ency|ance|ence|ture|ship|ism|ers?|ors?|ics|cy|ry|se?)$")


def pick_focus(answer: str, avoid: Iterable[str] = (), fits: Callable[[str], bool] = bool) -> str:
    """Return the phrase of `answer` that says most, the first among equals, or "" if there is none.

    Phrases in `avoid` (the topic, earlier focuses) are skipped in upper and lower case. So are phrases longer than
    MAX_CHARS, and those for which `fits` is false.
    """
    avoided = {phrase.casefold() for phrase in avoid}
    best, best_weight = "", 0
    for weight, phrase in _phrases(answer):
        if weight > best_weight and len(phrase) <= MAX_CHARS and phrase.casefold() not in avoided and fits(phrase):
            best, best_weight = phrase, weight
    return best


def _phrases(answer: str) -> Iterator[tuple[int, str]]:
    for sentence in _SENTENCE.split(answer):
        korean = any("가" <= c <= "힣" for c in sentence)
        yield from _korean(sentence) if korean else _english(sentence)
        for figure in _FIGURE.finditer(sentence):
            yield FIGURE, figure.group()


def _korean(sentence: str) -> Iterator[tuple[int, str]]:
    names = [(m.start(), m.end()) for m in _LATIN.finditer(sentence)]
    for start, end in _joined(sentence, names):
        if end - start > 1:
            yield NAME, sentence[start:end]
    before = ""
    for word in sentence.split():
        bare = word.strip("\"'“”‘’()[],;:")
        noun, particle = _noun(bare)
        if noun:
            phrase = f"{before} {noun}" if before else noun
            yield (THING if particle in ("을", "를") else WORD), phrase
        before = "" if noun or bare != word or len(bare) < 2 or _MODIFIER_NOT.match(bare) else bare


def _noun(word: str) -> tuple[str, str]:
    """Split a Hangul noun from a particle that fits its last syllable; ("", "") if the word is no such noun."""
    match = _PARTICLE.match(word)
    if not match or not all("가" <= c <= "힣" for c in word):
        return "", ""
    noun, particle = match.groups()
    final = (ord(noun[-1]) - ord("가")) % 28  # index of the final consonant: 0 is none, 20 is ㅆ
    misfit = particle in (_AFTER_VOWEL if final else _AFTER_CONSONANT)
    if misfit or final == 20 or noun in _NOT_NOUNS or noun.endswith("다"):
        return "", ""
    return noun, particle


def _english(sentence: str) -> Iterator[tuple[int, str]]:
    first = True
    run: list[re.Match[str]] = []
    after_determiner = False
    previous_end = 0
    for match in [*_LATIN.finditer(sentence), None]:
        gap = sentence[previous_end : match.start()] if match else "."
        if run and (match is None or gap.strip() or match.group().lower() in _STOPWORDS or len(run) == 3):
            yield _weigh(run, after_determiner), sentence[run[0].start() : run[-1].end()]
            run, after_determiner = [], False
        if match is None:
            break
        word = match.group()
        previous_end = match.end()
        if _is_name(word, first):
            yield NAME, word
        if word.lower() in _STOPWORDS:
            after_determiner = word.lower() in _DETERMINERS
        else:
            run.append(match)
        first = False


def _weigh(run: list[re.Match[str]], after_determiner: bool) -> int:
    if after_determiner:
        return THING
    return WORD if _LIKE_A_NOUN.match(run[-1].group()) else 0


def _is_name(word: str, first: bool) -> bool:
    if word.lower() in _STOPWORDS or word.lower().partition("'")[0] in _STOPWORDS or len(word) < 2:
        return False
    inner = any(c.isupper() or c.isdigit() for c in word[1:]) or bool(re.search(r"[.+#]", word))
    return inner or (word[0].isupper() and not first)


def _joined(text: str, spans: list[tuple[int, int]]) -> list[tuple[int, int]]:
    """Join spans that are separated by exactly one space: Spring Boot."""
    joined: list[tuple[int, int]] = []
    for start, end in spans:
        if joined and text[joined[-1][1] : start] == " ":
            joined[-1] = (joined[-1][0], end)
        else:
            joined.append((start, end))
    return joined
