import pytest
from hypothesis import given
from hypothesis import strategies as st

from interviews.interviewer.focus import MAX_CHARS, pick_focus


@pytest.mark.parametrize(
    ("answer", "focus"),
    [
        # Names in Latin letters come first, in both languages.
        ("We moved our queue to PostgreSQL last year.", "PostgreSQL"),
        ("저는 주로 Django로 서비스를 만들었습니다.", "Django"),
        ("Spring Boot와 Kafka를 썼습니다.", "Spring Boot"),
        ("I wrote the parser in C++ and some Go.", "C++"),
        ("We run Node.js in production.", "Node.js"),
        # Particles tell Korean nouns.
        ("주로 데이터베이스를 설계했습니다.", "데이터베이스"),
        ("캐시 무효화를 맡았습니다.", "캐시 무효화"),
        ("로그를 모아서 장애를 찾았습니다.", "로그"),
        # A thing comes before a figure, a figure before a bare word.
        ("The cache was 40 percent of the cost.", "cache"),
        # The first word of a sentence has a capital letter, but may not be a name.
        ("Mostly we wrote the tests first.", "tests"),
        # Nothing to take up.
        ("", ""),
        ("네.", ""),
        ("yes", ""),
        ("I did it.", ""),
        ("...!?", ""),
    ],
)
def test_the_most_telling_phrase_is_taken_up(answer: str, focus: str) -> None:
    assert pick_focus(answer) == focus


@pytest.mark.parametrize("particle_misfit", ["사과을 먹었습니다", "학교이 좋습니다"])
def test_a_particle_that_does_not_fit_its_syllable_makes_no_noun(particle_misfit: str) -> None:
    assert pick_focus(particle_misfit) == ""


def test_the_earliest_of_equals_is_taken() -> None:
    assert pick_focus("We use Kafka and Redis.") == "Kafka"


def test_what_was_taken_up_before_is_passed_over_whatever_its_case() -> None:
    assert pick_focus("We use Kafka and Redis.", avoid=["KAFKA"]) == "Redis"
    assert pick_focus("We use Kafka.", avoid=["kafka"]) == ""


@given(st.text(max_size=300))
def test_a_focus_is_a_phrase_of_the_answer_and_short(answer: str) -> None:
    focus = pick_focus(answer)
    assert focus in answer
    assert len(focus) <= MAX_CHARS


def test_a_long_answer_is_searched_quickly() -> None:
    import time

    before = time.process_time()
    for text in ("a" * 65_536, "가" * 21_845, "A1+" * 20_000, "1," * 30_000, "a " * 32_000, "가 " * 16_000):
        pick_focus(text)
    assert time.process_time() - before < 3
