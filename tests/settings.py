"""The site's settings for tests that run in this process: a data folder and a Redis of their own."""

import os
import tempfile
from pathlib import Path

from ops import ROOT, messages
from ops.processes.redis_server import RedisServer
from ops.stack import UNSET

_folder = tempfile.TemporaryDirectory(prefix="interviews-tests-")  # gone with this process
redis_server = RedisServer(Path(_folder.name) / "redis")  # started by conftest.py

messages.compile_all(messages.stale(ROOT))  # pytest may be called without a make target

for _name in (*UNSET, "PUBLIC_URL"):
    os.environ.pop(_name, None)
os.environ |= {
    "SECRET_KEY": "for tests",
    "DATA_DIR": _folder.name,
    "REDIS_URL": redis_server.url,
    "ADMIN_PASSWORD": "for tests alone",
    "DEMO_INVITATION": "for-tests",
    "TTS_BACKEND": "espeak",  # costs next to nothing
}

from interview_site.settings import *  # noqa: E402, F403

PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]

# A file, as in production: threads and processes meet in it, each through a connection of its own.
DATABASES["default"]["TEST"] = {"NAME": str(Path(_folder.name) / "test.sqlite3")}  # noqa: F405
DATABASES["default"]["OPTIONS"]["init_command"] += "; PRAGMA synchronous=OFF"  # noqa: F405 - nothing here outlives a crash
