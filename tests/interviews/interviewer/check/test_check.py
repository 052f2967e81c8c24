import re
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from interviews.interviewer.check import Expectation, Flaw, Flawed, StreamCheck
from interviews.interviewer.check.runaway import MAX_CHARS

from .checking import EN, EXPECTED, KO, shown, verdict

SIX = "one another more Redis Kafka time".split()
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
@pytest.mark.parametrize("stem", ["", "How did"])
@settings(deadline=None)
@given(tokens=cut())
def test_what_is_found_does_not_depend_on_the_tokens(language: str, stem: str, tokens: list[str]) -> None:
    expected = replace(EXPECTED[language], topic="Redis와 장애 대응", answer="the payment queue", stem=stem)
    whole = verdict(expected, ["".join(tokens)])
    assert verdict(expected, tokens) == whole
    assert verdict(expected, "".join(tokens)) == whole


def test_words_flow_one_word_behind_the_model() -> None:
    tokens = ["How", " did", " you", " te", "st", " it", "?"]
    assert shown(StreamCheck(EN), tokens) == ["", "How", " did", " you", "", " test", " it?"]


def test_after_a_stem_korean_flows_too() -> None:
    check = StreamCheck(replace(KO, stem="그 일을 하시면서 가장 어려웠던 점은"))
    assert shown(check, [" 무", "엇", "이었", "나요", "?"]) == ["", "", "", "", " 무엇이었나요?"]
    check = StreamCheck(replace(KO, stem="그 일에서 지원자님께서 직접 하신 일은"))
    assert shown(check, [" 어떤", " 것", "이었나요", "?"]) == ["", " 어떤", "", " 것이었나요?"]


@pytest.mark.parametrize(
    ("expected", "tokens"),
    [
        (EN, ["That ", "makes ", "sense. ", "How ", "did ", "it ", "end?"]),
        (KO, ["네, ", "잘 ", "들었습니다. ", "그 ", "일은 ", "어떻게 ", "끝났나요?"]),
    ],
)
def test_what_is_not_surely_a_question_is_held_until_its_end(expected: Expectation, tokens: list[str]) -> None:
    check = StreamCheck(expected)
    assert shown(check, tokens[:3]) == ["", "", "".join(tokens[:3]).rstrip()]
    assert "".join(shown(check, tokens[3:])) == " " + "".join(tokens[3:])


def test_the_question_is_cut_at_the_first_question_mark() -> None:
    check = StreamCheck(EN)
    assert "".join(shown(check, ["Why Redis? And are you ", "married? "])) == "Why Redis?"
    assert check.complete and check.end("length") == ""


def test_a_question_is_not_complete_before_its_question_mark() -> None:
    check = StreamCheck(EN)
    check.feed("Why Redis")
    assert not check.complete


@pytest.mark.parametrize("tokens", [['"Why Redis?"'], ['"Why Redis', "?", '"'], ['"Why Redis?', '" And so on']])
def test_the_quotation_mark_behind_the_question_mark_belongs_to_it(tokens: list[str]) -> None:
    check = StreamCheck(EN)
    assert "".join(shown(check, tokens)) == '"Why Redis?"'
    assert check.complete


def test_the_stem_is_judged_with_the_words_that_follow_but_never_returned() -> None:
    check = StreamCheck(replace(EN, stem="What do you and"))
    assert check.feed(" your wife") == " your"
    with pytest.raises(Flawed) as flawed:
        check.feed(" do?")
    assert (flawed.value.flaw, flawed.value.detail) == (Flaw.FORBIDDEN, "family")


def test_nothing_that_offends_is_shown() -> None:
    check = StreamCheck(EN)
    assert "".join(shown(check, ["How ", "do ", "you ", "feel ", "and ", "are ", "you ", "married"])).endswith(
        "are you"
    )
    with pytest.raises(Flawed) as flawed:
        check.feed(" now?")
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
    assert verdict(EN, text) == found


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
    assert verdict(KO, text) == found


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("What is it\n" + "and then we went on to the next one of them, " * 12, "400 characters without an end"),
        (" ".join(f"There was {word} after that one." for word in SIX), "more than 5 sentences"),
        ("That was Redis then. Thank you. That was Redis then.", "a sentence twice"),
        ("How did you do it, " * 3, "the same words over and over"),
        ("What about the cache cache cache cache in the end", "the same words over and over"),
        ("Could you " + "alway" * 9, "the same letters over and over"),
    ],
)
def test_a_text_that_runs_away_is_refused(text: str, found: str) -> None:
    assert verdict(EN, re.findall(r"\s*\S+|\s+", text)) == f"runaway: {found}"


def test_a_long_text_of_short_sentences_is_refused() -> None:
    sentence = "Could you tell me in a few more words how that went with the queue that paid {}"
    text = ". ".join(", ".join(sentence.format(word) for word in words) for words in ("abcd", "efgh", "ijkl")) + "?"
    assert verdict(EN, text).startswith("runaway: ")


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
    assert verdict(EN if text.isascii() else KO, text) == ""


def test_a_text_that_was_cut_off_is_refused() -> None:
    assert verdict(EN, ["What is Redis"], reason="length") == "runaway: as long as tokens were left"


def test_ten_thousand_tokens_without_a_letter_take_no_time() -> None:
    check = StreamCheck(EN)
    for _ in range(10_000):
        check.feed("")
    with pytest.raises(Flawed):
        check.end("stop")


@pytest.mark.parametrize("token", [" ", "a", "가", "1", "…", "ab. ", "Redis "])
def test_no_text_goes_on_for_long(token: str) -> None:
    check = StreamCheck(EN)
    shown = ""
    with pytest.raises(Flawed):
        for _ in range(10_000):
            shown += check.feed(token)
    assert len(shown) <= MAX_CHARS
