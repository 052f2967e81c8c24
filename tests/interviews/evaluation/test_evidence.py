"""Quotations are cut out of what was said, whatever it is written with."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from interviews.evaluation.evidence import LONGEST, Answer, Citation, Transcript

KOREAN = "서버가 멈춰서 로그를 먼저 봤습니다. 원인은 디스크였고, 3.5초 만에 되돌렸어요!\n그다음 알림을 만들었습니다"
ENGLISH = "I asked Dr. Smith first.  Then we cut the cost by 3.5 %, mostly; it held 👩‍🚀."

letters = st.text(st.sampled_from(" \n\t가나힣ㅎ한é\u0301e\u0301👩\u200d🚀aZ9.,!?\"'“”  …　")) | st.text()
texts = st.one_of(letters, letters.map(lambda text: unicodedata.normalize("NFD", text)))
transcripts = st.builds(
    lambda said, language: Transcript([Answer(n, "x", "?", text) for n, text in enumerate(said, 1)], language),
    st.lists(texts, max_size=4),
    st.sampled_from(["ko", "en"]),
)


def transcript(*said: str, language: str = "en") -> Transcript:
    return Transcript([Answer(n, f"topic {n}", "?", text) for n, text in enumerate(said, 1)], language)


@given(transcripts)
def test_every_passage_is_a_substring_at_its_offsets(said: Transcript) -> None:
    texts = {answer.turn: answer.text for answer in said.answers}
    for passage in said.passages():
        assert passage.text == texts[passage.turn][passage.start : passage.end]
        assert passage.text == passage.text.strip() != ""
        assert len(passage.text) <= LONGEST[said.language]
        assert said.verifies(passage)


@given(transcripts)
def test_passages_leave_out_nothing_but_white_space(said: Transcript) -> None:
    for answer in said.answers:
        spans = [(p.start, p.end) for p in said.passages() if p.turn == answer.turn]
        assert spans == sorted(spans)
        edges = [0, *(edge for span in spans for edge in span), len(answer.text)]
        gaps = [answer.text[a:b] for a, b in zip(edges[::2], edges[1::2], strict=True)]
        assert not "".join(gaps).strip()


@given(transcripts, st.data())
def test_what_was_said_is_found_however_it_is_spaced_and_composed(said: Transcript, data: st.DataObject) -> None:
    passages = said.passages()
    if not passages:
        return
    passage = data.draw(st.sampled_from(passages))
    spaced = data.draw(st.sampled_from([" ", "\n ", "\u3000"])).join(passage.text.split())
    found = said.find(unicodedata.normalize(data.draw(st.sampled_from(["NFC", "NFD"])), spaced))
    if found is None:  # all of it was quotation marks
        assert not passage.text.strip().strip("\"'“”‘’「」『』«»").strip()
    else:
        assert said.verifies(found)


@given(transcripts, st.text())
def test_what_is_found_was_said(said: Transcript, text: str) -> None:
    found = said.find(text)
    assert found is None or said.verifies(found)


@given(transcripts, st.integers(-2, 6), st.integers(-5, 50), st.integers(-5, 50))
def test_a_place_that_does_not_exist_is_no_quotation(said: Transcript, turn: int, start: int, end: int) -> None:
    texts = {answer.turn: answer.text for answer in said.answers}
    if turn in texts and 0 <= start < end <= len(texts[turn]):
        assert said.quote(turn, start, end).text == texts[turn][start:end]
    else:
        with pytest.raises(ValueError, match="Turn"):
            said.quote(turn, start, end)


def test_korean_is_cut_into_its_sentences() -> None:
    assert [passage.text for passage in transcript(KOREAN, language="ko").passages()] == [
        "서버가 멈춰서 로그를 먼저 봤습니다.",
        "원인은 디스크였고, 3.5초 만에 되돌렸어요!",
        "그다음 알림을 만들었습니다",
    ]


def test_english_is_cut_into_its_sentences() -> None:
    assert [passage.text for passage in transcript(ENGLISH).passages()] == [
        "I asked Dr. Smith first.",
        "Then we cut the cost by 3.5 %, mostly; it held 👩‍🚀.",
    ]


def test_a_speech_without_stops_is_cut_between_words() -> None:
    said = transcript(" ".join(["and then we looked at the numbers again"] * 20))
    passages = said.passages()
    assert len(passages) > 3
    assert all(passage.text.split()[0] in "and then we looked at the numbers again".split() for passage in passages)


def test_decomposed_hangul_is_found_at_its_own_offsets() -> None:
    said = transcript(unicodedata.normalize("NFD", KOREAN), language="ko")
    found = said.find("원인은 디스크였고")
    assert found is not None
    assert unicodedata.normalize("NFC", found.text) == "원인은 디스크였고"
    assert len(found.text) > len("원인은 디스크였고")


def test_half_a_syllable_is_not_found() -> None:
    assert transcript(unicodedata.normalize("NFD", "한강"), language="ko").find("하") is None


@pytest.mark.parametrize("text", ["", " ", '""', "I asked Dr Smith", "then we cut"])
def test_what_was_not_said_is_not_found(text: str) -> None:
    assert transcript(ENGLISH).find(text) is None


def test_a_quotation_at_other_offsets_is_not_verified() -> None:
    said = transcript(ENGLISH)
    good = said.quote(1, 2, 7)
    assert said.verifies(good)
    for bad in (Citation(1, 3, 8, good.text), Citation(2, 2, 7, good.text), Citation(1, 2, 7, "asken")):
        assert not said.verifies(bad)


def test_a_competency_is_looked_for_in_the_answers_about_it() -> None:
    said = transcript("One.", "Two.", "Three.")
    assert [answer.text for answer in said.about("topic 2").answers] == ["Two."]
    assert len(said.about("never asked").answers) == 3


def test_a_turn_has_one_answer() -> None:
    with pytest.raises(ValueError, match="two answers"):
        Transcript([Answer(1, "a", "?", "x"), Answer(1, "a", "?", "y")], "en")
