import socket
from pathlib import Path

from ops.processes.ports import BLOCK, HOST, PortBlock, free_port, refusal


def test_a_free_port_is_free_and_below_the_range_of_outgoing_connections() -> None:
    port = free_port()
    lowest = int(Path("/proc/sys/net/ipv4/ip_local_port_range").read_text().split()[0])
    assert refusal(port) is None and port < lowest


def test_two_owners_never_get_the_same_port() -> None:
    one, other = PortBlock(), PortBlock()  # to the kernel, as if of two processes
    assert not {one.free_port() for _ in range(BLOCK)} & {other.free_port() for _ in range(BLOCK)}


def test_a_port_on_which_nothing_listens_yet_is_not_returned_again() -> None:
    block = PortBlock()
    given = [block.free_port() for _ in range(BLOCK // 2)]
    assert len(set(given)) == len(given)


def test_a_port_in_use_is_skipped() -> None:
    block = PortBlock()
    taken = block.free_port()
    with socket.create_server((HOST, taken)):
        assert taken not in {block.free_port() for _ in range(BLOCK)}
