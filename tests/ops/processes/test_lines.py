from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from ops.processes.lines import LineBuffer


@given(st.binary(max_size=200).map(lambda data: data.replace(b"a", b"\n")), st.lists(st.integers(0, 200)))
def test_how_the_bytes_arrive_does_not_matter(data: bytes, cuts: list[int]) -> None:
    buffer = LineBuffer()
    places = sorted({0, len(data), *(cut for cut in cuts if cut < len(data))})
    lines = [line for start, end in pairwise(places) for line in buffer.feed(data[start:end])]
    lines += buffer.end()
    assert lines == LineBuffer().feed(data) + ([data.rsplit(b"\n", 1)[-1]] if data.rsplit(b"\n", 1)[-1] else [])
    assert b"\n".join(lines) == data.removesuffix(b"\n")


def test_a_line_over_the_limit_is_returned_in_pieces() -> None:
    buffer = LineBuffer(longest=10)
    assert buffer.feed(b"x" * 8) == []
    assert buffer.feed(b"y" * 4) == [b"x" * 8 + b"y" * 4]
    assert buffer.feed(b"z\n") == [b"z"]
