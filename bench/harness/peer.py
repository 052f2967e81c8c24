"""A peer in a separate process that answers lines of JSON on its standard input and output."""

import json
import subprocess
import sys
from types import TracebackType
from typing import Any, Self

from ops import ROOT
from ops.processes.tether import tethered


class Peer:
    """`with Peer("llama.alone", path) as peer: peer.ask(...)` runs bench/peers/llama/alone.py."""

    def __init__(self, name: str, *arguments: str) -> None:
        self._name = name
        self._popen = subprocess.Popen(
            tethered([sys.executable, "-m", f"bench.peers.{name}", *arguments]),
            cwd=ROOT,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )

    @property
    def pid(self) -> int:
        return self._popen.pid

    def ask(self, question: Any) -> Any:
        """Send a question and return the answer. Raises RuntimeError if the peer has exited."""
        assert self._popen.stdin
        assert self._popen.stdout
        self._popen.stdin.write(json.dumps(question) + "\n")
        self._popen.stdin.flush()
        line = self._popen.stdout.readline()
        if not line:
            raise RuntimeError(f"the peer {self._name} exited with {self._popen.wait()}")
        return json.loads(line)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self._popen.kill()
        self._popen.communicate()
