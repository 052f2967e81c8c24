"""English phonemes, from espeak-ng to what the model was trained with."""

import pytest

from streaming.speech import espeak
from streaming.speech.kokoro.english import from_ipa, phonemes_of_espeak
from streaming.speech.kokoro.vocabulary import IDS


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("What did you learn?", "wˌʌt dˈɪd ju lˈɜɹn?"),
        ("Well, tell me: how?", "wˈɛl, tˈɛl mˌi: hˈW?"),
        ("They enjoy the job.", "ðA ɛnʤˈY ðə ʤˈɑb."),
        ("A “better” boat, a (fast) one!", "ə bˈɛTəɹ bˈOt, ə fˈæst wˌʌn!"),
        ("He said “no.” Then?", "hi sˈɛd nˈO. ðˈɛn?"),
        ("It was late - too late.", "ɪt wʌz lˈAt — tˈu lˈAt."),
        ("a button", "ə bˈʌtᵊn"),
        ("3.5 seconds", "θɹˈi pYnt fˈIv sˈɛkəndz"),
        ("", ""),
        ("?! ...", "?! ..."),
    ],
)
async def test_a_clause_is_said_with_its_marks(text: str, said: str) -> None:
    assert await phonemes_of_espeak(text, espeak.phonemes) == said


async def test_a_word_in_another_script_brings_no_names_of_languages() -> None:
    said = await phonemes_of_espeak("The 그 일 was done.", espeak.phonemes)
    assert "(" not in said and said.startswith("ðə ") and said.endswith("dˈʌn.")


@pytest.mark.parametrize("text", ["a" * 2000, "\x07", "Ünïcödé naïve café", "100% of $1,200 & C#", "👍 ok"])
async def test_any_text_gives_phonemes_that_the_model_knows(text: str) -> None:
    assert set(await phonemes_of_espeak(text, espeak.phonemes)) <= set(IDS)


@pytest.mark.parametrize(("ipa", "said"), [("t^ʃˈɜːt^ʃ", "ʧˈɜɹʧ"), ("(ko)ɡˈɯ(en-us)", "ɡˈɯ"), ("lˈɪɾə^l", "lˈɪTᵊl")])
def test_symbols_are_misakis(ipa: str, said: str) -> None:
    assert from_ipa(ipa) == said
