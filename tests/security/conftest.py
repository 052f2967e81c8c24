import logging
from collections.abc import Iterator

import pytest
from django.contrib.auth.models import Group

from ops.processes.redis_server import RedisServer
from tests.interviews.composed import composed
from tests.interviews.conftest import site

from .visitors import Visitor, visitors

__all__ = ["site"]


@pytest.fixture
def everybody(redis_server: RedisServer) -> Iterator[dict[str, Visitor]]:
    """Return all kinds of visitors, by name. Nothing is logged meanwhile: thousands of requests are refused."""
    Group.objects.create(name="interviewers")
    logging.disable()
    with composed(make_sample=lambda language, voice: b"RIFF"):
        yield visitors()
    logging.disable(logging.NOTSET)
