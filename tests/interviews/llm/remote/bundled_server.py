"""The OpenAI-compatible server that comes with llama-cpp-python, on loopback."""

import sys
from pathlib import Path

from ops.processes.ports import HOST, free_port
from ops.processes.process import Process

START_SECONDS = 60


class BundledServer(Process):
    """The server in a process of its own. It writes one answer at a time, and other requests wait."""

    def __init__(self, model: Path, folder: Path) -> None:
        port = free_port()
        self.base_url = f"http://{HOST}:{port}/v1"
        # Without the last option a new request would abort the running one.
        options = f"--host {HOST} --port {port} --n_ctx 2048 --n_threads 1 --n_threads_batch 1 --interrupt_requests no"
        command = [sys.executable, "-m", "llama_cpp.server", "--model", str(model), *options.split()]
        super().__init__(command, log=folder / "llama_cpp.server.log")

    def wait_until_ready(self) -> None:
        self.wait_for_http(f"{self.base_url}/models", START_SECONDS)

    def wait_until_a_reader_has_left(self) -> None:
        self.wait_for_output("Disconnected from client")
