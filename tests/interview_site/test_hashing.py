"""Passwords are hashed one at a time, in a thread that lets others go first."""

import os
import threading
from concurrent.futures import ThreadPoolExecutor

from django.contrib.auth.hashers import PBKDF2PasswordHasher

from interview_site import hashing
from interview_site.hashing import NICENESS, QueuedPasswordHasher

QUICK = 10  # iterations
SALT = "sixteen letters."


def test_the_hashes_are_those_of_django() -> None:
    queued = QueuedPasswordHasher().encode("a password", SALT, QUICK)
    assert queued == PBKDF2PasswordHasher().encode("a password", SALT, QUICK)
    assert PBKDF2PasswordHasher().verify("a password", queued)
    assert QueuedPasswordHasher().verify("a password", queued)
    assert not QueuedPasswordHasher().verify("another", queued)


def test_the_settings_use_it() -> None:
    from interview_site import settings

    assert [f"{QueuedPasswordHasher.__module__}.{QueuedPasswordHasher.__name__}"] == settings.PASSWORD_HASHERS


def test_only_its_own_thread_is_nicer() -> None:
    def niceness() -> int:
        return os.getpriority(os.PRIO_PROCESS, threading.get_native_id())

    assert hashing._one.submit(niceness).result() == NICENESS > niceness()


def test_a_hash_waits_for_the_one_before() -> None:
    begin = threading.Event()
    before = hashing._one.submit(begin.wait)
    with ThreadPoolExecutor() as people:
        logins = [people.submit(QueuedPasswordHasher().encode, "a password", SALT, QUICK) for _ in range(3)]
        assert not before.done() and not any(login.done() for login in logins)
        begin.set()
        assert len({login.result() for login in logins}) == 1
