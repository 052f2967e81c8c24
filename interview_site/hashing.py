"""Password hashing that leaves the processor to everybody else."""

import os
import threading
from concurrent.futures import ThreadPoolExecutor

from django.contrib.auth.hashers import PBKDF2PasswordHasher

NICENESS = 5


def _yield_to_others() -> None:
    os.setpriority(os.PRIO_PROCESS, threading.get_native_id(), NICENESS)  # on Linux, of this thread alone


# A hash takes a core for a good part of a second, without the GIL: two dozen logins at once would leave nothing to the
# streams. So they wait for each other, and let everybody else go first.
_one = ThreadPoolExecutor(max_workers=1, thread_name_prefix="hashing", initializer=_yield_to_others)


class QueuedPasswordHasher(PBKDF2PasswordHasher):
    """Django's own, one at a time in a process. The hashes are the same."""

    def encode(self, password: str, salt: str, iterations: int | None = None) -> str:
        return _one.submit(super().encode, password, salt, iterations).result()
