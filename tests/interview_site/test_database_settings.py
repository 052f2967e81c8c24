"""DATABASE_URL: the databases that it may name."""

import pytest

from .test_redis_settings import settings

pytestmark = pytest.mark.process


@pytest.mark.parametrize("wrong", ["interviews", "mysql://u:p@h/interviews", "postgis://h/interviews", "redis://h/0"])
def test_another_database_stops_with_one_line(wrong: str) -> None:
    stopped = settings("s.DATABASES", DATABASE_URL=wrong)
    assert stopped.returncode == 1
    assert stopped.stderr.startswith("DATABASE_URL: not a supported database. Use postgres://...")
    assert stopped.stderr.count("\n") == 1


@pytest.mark.parametrize("right", ["sqlite://:memory:", "postgres://u:p@h/interviews", "postgresql://h/interviews"])
def test_sqlite_and_postgresql_are_read(right: str) -> None:
    assert settings("s.DATABASES['default']['ENGINE']", DATABASE_URL=right).returncode == 0
