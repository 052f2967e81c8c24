"""Short names of titles. The romanized words are from the National Institute of Korean Language's examples of 2000."""

import unicodedata

import pytest

from interviews.short_names import MAX_CHARS, romanized, short_name


@pytest.mark.parametrize(
    ("korean", "latin"),
    [
        ("백마", "baengma"), ("신문로", "sinmunno"), ("종로", "jongno"), ("왕십리", "wangsimni"), ("별내", "byeollae"),
        ("신라", "silla"), ("해돋이", "haedoji"), ("같이", "gachi"), ("놓다", "nota"), ("압구정", "apgujeong"),
        ("낙동강", "nakdonggang"), ("울릉", "ulleung"), ("대관령", "daegwallyeong"), ("벚꽃", "beotkkot"),
        ("한밭", "hanbat"), ("구미", "gumi"), ("호법", "hobeop"), ("좋고", "joko"),
    ],
)  # fmt: skip
def test_korean_is_romanized_as_it_is_said(korean: str, latin: str) -> None:
    assert romanized(korean) == latin
    assert romanized(unicodedata.normalize("NFD", korean)) == latin


@pytest.mark.parametrize(
    ("title", "name"),
    [
        ("백엔드 개발자", "baegendeu-gaebalja"), ("UX/UI 디자이너 (신입)", "ux-ui-dijaineo-sinip"),
        ("  Señor Café! ", "senor-cafe"), ("C++ Developer", "c-developer"),
        ("デザイナー", "position"), ("", "position"),
    ],
)  # fmt: skip
def test_a_short_name_is_made_of_the_title(title: str, name: str) -> None:
    assert short_name(title) == name


def test_a_short_name_is_free_and_fits() -> None:
    assert short_name("Baker", {"baker", "baker-2"}) == "baker-3"
    long = short_name("가" * 100)
    assert len(long) == MAX_CHARS
    taken = short_name("가" * 100, {long})
    assert taken.endswith("-2") and len(taken) <= MAX_CHARS
