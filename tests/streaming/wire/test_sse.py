from streaming.wire import sse


def test_an_event_has_an_id_line_one_data_line_and_ends_with_an_empty_one() -> None:
    assert sse.frame(b'{"a":1}', "3-4") == b'id: 3-4\ndata: {"a":1}\n\n'


def test_an_event_without_a_position_has_no_id_line() -> None:
    assert sse.frame(b"{}") == b"data: {}\n\n"


def test_a_heartbeat_is_a_comment() -> None:
    assert sse.HEARTBEAT.startswith(b":")
    assert sse.HEARTBEAT.endswith(b"\n\n")


def test_the_time_before_a_reconnect_is_in_milliseconds() -> None:
    assert sse.retry(1500) == b"retry: 1500\n\n"
