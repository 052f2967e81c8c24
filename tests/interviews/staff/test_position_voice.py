"""A position's voice: chosen and heard in the admin, used in its interviews, frozen with them."""

from collections.abc import Iterator
from typing import Any

import pytest
from django.contrib.auth.models import Permission, User
from django.test import Client
from django.urls import reverse

from interviews import demo, services
from interviews.composition import current
from interviews.models import Interview, Position
from interviews.staff.position_voice import SAMPLES_A_MINUTE
from streaming.speech import SpeechError
from tests.interviews.composed import composed
from tests.interviews.scenes import asked
from tests.interviews.staff.position_form_data import kept_rows

pytestmark = pytest.mark.django_db

SAMPLE = reverse("admin:interviews_position_voice_sample")
OFFERED = {"en": ("ada", "grace"), "ko": ("bora",)}


class Studio:
    """Makes samples, and keeps what was asked for."""

    def __init__(self) -> None:
        self.asked: list[tuple[str, str]] = []
        self.is_away = False

    def make(self, language: str, voice: str) -> bytes:
        self.asked.append((language, voice))
        if self.is_away:
            raise SpeechError("the server is on fire")
        return b"RIFF"


@pytest.fixture
def studio() -> Iterator[Studio]:
    studio = Studio()
    current().redis.flushdb()  # no samples counted
    with composed(voice_enabled=True, make_sample=studio.make, offered_voices=lambda language: OFFERED[language]):
        yield studio


@pytest.fixture
def staff(client: Client) -> Client:
    client.force_login(User.objects.create_superuser("boss"))
    client.defaults["HTTP_ACCEPT_LANGUAGE"] = "en"
    return client


def saved(staff: Client, position: Position, **changes: Any) -> str:
    """Save the position's form with these changes, and return the page that follows."""
    names = ("title", "slug", "language", "description", "question_count", "follow_up_limit", "style")
    fields: dict[str, Any] = {name: getattr(position, name) for name in (*names, "time_limit_minutes", "voice_name")}
    rows = kept_rows(position)
    change = reverse("admin:interviews_position_change", args=[position.pk])
    return staff.post(change, fields | rows | changes, follow=True).content.decode()


def test_the_page_offers_the_voices_and_a_button_to_hear_them(staff: Client, studio: Studio) -> None:
    page = staff.get(reverse("admin:interviews_position_add")).content.decode()
    assert '<option value="grace" label="English">' in page and '<option value="bora" label="Korean">' in page
    assert "data-listen" in page and f'data-sample="{SAMPLE}"' in page
    assert "js/staff/position_voice" in page


def test_without_a_voice_there_is_nothing_to_hear(staff: Client) -> None:
    with composed(voice_enabled=False):
        assert "data-listen" not in staff.get(reverse("admin:interviews_position_add")).content.decode()


def test_a_sample_is_in_the_language_and_the_voice_of_the_form(staff: Client, studio: Studio) -> None:
    for voice in ("grace", ""):
        heard = staff.get(SAMPLE, {"language": "en", "voice": voice})
        assert (heard.status_code, heard["Content-Type"], heard.content) == (200, "audio/wav", b"RIFF")
    assert studio.asked == [("en", "grace"), ("en", "")]


@pytest.mark.parametrize("query", [{}, {"language": "xx"}, {"language": "en", "voice": "x" * 256}])
def test_a_query_that_makes_no_sense_is_refused(staff: Client, studio: Studio, query: dict[str, str]) -> None:
    assert staff.get(SAMPLE, query).status_code == 400
    assert studio.asked == []


def test_a_voice_that_does_not_exist_is_a_404_with_those_that_do(staff: Client, studio: Studio) -> None:
    answer = staff.get(SAMPLE, {"language": "en", "voice": "bora"})
    assert (answer.status_code, studio.asked) == (404, [])
    assert "no voice “bora”" in answer.content.decode() and "ada, grace" in answer.content.decode()


def test_a_voice_that_is_away_is_a_503(staff: Client, studio: Studio) -> None:
    studio.is_away = True
    answer = staff.get(SAMPLE, {"language": "en", "voice": "ada"}, headers={"accept-language": "ko"})
    assert answer.status_code == 503
    assert "음성" in answer.content.decode() and "fire" not in answer.content.decode()


def test_samples_are_limited(staff: Client, studio: Studio) -> None:
    statuses = [staff.get(SAMPLE, {"language": "ko"}).status_code for _ in range(SAMPLES_A_MINUTE + 1)]
    assert statuses == [200] * SAMPLES_A_MINUTE + [429]
    assert len(studio.asked) == 1  # a sample is made once


@pytest.mark.parametrize(("permission", "status"), [("change_position", 200), ("view_position", 403)])
def test_only_staff_who_may_change_positions_hear_samples(
    client: Client, studio: Studio, permission: str, status: int
) -> None:
    viewer = User.objects.create_user("viewer", is_staff=True)
    viewer.user_permissions.add(Permission.objects.get(codename=permission))
    client.force_login(viewer)
    assert client.get(SAMPLE, {"language": "en"}).status_code == status


def test_an_unknown_voice_is_kept_with_a_warning(staff: Client, studio: Studio) -> None:
    position = demo.position("en")
    page = saved(staff, position, voice_name="nobody")
    assert "There is no voice “nobody”" in page and "ada, grace" in page
    position.refresh_from_db()
    assert position.voice_name == "nobody"
    assert "There is no voice" not in saved(staff, position, voice_name="ada")


def test_a_voice_that_nobody_can_check_is_no_warning(staff: Client) -> None:
    with composed(voice_enabled=True, offered_voices=lambda language: None):
        assert "There is no voice" not in saved(staff, demo.position("en"), voice_name="anybody")


def test_interviews_speak_with_the_positions_voice_unless_they_have_their_own() -> None:
    position = demo.position("en")
    Position.objects.filter(pk=position.pk).update(voice_name="ada")
    position.refresh_from_db()
    assert services.create_interview(position, "Ada").speaking_voice == "ada"
    assert Interview(position=position, language="en", voice_name="grace").speaking_voice == "grace"
    assert Interview(position=position, language="ko").speaking_voice == ""  # a voice speaks one language


def test_an_interview_keeps_the_voice_with_which_it_began() -> None:
    interview = asked()
    Position.objects.update(voice_name="ada")
    assert Interview.objects.get(pk=interview.pk).speaking_voice == ""
    interview = asked()
    Position.objects.update(voice_name="grace")
    assert Interview.objects.get(pk=interview.pk).speaking_voice == "ada"


def test_an_interview_of_an_older_release_has_no_voice_of_its_position() -> None:
    interview = asked()
    interview.frozen.pop("voice_name")
    interview.save()
    assert Interview.objects.get(pk=interview.pk).speaking_voice == ""


def test_an_interviews_form_suggests_voices_and_is_heard_in_its_positions_language(
    staff: Client, studio: Studio
) -> None:
    interview = services.create_interview(demo.position("ko"), "Ada")
    page = staff.get(reverse("admin:interviews_interview_change", args=[interview.pk])).content.decode()
    assert '<option value="bora"' in page and "data-listen" in page
    assert staff.get(SAMPLE, {"language": "", "position": interview.position_id, "voice": "bora"}).status_code == 200
    assert studio.asked == [("ko", "bora")]


def test_a_recruiter_of_interviews_alone_hears_voices(client: Client, studio: Studio) -> None:
    user = User.objects.create_user("mina", is_staff=True)
    user.user_permissions.set(Permission.objects.filter(codename="change_interview"))
    client.force_login(user)
    assert client.get(SAMPLE, {"language": "en", "voice": "ada"}).status_code == 200
