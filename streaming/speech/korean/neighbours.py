"""What two neighbouring syllables do to each other: the articles that need no dictionary, each in its own function.

A rule takes a syllable and the next one and returns both. RULES has them in the order in which they apply inside a
word, ACROSS in the order in which they apply between two words that are said in one breath.
"""

from collections.abc import Callable

from .finals import final, sound, split
from .syllable import Syllable

Pair = tuple[Syllable, Syllable]
Rule = Callable[[Syllable, Syllable], Pair]

ASPIRATED = {"ㄱ": "ㅋ", "ㄷ": "ㅌ", "ㅂ": "ㅍ", "ㅈ": "ㅊ"}
TENSE = {"ㄱ": "ㄲ", "ㄷ": "ㄸ", "ㅂ": "ㅃ", "ㅅ": "ㅆ", "ㅈ": "ㅉ"}
NASAL = {"ㄱ": "ㅇ", "ㄷ": "ㄴ", "ㅂ": "ㅁ"}
_NOUNS_LG = frozenset("닭딹흙칡슭삵")
_NOUNS_LM = frozenset("삶앎덟")
_PARTICLES = frozenset("과도보부조대밖")
_CAUSATIVE = frozenset("굶옮곪")
_LINKING_VOWELS = frozenset("ㅏㅐㅓㅔㅗㅘㅚㅜㅝㅟㅡ")


def h_before_plosive(here: Syllable, after: Syllable) -> Pair:
    """Article 12.1: ㅎ(ㄶ, ㅀ) and ㄱ, ㄷ, ㅈ make ㅋ, ㅌ, ㅊ: 놓고 [노코], 많던 [만턴]."""
    stays, moves = split(here.coda)
    if moves == "ㅎ" and after.onset in "ㄱㄷㅈ":
        return here._replace(coda=stays), after._replace(onset=ASPIRATED[after.onset])
    return here, after


def h_after_plosive(here: Syllable, after: Syllable) -> Pair:
    """Article 12.1, notes 1 and 2: ㄱ, ㄷ, ㅂ, ㅈ and ㅎ make ㅋ, ㅌ, ㅍ, ㅊ: 각하 [가카], 앉히다 [안치다].

    ㅅ, ㅊ and ㅌ are ㄷ here: 못하다 [모타다], 꽃 한 송이 [꼬 탄 송이].
    """
    stays, moves = split(here.coda)
    plosive = moves if moves == "ㅈ" and after.vowel in "ㅣㅕ" else sound(moves)
    if after.onset == "ㅎ" and plosive in ASPIRATED:
        return here._replace(coda=stays), after._replace(onset=ASPIRATED[plosive])
    return here, after


def h_before_s(here: Syllable, after: Syllable) -> Pair:
    """Article 12.2: ㅎ(ㄶ, ㅀ) and ㅅ make ㅆ: 닿소 [다쏘], 많소 [만쏘]."""
    stays, moves = split(here.coda)
    if moves == "ㅎ" and after.onset == "ㅅ":
        return here._replace(coda=stays), after._replace(onset="ㅆ")
    return here, after


def h_before_n(here: Syllable, after: Syllable) -> Pair:
    """Article 12.3: ㅎ before ㄴ is ㄴ, and silent in ㄶ and ㅀ: 놓는 [논는], 않네 [안네], 뚫네 [뚤레]."""
    stays, moves = split(here.coda)
    if moves == "ㅎ" and after.onset == "ㄴ":
        return here._replace(coda=stays or "ㄴ"), after
    return here, after


def h_before_vowel(here: Syllable, after: Syllable) -> Pair:
    """Article 12.4: ㅎ(ㄶ, ㅀ) is silent before a vowel: 낳은 [나은], 많아 [마나]."""
    stays, moves = split(here.coda)
    if moves == "ㅎ" and after.onset == "ㅇ":
        return here._replace(coda=stays), after
    return here, after


def palatal(here: Syllable, after: Syllable) -> Pair:
    """Article 17: ㄷ, ㅌ(ㄾ) before 이 are ㅈ, ㅊ, and ㄷ before 히 is ㅊ: 굳이 [구지], 벼훑이 [벼훌치], 닫히다 [다치다].

    So are they before 여 and 혀, which have the same suffix: 붙여 [부처], 닫혀 [다처].
    """
    stays, moves = split(here.coda)
    suffix = after.vowel == "ㅣ" or (after.vowel == "ㅕ" and after.coda in ("", "ㅆ"))  # not 맏형 [마텽]
    if moves not in ("ㄷ", "ㅌ") or after.onset not in "ㅇㅎ" or not suffix:
        return here, after
    plain = moves == "ㄷ" and after.onset == "ㅇ"
    return here._replace(coda=stays), after._replace(onset="ㅈ" if plain else "ㅊ")


def liaison(here: Syllable, after: Syllable) -> Pair:
    """Articles 13 and 14: a coda moves to a following vowel, of two the second, a ㅅ then as ㅆ: 옷이 [오시], 값을 [갑쓸]."""
    if after.onset != "ㅇ" or here.coda in ("", "ㅇ"):
        return here, after
    stays, moves = split(here.coda)
    if stays and moves == "ㅅ":
        moves = "ㅆ"
    return here._replace(coda=stays), after._replace(onset=moves)


def tense_after_plosive(here: Syllable, after: Syllable) -> Pair:
    """Article 23: ㄱ, ㄷ, ㅂ, ㅅ, ㅈ are tense after ㄱ, ㄷ, ㅂ, however these are written: 국밥 [국빱], 있던 [읻떤], 값지다 [갑찌다]."""
    if sound(here.coda) in NASAL and after.onset in TENSE:
        return here, after._replace(onset=TENSE[after.onset])
    return here, after


def tense_after_cluster(here: Syllable, after: Syllable) -> Pair:
    """Articles 24 and 25: the endings of verbs are tense after ㄵ, ㄻ, ㄼ, ㄾ: 앉고 [안꼬], 닮고 [담꼬], 넓게 [널께], 훑소 [훌쏘].

    But not what follows a noun, or makes another verb: 삶과 [삼과], 여덟도 [여덜도], 옮기다 [옴기다].
    """
    if here.coda not in ("ㄵ", "ㄻ", "ㄼ", "ㄾ") or after.onset not in TENSE:
        return here, after
    noun = str(here) in _NOUNS_LM and str(after) in _PARTICLES
    causative = str(here) in _CAUSATIVE and str(after) == "기"
    return here, after if noun or causative else after._replace(onset=TENSE[after.onset])


def bap(here: Syllable, after: Syllable) -> Pair:
    """Article 10, exception: 밟 is 밥 before a consonant: 밟다 [밥따], 밟는 [밤는]. Not before ㅎ: 밟히다 [발피다]."""
    if here[1:] == ("ㅏ", "ㄼ") and here.onset in "ㅂㅃ" and after.onset not in "ㅇㅎ":
        return here._replace(coda="ㅂ"), after
    return here, after


def lg_before_g(here: Syllable, after: Syllable) -> Pair:
    """Article 11, exception: a verb's ㄺ is ㄹ before ㄱ: 맑게 [말께], 읽고 [일꼬]. Not a noun's: 흙과 [흑꽈]."""
    if here.coda == "ㄺ" and after.onset == "ㄱ" and str(here) not in _NOUNS_LG:
        return here._replace(coda="ㄹ"), after._replace(onset="ㄲ")
    return here, after


def reduced(here: Syllable, after: Syllable) -> Pair:
    """Articles 8 to 11: one of seven sounds ends the syllable: 닦다 [닥따], 없다 [업따], 삶 [삼]."""
    return final(here), after


def nasal(here: Syllable, after: Syllable) -> Pair:
    """Article 18: ㄱ, ㄷ, ㅂ are ㅇ, ㄴ, ㅁ before ㄴ, ㅁ: 먹는 [멍는], 있는 [인는], 없는 [엄는]."""
    if here.coda in NASAL and after.onset in "ㄴㅁ":
        return here._replace(coda=NASAL[here.coda]), after
    return here, after


def r_after_nasal(here: Syllable, after: Syllable) -> Pair:
    """Article 19: ㄹ is ㄴ after ㅁ, ㅇ: 담력 [담녁], 종로 [종노]."""
    if here.coda in ("ㅁ", "ㅇ") and after.onset == "ㄹ":
        return here, after._replace(onset="ㄴ")
    return here, after


def r_after_plosive(here: Syllable, after: Syllable) -> Pair:
    """Article 19, note: ㄹ is ㄴ after ㄱ, ㅂ, and these are nasal before it: 협력 [혐녁], 막론 [망논]."""
    if here.coda in NASAL and after.onset == "ㄹ":
        return here._replace(coda=NASAL[here.coda]), after._replace(onset="ㄴ")
    return here, after


def lateral(here: Syllable, after: Syllable) -> Pair:
    """Article 20: ㄴ beside ㄹ is ㄹ: 신라 [실라], 칼날 [칼랄], 닳는 [달른]."""
    if (here.coda, after.onset) in (("ㄴ", "ㄹ"), ("ㄹ", "ㄴ")):
        return here._replace(coda="ㄹ"), after._replace(onset="ㄹ")
    return here, after


def liaison_across_words(here: Syllable, after: Syllable) -> Pair:
    """Article 15: before another word, what moves is the reduced coda: 밭 아래 [바 다래], 몇 월 [며 둴].

    Not before ㅣ and glides, where people insert ㄴ (article 29) or pause.
    """
    if after.onset == "ㅇ" and after.vowel in _LINKING_VOWELS and sound(here.coda) in NASAL:
        return here._replace(coda=""), after._replace(onset=sound(here.coda))
    return here, after


RULES: tuple[Rule, ...] = (
    *(h_before_plosive, palatal, h_after_plosive, h_before_s, h_before_n, h_before_vowel),
    *(liaison, bap, lg_before_g, tense_after_plosive, tense_after_cluster, reduced),
    *(nasal, r_after_nasal, r_after_plosive, lateral),
)
ACROSS: tuple[Rule, ...] = (h_after_plosive, liaison_across_words, tense_after_plosive, reduced, nasal)


def meet(here: Syllable, after: Syllable, rules: tuple[Rule, ...] = RULES) -> Pair:
    """Apply the rules in order."""
    for rule in rules:
        here, after = rule(here, after)
    return here, after
