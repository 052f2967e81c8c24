"""The settings that `make run` generates. Each goes to DATA_DIR/env, unless the environment sets it."""

import re
import secrets
from collections.abc import Mapping
from pathlib import Path

from ops.processes.ports import HOST, refusal
from ops.processes.redis_server import RedisServer

from .env_file import EnvFile

NAMES = ("SECRET_KEY", "ADMIN_PASSWORD", "DEMO_INVITATION", "PUBLIC_URL", "REDIS_URL")

_OUR_PUBLIC_URL = re.compile(rf"http://{re.escape(HOST)}:\d+")


def fill(file: EnvFile, environment: Mapping[str, str], port: int, redis_folder: Path) -> None:
    """Set what `file` lacks, and renew the PUBLIC_URL and REDIS_URL that we generated if their port has changed."""
    sentinels = environment.get("REDIS_SENTINELS") or file.get("REDIS_SENTINELS")
    fresh = {
        "SECRET_KEY": file.get("SECRET_KEY") or secrets.token_urlsafe(50),
        "ADMIN_PASSWORD": file.get("ADMIN_PASSWORD") or secrets.token_urlsafe(12),
        "DEMO_INVITATION": file.get("DEMO_INVITATION") or secrets.token_urlsafe(32),
        "PUBLIC_URL": _public_url(file.get("PUBLIC_URL"), port),
        "REDIS_URL": _redis_url(file.get("REDIS_URL"), redis_folder, bundled=not sentinels),
    }
    for name, value in fresh.items():
        if not environment.get(name) and file.get(name) != value:
            file.set(name, value)


def _public_url(stored: str, port: int) -> str:
    if stored and not _OUR_PUBLIC_URL.fullmatch(stored):
        return stored
    return f"http://{HOST}:{port}"


def _redis_url(stored: str, folder: Path, bundled: bool) -> str:
    ours = RedisServer.from_url(stored, folder)
    if not bundled:
        return "" if ours else stored  # behind Sentinel, our own server's password would be wrong
    if stored and (ours is None or refusal(ours.port) is None):
        return stored
    return RedisServer(folder).url
