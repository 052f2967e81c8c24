"""Korean in the phonemes that Kokoro's voices know."""

import unicodedata

import pytest

from streaming.speech.korean import phonemes

# The symbols of Kokoro-82M's vocabulary that have a number; others would be left out without a word.
VOCABULARY = frozenset(
    ';:,.!?—…"()“” ̃ʣʥʦʨᵝꭧAIOQSTWYᵊabcdefhijklmnopqrstuvwxyzɑɐɒæβɔɕçɖðʤəɚɛɜɟɡɥɨɪʝɯɰŋɳɲɴøɸθœɹɾɻʁɽʂʃʈʧʊʋʌɣɤχʎʒʔˈˌːʰʲ↓→↗↘ᵻ'
)
SYLLABLES = "".join(map(chr, range(ord("가"), ord("힣") + 1)))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("안녕하세요?", "annjʌŋhasejo?"),
        ("좋습니다.", "ʨosɯmnida."),
        ("신라의 시간", "ɕillae ɕiɡan"),
        ("국민, 국물!", "kuŋmin, kuŋmul!"),
        ("차 타다", "ʨʰa tʰada"),
    ],
)
def test_a_text_in_phonemes(text: str, expected: str) -> None:
    assert phonemes(text) == expected


def test_every_syllable_is_in_the_voices_vocabulary() -> None:
    assert set(phonemes(SYLLABLES)) <= VOCABULARY
    assert all(phonemes(syllable) for syllable in SYLLABLES)


def test_decomposed_hangul_is_read_the_same() -> None:
    text = "값없는 꽃잎"
    assert phonemes(unicodedata.normalize("NFD", text)) == phonemes(text)


@pytest.mark.parametrize(
    ("text", "read"),
    [
        ("AI", "에이아이"),
        ("aWs를", "에이더블유에스를"),
        ("7", "칠"),
        ("ㄱ", "기역"),
        ("ㅏ", "아"),
        ("\u1112", "히읗"),
        ("\u11ab", "니은"),
    ],
)
def test_what_has_no_reading_is_spelled(text: str, read: str) -> None:
    assert phonemes(text) == phonemes(read)


@pytest.mark.parametrize("text", ["", " \n", "★☆", "?!…", "😀", "漢字", "()"])
def test_a_text_without_words_has_no_phonemes(text: str) -> None:
    assert phonemes(text) == ""


def test_other_characters_are_left_out() -> None:
    assert phonemes("안녕★하세요… 😀") == "annjʌŋhasejo…"


def test_a_long_text_without_a_space_is_read_whole() -> None:
    assert phonemes("바" * 2000) == "pa" + "ba" * 1999
