import pytest
from hypothesis import given
from hypothesis import strategies as st

from streaming.wire.position import START, StreamPosition

numbers = st.integers(min_value=0, max_value=10**18 - 1)


@given(numbers, numbers)
def test_a_position_reads_back_what_it_wrote(epoch: int, offset: int) -> None:
    assert StreamPosition.parse(str(StreamPosition(epoch, offset))) == (epoch, offset)


@given(st.tuples(numbers, numbers), st.tuples(numbers, numbers))
def test_positions_are_ordered_by_epoch_then_by_offset(one: tuple[int, int], other: tuple[int, int]) -> None:
    assert (StreamPosition(*one) < StreamPosition(*other)) == (one < other)


def test_a_later_attempt_comes_after_everything_of_an_earlier_one() -> None:
    assert START < StreamPosition(2, 999) < StreamPosition(10, 1) < StreamPosition(10, 2)


@pytest.mark.parametrize(
    "rubbish",
    ["", "-", "1", "1-", "-1", "1-2-3", " 1-2", "1-2\n", "1 - 2", "a-b", "0x1-2", "+1-2", "1--2", "١-٢", "1-2 ",
     "1.0-2", "9" * 19 + "-1", "1-" + "9" * 19, "$", "*"],
)  # fmt: skip
def test_anything_but_two_decimal_numbers_is_not_a_position(rubbish: str) -> None:
    with pytest.raises(ValueError, match="<epoch>-<offset>"):
        StreamPosition.parse(rubbish)


@given(st.text())
def test_any_text_is_a_position_or_a_value_error(text: str) -> None:
    try:
        parsed = StreamPosition.parse(text)
    except ValueError:
        return
    assert parsed >= START
