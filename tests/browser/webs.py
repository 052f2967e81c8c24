"""More web processes for a running product, with other settings."""

from pathlib import Path

from ops.processes.ports import free_port
from ops.stack import Stack, Web


def one_more_web(stack: Stack, folder: Path, settings: str, **environment: str) -> Web:
    """Return a web process that is not started yet. Candidates open their invitations at its `url`."""
    port = free_port()
    env = {**stack.env, "PUBLIC_URL": f"http://127.0.0.1:{port}", "PORT": str(port)}
    return Web(port, env | {"DJANGO_SETTINGS_MODULE": settings} | environment, folder / "web.log")
