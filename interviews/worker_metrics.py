"""A worker's counters for Prometheus, of its model and its voice: it has no web server to show them."""

from prometheus_client import start_http_server

HOST = "127.0.0.1"


class PortTaken(Exception):
    """The message says what to do next."""


def serve(port: int) -> None:
    """Serve /metrics from a thread of its own, for as long as the process lives. PortTaken."""
    try:
        start_http_server(port, HOST)
    except OSError as error:
        raise PortTaken(
            f"WORKER_METRICS_PORT={port}: {error.strerror}. Give each worker here a free port, or 0 for none."
        ) from error
