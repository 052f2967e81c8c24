from collections.abc import Iterator
from typing import Any

import pytest
from django.utils import translation

from ops.processes.redis_server import RedisServer
from ops.stack import Stack

from . import kinds, sharing


def pytest_configure(config: pytest.Config) -> None:
    config.pluginmanager.register(kinds.ProcessWatch())


@pytest.hookimpl(tryfirst=True)  # before `-m` selects
def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    for item in items:
        kinds.mark(item)
    if hasattr(config, "workerinput"):
        sharing.put_slow_files_first(items)


@pytest.hookimpl(optionalhook=True)  # of pytest-xdist, which `-p no:xdist` switches off
def pytest_xdist_make_scheduler(config: pytest.Config, log: object) -> sharing.ByFile:
    return sharing.ByFile(config, log)


@pytest.fixture(scope="session")
def redis_server() -> Iterator[RedisServer]:
    """A real Redis, which settings.REDIS names. It starts with the first test that needs it."""
    from .settings import redis_server

    with redis_server:
        yield redis_server


@pytest.fixture(scope="session")
def django_db_setup(redis_server: RedisServer, django_db_setup: None, django_db_blocker: Any) -> None:
    """Have Redis running wherever there is a database: a commit may ring a doorbell there.

    The audit trail's triggers are dropped: they would keep tests from emptying the database. A test installs them.
    """
    from django.db import connection
    from django.db.models.signals import post_migrate

    from interviews.models.audit import append_only

    def remove_triggers(**kwargs: Any) -> None:
        append_only.remove(connection)

    # Tests of migrations go back to before the triggers, and forward again, which creates them.
    post_migrate.connect(remove_triggers, weak=False)
    with django_db_blocker.unblock():
        remove_triggers()


@pytest.fixture(autouse=True)
def english() -> Iterator[None]:
    """Leave no test in the language of a page that an earlier one asked for: Django keeps it for the thread."""
    yield
    translation.deactivate()


@pytest.fixture(scope="session")
def stack(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Stack]:
    """The whole product as processes, on the demo model."""
    with Stack(tmp_path_factory.mktemp("stack")) as running:
        yield running
