"""Who is connected to an interview, as the admin shows it, from a real Redis."""

import re
from collections.abc import Iterator
from typing import Any

import pytest
from django.contrib.auth.models import User
from django.test import Client
from django.urls import reverse

from interviews import demo, services
from interviews.composition import current
from interviews.models import Interview
from interviews.notices.presence import UNKNOWN, Viewers
from streaming.log import StreamKeys
from tests.interviews.composed import composed, unreachable

pytestmark = pytest.mark.django_db

LIST = reverse("admin:interviews_interview_changelist")


@pytest.fixture
def staff(client: Client) -> Client:
    client.force_login(User.objects.create_superuser("boss"))
    client.defaults["HTTP_ACCEPT_LANGUAGE"] = "en"
    return client


@pytest.fixture
def interviews() -> Iterator[list[Interview]]:
    made = [services.create_interview(demo.position("en"), name) for name in ("Ada", "Ben", "Cleo", "Dan")]
    tell(made[0], "candidate")
    tell(made[1], "candidate")
    tell(made[1], "staff")
    tell(made[2], "staff")
    yield made
    current().redis.flushdb()


@pytest.fixture
def redis_away() -> Iterator[None]:
    with composed(redis_address=unreachable()):
        yield


def tell(interview: Interview, role: str) -> None:
    current().redis.set(StreamKeys("", interview.pk).present(role), 1, ex=40)


def shown(page: Any) -> list[str]:
    return re.findall(r'<td class="field-here">(.*?)</td>', page.content.decode())


def calls(command: str) -> int:
    stats: Any = current().redis.info("commandstats")
    return int(stats.get(f"cmdstat_{command}", {}).get("calls", 0))


def test_the_list_shows_who_is_connected_with_one_request_to_redis(staff: Client, interviews: list[Interview]) -> None:
    before = calls("mget"), calls("get")
    page = staff.get(LIST)
    assert shown(page) == ["nobody", "staff", "candidate + staff", "candidate"]
    assert (calls("mget"), calls("get")) == (before[0] + 1, before[1])


def test_an_empty_list_sends_no_request_to_redis(staff: Client) -> None:
    before = calls("mget")
    assert staff.get(LIST).status_code == 200
    assert calls("mget") == before


def test_the_page_of_an_interview_shows_who_is_connected(staff: Client, interviews: list[Interview]) -> None:
    page = staff.get(reverse("admin:interviews_interview_change", args=[interviews[1].pk])).content.decode()
    assert "candidate + staff" in page


def test_without_redis_it_is_unknown_and_not_an_error(
    staff: Client, interviews: list[Interview], redis_away: None
) -> None:
    assert shown(staff.get(LIST)) == ["unknown"] * len(interviews)
    page = staff.get(reverse("admin:interviews_interview_change", args=[interviews[1].pk]))
    assert "unknown" in page.content.decode()


def test_each_role_is_told_apart(interviews: list[Interview]) -> None:
    present = current().presence.viewers(interview.pk for interview in interviews)
    assert list(present.values()) == [
        Viewers(True, False), Viewers(True, True), Viewers(False, True), Viewers(False, False)
    ]  # fmt: skip
    assert UNKNOWN not in present.values()
    assert current().presence.viewers([]) == {}
