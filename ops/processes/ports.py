"""TCP ports on 127.0.0.1."""

import itertools
import random
import socket
from functools import cache

HOST = "127.0.0.1"

# Below the range from which the kernel takes the ports of outgoing connections.
PORTS = range(20_000, 30_000)
BLOCK = 100


def refusal(port: int) -> str | None:
    """Return why a server cannot listen on `port` ("Address already in use"), or None if it can."""
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((HOST, port))
            probe.listen()
        except OSError as error:
            return error.strerror
    return None


def free_port() -> int:
    """Return a port on which nothing listens now, for a server that may start much later.

    Processes that run at the same time never get the same port, and one process gets a port again only after a hundred
    calls. Raises OSError if none is free.
    """
    return _own_block().free_port()


class PortBlock:
    """A hundred ports that belong to this process until it ends."""

    def __init__(self) -> None:
        self._claim, first = _claim()
        self._ports = itertools.cycle(random.SystemRandom().sample(range(first, first + BLOCK), k=BLOCK))

    def free_port(self) -> int:
        for port in itertools.islice(self._ports, BLOCK):
            if refusal(port) is None:
                return port
        raise OSError("all ports of this process are in use")


@cache
def _own_block() -> PortBlock:
    return PortBlock()


def _claim() -> tuple[socket.socket, int]:
    """Claim a block that no other process has. Return the claim, which lasts until it is closed, and the first port."""
    blocks = range(PORTS.start, PORTS.stop, BLOCK)
    for first in random.SystemRandom().sample(blocks, k=len(blocks)):
        # UDP, so that a TCP server can still listen on the same port.
        claim = socket.socket(type=socket.SOCK_DGRAM)
        try:
            claim.bind((HOST, first))
            return claim, first
        except OSError:
            claim.close()
    raise OSError("every block of ports is claimed by another process")
