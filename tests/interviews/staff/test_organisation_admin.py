"""The page on which a company says what candidates are told."""

from typing import Any

import pytest
from django.contrib.auth.models import User
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from interviews.models import Organisation

pytestmark = pytest.mark.django_db

ADD = reverse("admin:interviews_organisation_add")
PNG = b"\x89PNG\r\n\x1a\n" + b"\0" * 40


@pytest.fixture
def admin(client: Client) -> Client:
    client.force_login(User.objects.create_superuser("admin"))
    return client


def index(admin: Client) -> str:
    return admin.get(reverse("admin:index"), headers={"accept-language": "en"}).content.decode()


def save(admin: Client, **fields: Any) -> Any:
    company = Organisation.objects.first()
    address = reverse("admin:interviews_organisation_change", args=[company.pk]) if company else ADD
    return admin.post(address, {"name": "Hanbit", "request_days": 30, "outcome_days": 14, **fields})


def test_the_index_names_what_is_missing_until_it_is_said(admin: Client) -> None:
    assert "how long interviews are kept" in index(admin)
    save(
        admin, contact_email="mina@hanbit.example", retention_days=90, privacy_notice_en="We keep it to ourselves.",
        what_next_en="We write within a week.",
    )  # fmt: skip
    assert "Invitations tell candidates plainly" not in index(admin)


def test_the_list_opens_the_only_row(admin: Client) -> None:
    listed = reverse("admin:interviews_organisation_changelist")
    assert admin.get(listed)["Location"] == ADD
    save(admin)
    only = reverse("admin:interviews_organisation_change", args=[1])
    assert admin.get(listed)["Location"] == only
    assert admin.get(only).status_code == 200
    assert admin.get(ADD).status_code == 403, "a second company cannot be added"


def test_a_logo_is_kept_until_it_is_removed(admin: Client) -> None:
    save(admin, logo_file=SimpleUploadedFile("logo.png", PNG))
    assert bytes(Organisation.current().logo) == PNG
    save(admin)
    assert Organisation.current().logo
    save(admin, remove_logo="on")
    assert not Organisation.current().logo


@pytest.mark.parametrize(
    "fields",
    [
        {"logo_file": SimpleUploadedFile("logo.svg", b"<svg onload='alert(1)'/>")},
        {"logo_file": SimpleUploadedFile("logo.png", PNG + b"\0" * 100 * 1024)},
        {"time_zone": "Mars/Olympus"},
        {"retention_days": 0},
        {"contact_email": "mina"},
    ],
    ids=["svg", "too large", "time zone", "days", "e-mail"],
)
def test_what_makes_no_sense_is_refused(admin: Client, fields: dict[str, Any]) -> None:
    assert save(admin, **fields).status_code == 200
    assert not Organisation.objects.exists()
