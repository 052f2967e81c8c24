import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from interviews.interviewer.check import HELD_TOKENS, Flaw, Flawed, StreamCheck
from interviews.interviewer.check.runaway import MAX_CHARS
from interviews.interviewer.prompts import Ask, Move

from .checking import ASK, shown, verdict

OPEN, CLOSE = Ask("Redis", Move.OPEN), Ask("Redis", Move.CLOSE)
PIECES = """
    Could|you| explain|Are you married|Thank you|What|very |Puede| usted| está|é|Redis|payment queue|'s|’|3.5|1. |2. |
    설명해| 주시겠어요|장애 대응|결혼하셨나요|노조|감사합니다|네|하하하하|日本|の|Как|?|!|.|,|...|。|"|)| |\n|\t|\u200b
"""
texts = st.lists(st.sampled_from([*PIECES.strip().split("|"), "a" * 60, "그리고 " * 9]), max_size=25).map(
    "".join
) | st.text(max_size=80)


@st.composite
def cut(draw: st.DrawFn) -> list[str]:
    """Cut a text into tokens, some of them empty."""
    text = draw(texts)
    places = sorted(draw(st.lists(st.integers(0, len(text)), max_size=30)))
    return [text[start:end] for start, end in zip([0, *places], [*places, len(text)], strict=True)]


@pytest.mark.parametrize("language", ["ko", "en"])
@given(tokens=cut(), move=st.sampled_from(Move))
def test_what_is_found_does_not_depend_on_the_tokens(language: str, tokens: list[str], move: Move) -> None:
    ask = Ask("Redis와 장애 대응", move, "payment queue")
    whole = verdict(language, ["".join(tokens)], ask)
    assert verdict(language, tokens, ask) == whole
    assert verdict(language, "".join(tokens), ask) == whole


@pytest.mark.parametrize("language", ["ko", "en"])
@given(tokens=cut())
def test_no_more_than_eight_tokens_are_ever_held_back(language: str, tokens: list[str]) -> None:
    check = StreamCheck(language, ASK)
    waiting: list[str] = []
    try:
        for token in tokens:
            waiting.append(token)
            if text := check.feed(token):
                assert text == "".join(waiting)
                waiting.clear()
            assert len(list(filter(None, waiting))) < HELD_TOKENS
    except Flawed:
        pass


@pytest.mark.parametrize(
    ("language", "first"),
    [("en", word) for word in "Could What How Which Why When Thank Thanks Tell Describe You This".split()]
    + [("ko", word) for word in "지원자님 혹시 가 네 방금 최근에".split()],
)
def test_the_usual_first_token_is_shown_at_once(language: str, first: str) -> None:
    assert StreamCheck(language, OPEN).feed(first) == first


@pytest.mark.parametrize("tokens", [["Can", " you"], ["Let", "'s"], ["In", " your"], ["If", " you"], ["I", " would"]])
def test_other_first_tokens_are_shown_with_the_second_token(tokens: list[str]) -> None:
    assert shown(StreamCheck("en", OPEN), tokens) == ["", "".join(tokens)]


def test_the_topic_is_held_back_until_a_word_of_the_language_follows() -> None:
    assert shown(StreamCheck("ko", OPEN), ["Red", "is", "를", " 언제"]) == ["", "", "Redis를", " 언제"]


def test_a_text_whose_language_stays_unclear_is_shown_at_the_eighth_token() -> None:
    assert shown(StreamCheck("ko", OPEN), "12345678") == [""] * 7 + ["12345678"]


def test_the_end_releases_what_is_still_held_back() -> None:
    check = StreamCheck("en", ASK)
    assert shown(check, [" ", "Redis", "?"]) == ["", "", ""]
    assert check.end("stop") == " Redis?"


def test_nothing_that_offends_is_shown() -> None:
    check = StreamCheck("en", ASK)
    assert "".join(shown(check, ["How ", "do ", "you ", "test? ", "And ", "are ", "you "])).endswith("are you ")
    with pytest.raises(Flawed) as flawed:
        check.feed("married, ")
    assert (flawed.value.flaw, flawed.value.detail) == (Flaw.FORBIDDEN, "family")


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("", "empty"),
        (" \n\t ", "empty"),
        ("...?!", "empty"),
        ("\u200b\ufeff", "empty"),
        ("I see, thank you for that.", "no_question"),
        ("Let us move on to Redis.", "no_question"),
        ("Why Redis?", ""),
        ("Why Redis? I am curious.", ""),
        ("Tell me about Redis.", ""),
        ("Thank you. Please describe your part in it.", ""),
        ("Thanks, now walk me through the migration.", ""),
        ("I would like to hear more about Redis.", ""),
        ("Give me an example of that.", ""),
    ],
)
def test_a_question_asks_for_an_answer(text: str, found: str) -> None:
    assert verdict("en", text) == found


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("네, 잘 들었습니다.", "no_question"),
        ("이번에는 Redis에 대해 이야기하겠습니다.", "no_question"),
        ("Redis를 선택하신 이유는 무엇인가요?", ""),
        ("Redis를 선택하신 이유는 무엇인가요.", ""),
        ("Redis를 선택하신 이유를 말씀해 주세요.", ""),
        ("본인의 역할을 설명해 주십시오.", ""),
        ("사례를 하나만 들어 주시기 바랍니다.", ""),
        ("조금 더 자세한 설명 부탁드립니다.", ""),
        ("그 결과가 궁금합니다.", ""),
        ("Redis 이야기를 더 듣고 싶습니다.", ""),
        ("어떻게 해결하셨는지 말해 보세요.", ""),
    ],
)
def test_a_korean_question_asks(text: str, found: str) -> None:
    assert verdict("ko", text) == found


@pytest.mark.parametrize(
    ("language", "text", "found"),
    [
        ("en", "Thank you for your time, and goodbye.", ""),
        ("en", "Please take care. You will hear from us soon.", ""),
        ("en", "Thank you. Do you have any questions?", "question_at_close"),
        ("en", "Thank you. Tell me one last thing about Redis.", "question_at_close"),
        ("ko", "좋은 말씀 들려주셔서 감사합니다. 좋은 하루 보내시기 바랍니다.", ""),
        ("ko", "궁금한 점이 있으면 언제든 연락해 주세요. 감사합니다.", ""),
        ("ko", "감사합니다. 마지막으로 하실 말씀이 있나요?", "question_at_close"),
        ("ko", "마지막으로 포부를 말씀해 주세요.", "question_at_close"),
    ],
)
def test_the_closing_words_ask_nothing(language: str, text: str, found: str) -> None:
    assert verdict(language, text, CLOSE) == found


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("What is it?\n" + "and then we went on to the next one of them, " * 12, "400 characters without an end"),
        (" ".join(f"This is sentence {number} of the whole text." for number in "abcdef"), "more than 5 sentences"),
        ("What is Redis? Why? How? Where?", "4 question marks"),
        ("What did you do there? Thank you. What did you do there?", "a sentence twice"),
        ("How did you do it, " * 3, "the same words over and over"),
        ("What about the cache cache cache cache in the end", "the same words over and over"),
        ("Could you " + "alway" * 9, "the same letters over and over"),
        ("Questions: \n1. What is Redis?\n2. What is Kafka?", "a list"),
        ("Please answer these:\n- your part\n- the result", "a list"),
    ],
)
def test_a_text_that_runs_away_is_refused(text: str, found: str) -> None:
    assert verdict("en", re.findall(r"\s*\S+|\s+", text)) == f"runaway: {found}"


def test_a_long_text_of_short_sentences_is_refused() -> None:
    sentence = "Could you tell me in a few more words how that went with the queue that paid {}"
    text = ". ".join(", ".join(sentence.format(word) for word in words) for words in ("abcd", "efgh", "ijkl")) + "?"
    assert verdict("en", text).startswith("runaway: ")


@pytest.mark.parametrize(
    "text",
    [
        "What changed between 3.5 and 4.0, e.g. in Node.js, Vue.js, Next.js or ASP.NET?",
        "2020. 1. 1.부터 2023. 12. 31.까지 맡으신 일은 무엇인가요?",
        "네. 네. 그렇군요. 어떤 역할을 하셨나요?",
        "100000000건을 어떻게 처리하셨나요?",
    ],
)
def test_points_and_figures_do_not_run_away(text: str) -> None:
    assert verdict("en" if text.isascii() else "ko", text) == ""


def test_a_text_that_was_cut_off_is_refused() -> None:
    assert verdict("en", ["What is Redis"], reason="length") == "runaway: as long as tokens were left"


def test_ten_thousand_tokens_without_a_letter_take_no_time() -> None:
    check = StreamCheck("en", ASK)
    for _ in range(10_000):
        check.feed("")
    with pytest.raises(Flawed):
        check.end("stop")


@pytest.mark.parametrize("token", [" ", "a", "가", "1", "…", "ab. ", "Redis "])
def test_no_text_goes_on_for_long(token: str) -> None:
    check = StreamCheck("en", ASK)
    shown = ""
    with pytest.raises(Flawed):
        for _ in range(10_000):
            shown += check.feed(token)
    assert len(shown) <= MAX_CHARS
