"""Latin letters, digits and single letters of Hangul by their Korean names, for what nothing else has read. Pure."""

import re
import unicodedata

_LATIN = dict(
    zip(
        "abcdefghijklmnopqrstuvwxyz",
        "에이 비 씨 디 이 에프 지 에이치 아이 제이 케이 엘 엠 엔 오 피 큐 알 에스 티 유 브이 더블유 엑스 와이 제트".split(),
        strict=True,
    )
)
_DIGITS = dict(zip("0123456789", "공일이삼사오육칠팔구", strict=True))
_CONSONANTS = dict(
    zip(
        "ㄱㄲㄴㄷㄸㄹㅁㅂㅃㅅㅆㅇㅈㅉㅊㅋㅌㅍㅎ",
        "기역 쌍기역 니은 디귿 쌍디귿 리을 미음 비읍 쌍비읍 시옷 쌍시옷 이응 지읒 쌍지읒 치읓 키읔 티읕 피읖 히읗".split(),
        strict=True,
    )
)
_VOWELS = dict(
    zip("ㅏㅐㅑㅒㅓㅔㅕㅖㅗㅘㅙㅚㅛㅜㅝㅞㅟㅠㅡㅢㅣ", "아애야얘어에여예오와왜외요우워웨위유으의이", strict=True)
)
_NAMES = {**_LATIN, **_DIGITS, **_CONSONANTS, **_VOWELS}
_JAMO = re.compile("[\u1100-\u1112\u1161-\u1175\u11a8-\u11c2]")


def spelled(text: str) -> str:
    """Return the text in which every Latin letter, digit and single letter of Hangul is its Korean name."""
    plain = unicodedata.normalize("NFC", text)
    return "".join(_NAMES.get(character.lower(), character) for character in _JAMO.sub(_letter, plain))


def _letter(jamo: re.Match[str]) -> str:
    """Return the letter of the compatibility block that a conjoining one looks like."""
    name = unicodedata.name(jamo[0]).split(" ", 2)[2]
    return unicodedata.lookup(f"HANGUL LETTER {name}")
