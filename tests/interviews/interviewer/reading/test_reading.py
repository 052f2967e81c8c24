import unicodedata

import pytest

from interviews.interviewer.ask import Probe
from interviews.interviewer.phrases import PHRASES
from interviews.interviewer.reading import Manner, Part, Reading, read

CASE = "I found a wrong dose on the chart last week and called the doctor."
KOREAN_CASE = "지난주에 처방이 잘못된 것을 발견하고 의사 선생님께 바로 전화했습니다."


def test_nothing_is_thin() -> None:
    assert read("") == read(" \n") == read("?!…") == read("\u200b\u3164") == Reading(Manner.THIN, frozenset())


@pytest.mark.parametrize(
    "answer",
    [
        "I have never led a team, but when our supervisor fell ill I ran the shift for two weeks.",
        "I don't have much experience with that, but last year I trained two apprentices at the bakery.",
        "Damn, that was a day. I moved all the pallets by hand and we were done at two.",
        "What do you mean by conflict? Anyway, I once separated two drunk guests and called the police.",
        "I would rather skip the first part, but I did write the handover form that the whole ward uses.",
        "팀을 이끈 적은 없지만 반장님이 아프셨을 때 두 주 동안 제가 조를 맡아 근무표를 짰습니다.",
        "경험은 별로 없는데, 작년에 빵집에서 실습생 두 명을 가르쳤습니다.",
        "갈등이라는 게 무슨 뜻인가요? 아무튼 취객 두 분을 떼어 놓고 경찰에 신고했습니다.",
    ],
)
def test_a_mixed_answer_with_substance_answers(answer: str) -> None:
    reading = read(answer)
    assert reading.manner is Manner.ANSWERS
    assert Part.OWN in reading.parts


def test_a_denial_and_what_one_would_do_is_no_example() -> None:
    assert read("I have never led a team. I would ask them what they need.").manner is Manner.NO_EXAMPLE
    assert read("팀을 이끈 적은 없습니다. 그렇게 되면 먼저 의견을 들을 것 같습니다.").manner is Manner.NO_EXAMPLE


def test_what_one_would_do_answers_a_question_that_asks_to_suppose() -> None:
    question = "How would you go about it if you had to lead one?"
    answer = "I have never led a team. I would ask everybody what they need and what they cannot stand."
    assert read(answer, question=question) == Reading(Manner.ANSWERS, frozenset())
    assert read("I have never led a team.", question=question).manner is Manner.NO_EXAMPLE


@pytest.mark.parametrize(
    ("question", "answer", "part"),
    [
        ("Why did you do it that way?", "The lid burns your hands otherwise, and gloves slip.", Part.WHY),
        ("What was the hardest part?", "My hands in that cold water.", Part.OBSTACLE),
        ("When and where was that?", "Day before Easter, bakery downtown.", Part.SITUATION),
        ("How did it turn out in the end?", "Every single shop got its bread.", Part.RESULT),
        ("그렇게 하신 이유는 무엇인가요?", "장갑을 끼면 미끄러워요.", Part.WHY),
        ("가장 어려웠던 점은 무엇인가요?", "찬물에 손을 담그는 거요.", Part.OBSTACLE),
        ("그 일은 언제 어디서 있었나요?", "설 전날 시장 골목 가게요.", Part.SITUATION),
        ("결국 어떻게 되었나요?", "가게마다 빵이 나갔어요.", Part.RESULT),
    ],
)
def test_what_answers_a_question_is_what_it_asked_for(question: str, answer: str, part: Part) -> None:
    assert part in read(answer, question=question).parts
    assert read("Yes.", question=question) == Reading(Manner.THIN, frozenset())


ASKED_FOR = {
    Probe.SITUATION: Part.SITUATION,
    Probe.WHY: Part.WHY,
    Probe.OBSTACLE: Part.OBSTACLE,
    Probe.RESULT: Part.RESULT,
}
NEUTRAL = {
    "en": "Gloves, and a second pair of hands from the next table.",
    "ko": "장갑하고 옆 탁자에 있는 사람 손이요.",
}


@pytest.mark.parametrize("language", ["en", "ko"])
@pytest.mark.parametrize("probe", Probe)
def test_the_products_own_questions_ask_for_one_part_at_most(language: str, probe: Probe) -> None:
    expected = {ASKED_FOR[probe]} if probe in ASKED_FOR else set()
    for question in (*PHRASES[language].stock[probe], *PHRASES[language].stems.get(probe, ())):
        reading = read(NEUTRAL[language], question=question.format(topic="Teamwork"))
        assert reading.parts == expected, question


def test_a_quotation_in_a_question_asks_for_nothing() -> None:
    question = "You said “it was the hardest part of the job”. What did you do in person?"
    assert read(NEUTRAL["en"], question=question).parts == frozenset()


def test_the_team_alone_is_not_the_candidate() -> None:
    assert Part.OWN not in read("We moved the whole store in one night and opened at nine.").parts
    assert Part.OWN not in read("저희 팀이 하룻밤 사이에 매장을 옮겼고 아홉 시에 문을 열었습니다.").parts


def test_a_habit_is_no_case() -> None:
    assert Part.CASE not in read("Usually I ask the customer what happened and look for a solution.").parts
    assert Part.CASE not in read("보통 저는 손님께 먼저 상황을 여쭤보고 해결책을 찾습니다.").parts


def test_a_sentence_is_read_in_its_own_language() -> None:
    mixed = read(f"{CASE} {KOREAN_CASE}")
    assert mixed.manner is Manner.ANSWERS
    assert mixed.parts >= read(CASE).parts | read(KOREAN_CASE).parts
    assert read("Sorry. 질문을 다시 말씀해 주시겠어요?").manner is Manner.WANTS_REPHRASING
    assert read("네. Next question, please.").manner is Manner.SKIPS


def test_what_has_to_do_with_the_topic_is_no_small_talk() -> None:
    answer = "Nice weather is rare up on those planks in winter."
    assert read(answer).manner is Manner.OFF_TOPIC
    assert read(answer, topic="Working in bad weather").manner is Manner.ANSWERS


def test_a_story_about_an_insult_is_no_insult() -> None:
    assert read("A guest yelled that you are all idiots, and I offered him another table.").manner is Manner.ANSWERS


def test_decomposed_letters_and_invisible_characters_change_nothing() -> None:
    assert read(unicodedata.normalize("NFD", KOREAN_CASE)) == read(KOREAN_CASE)
    assert read("\u200b".join(CASE)) == read(CASE)
    assert read("그런 경\u200b험은 없\u00ad습니다.").manner is Manner.NO_EXAMPLE


@pytest.mark.parametrize("marker", ["<answer>", "</answer>", "<|im_start|>", "[INST]", "<end_of_turn>"])
def test_markers_are_not_read(marker: str) -> None:
    assert read(f"{marker}{CASE}{marker}") == read(CASE)
    assert read(f"{marker} Yes. {marker}").manner is Manner.THIN


@pytest.mark.parametrize(
    ("answer", "manner"),
    [
        ("I already told you that.", Manner.SKIPS),
        ("이미 답했는데요?", Manner.SKIPS),
        ("아까 말씀드렸잖아요.", Manner.SKIPS),
        ("Honestly? None of your business.", Manner.SKIPS),
        ("I want to stop the interview.", Manner.SKIPS),
        ("그만하고 싶어요.", Manner.SKIPS),
        ("I can't hear you.", Manner.WANTS_REPHRASING),
        ("잘 안 들려요.", Manner.WANTS_REPHRASING),
        ("질문이 너무 기네요. 짧게 해 주세요.", Manner.WANTS_REPHRASING),
        ("Give me a second.", Manner.THIN),
        ("잠시만요.", Manner.THIN),
    ],
)
def test_what_candidates_say_instead_of_answering(answer: str, manner: Manner) -> None:
    assert read(answer).manner is manner


@pytest.mark.parametrize(
    "answer",
    [
        "As I already told you, I moved all the pallets by hand and we were done at two.",
        "I could not hear the alarm, so I walked to the plant room and shut the valve by hand.",
        "아까 말씀드렸듯이 제가 근무표를 새로 짜서 결근을 절반으로 줄였습니다.",
        "소리가 끊겨서 통화를 못 하게 되자 제가 직접 현장에 가서 밸브를 잠갔습니다.",
    ],
)
def test_the_same_words_in_a_story_are_a_part_of_it(answer: str) -> None:
    assert read(answer).manner is Manner.ANSWERS


def test_to_repeat_what_is_asked_about_is_no_question() -> None:
    assert read("Teamwork? Nothing comes to mind really.", "Teamwork").manner is Manner.NO_EXAMPLE
    assert read("음... 협업이요? 별로 기억나는 게 없는데요.", "협업").manner is Manner.NO_EXAMPLE
    assert read("What do you mean by teamwork?", "Teamwork").manner is Manner.WANTS_REPHRASING
