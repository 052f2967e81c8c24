"""Every way in which staff change accounts, roles and keys in the admin is in the security log and the audit trail."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any, NamedTuple

import pytest
from django.contrib.auth.models import Group, User
from django.db import connection
from django.db.models.signals import post_delete
from django.test import Client
from django.urls import reverse

from interviews.models import ApiKey, AuditEntry, Membership
from tests.interviews.api.chatting import key

pytestmark = pytest.mark.django_db

PASSWORD = "four green lamps"
NEW = {"new_password1": "five brown lamps", "new_password2": "five brown lamps"}
DATES = {f"{of}date_joined_{n}": value for of in ("", "initial-") for n, value in enumerate(("2026-01-01", "10:00:00"))}
ADDRESS = "10.0.0.7"


class Scene(NamedTuple):
    root: User
    mina: User
    jun: User
    group: Group
    membership: Membership
    key: ApiKey


class Path(NamedTuple):
    """A form that is sent, and what the trail and the log have of it: each object, and the fields if it changed."""

    address: str
    form: Callable[[Scene], dict[str, Any]]
    action: str
    objects: Callable[[Scene], list[Any]]
    changed: list[str] | None = None
    of: Callable[[Scene], Any] | None = None  # whose address it is


def chosen(action: str, *objects: Any) -> dict[str, Any]:
    return {"action": action, "_selected_action": [each.pk for each in objects], "post": "yes"}


def account(user: User, **fields: Any) -> dict[str, Any]:
    return {"username": user.username, "is_active": "on", "is_staff": "on", **DATES, **fields}


PATHS = {
    "add an account": Path(
        "auth_user_add",
        lambda scene: {"username": "new", "usable_password": "true", "password1": PASSWORD, "password2": PASSWORD},
        "add", lambda scene: [User.objects.get(username="new")],
    ),
    "deactivate": Path(
        "auth_user_change", lambda scene: account(scene.mina, is_active=""), "change", lambda scene: [scene.mina],
        ["Active"], lambda scene: scene.mina,
    ),
    "make a superuser": Path(
        "auth_user_change", lambda scene: account(scene.mina, is_superuser="on"), "change", lambda scene: [scene.mina],
        ["Superuser status"], lambda scene: scene.mina,
    ),
    "put into a group": Path(
        "auth_user_change", lambda scene: account(scene.mina, groups=scene.group.pk), "change",
        lambda scene: [scene.mina], ["Groups"], lambda scene: scene.mina,
    ),
    "set a colleague's password": Path(
        "auth_user_password_change",
        lambda scene: {"usable_password": "true", "password1": PASSWORD, "password2": PASSWORD},
        "change", lambda scene: [scene.mina], ["password"], lambda scene: scene.mina,
    ),
    "change one's own password": Path(
        "password_change", lambda scene: {"old_password": PASSWORD, **NEW}, "change", lambda scene: [scene.root],
        ["Password"],
    ),
    "delete an account": Path(
        "auth_user_delete", lambda scene: {"post": "yes"}, "delete", lambda scene: [scene.mina],
        of=lambda scene: scene.mina,
    ),
    "delete one account in the list": Path(
        "auth_user_changelist", lambda scene: chosen("delete_selected", scene.mina), "delete",
        lambda scene: [scene.mina],
    ),
    "delete accounts in the list": Path(
        "auth_user_changelist", lambda scene: chosen("delete_selected", scene.mina, scene.jun), "delete",
        lambda scene: [scene.mina, scene.jun],
    ),
    "change what a group may": Path(
        "auth_group_change", lambda scene: {"name": "others"}, "change", lambda scene: [scene.group], ["Name"],
        lambda scene: scene.group,
    ),
    "delete groups in the list": Path(
        "auth_group_changelist", lambda scene: chosen("delete_selected", scene.group), "delete",
        lambda scene: [scene.group],
    ),
    "give a role": Path(
        "interviews_membership_add", lambda scene: {"user": scene.jun.pk, "role": "recruiter"}, "add",
        lambda scene: [Membership.objects.get(user=scene.jun)],
    ),
    "change a role": Path(
        "interviews_membership_change", lambda scene: {"user": scene.mina.pk, "role": "administrator"}, "change",
        lambda scene: [scene.membership], ["Role"], lambda scene: scene.membership,
    ),
    "take a role": Path(
        "interviews_membership_delete", lambda scene: {"post": "yes"}, "delete", lambda scene: [scene.membership],
        of=lambda scene: scene.membership,
    ),
    "take roles in the list": Path(
        "interviews_membership_changelist", lambda scene: chosen("delete_selected", scene.membership), "delete",
        lambda scene: [scene.membership],
    ),
    "revoke a key": Path(
        "interviews_apikey_changelist", lambda scene: chosen("revoke", scene.key), "revoke", lambda scene: [scene.key]
    ),
}  # fmt: skip


@pytest.fixture
def scene() -> Scene:
    root = User.objects.create_superuser("root", password=PASSWORD)
    mina, jun = (User.objects.create_user(name, is_staff=True) for name in ("mina", "jun"))
    membership = Membership.objects.create(user=mina, role="recruiter")
    return Scene(root, mina, jun, Group.objects.create(name="some"), membership, key()[0])


@pytest.mark.parametrize("name", PATHS)
def test_a_change_is_in_the_trail_and_in_the_log_with_who_did_it_from_where(
    scene: Scene, name: str, caplog: pytest.LogCaptureFixture
) -> None:
    path = PATHS[name]
    client = Client(REMOTE_ADDR=ADDRESS)
    client.force_login(scene.root)
    numbers = [path.of(scene).pk] if path.of else []
    response = client.post(reverse(f"admin:{path.address}", args=numbers), path.form(scene))
    assert response.status_code == 302, response.context["errors"] if response.context else ""
    # Those that are deleted have no key any more, but those of the scene have.
    about = [(each._meta.model_name, each.pk) for each in path.objects(scene)]
    done = AuditEntry.objects.filter(action=path.action, user_id=scene.root.pk).order_by("object_id")
    assert [(each.object_type, each.object_id) for each in done] == about
    lines: list[Any] = [record.msg for record in caplog.records if record.name == "security"]
    told = sorted((line for line in lines if line["event"] == "admin action"), key=lambda line: int(line["object"]))
    assert [(line["model"].rpartition(".")[2], int(line["object"])) for line in told] == about
    assert {(line["user"], line["address"], line["action"]) for line in told} == {(scene.root.pk, ADDRESS, path.action)}
    assert [line.get("changed") for line in told] == [path.changed] * len(told)


@contextmanager
def refusing_deletion(account: User) -> Iterator[None]:
    def refuse(instance: User, **_: Any) -> None:
        if instance == account:
            raise RuntimeError("the database refuses")

    post_delete.connect(refuse, sender=User)
    try:
        yield
    finally:
        post_delete.disconnect(refuse, sender=User)


def everything() -> list[Any]:
    kept = (User, Group, Membership, ApiKey, User.groups.through, Group.permissions.through)
    return [list(model._default_manager.order_by("pk").values()) for model in kept]


@pytest.mark.parametrize("name", PATHS)
def test_a_change_that_the_trail_cannot_take_is_not_made(scene: Scene, name: str) -> None:
    path = PATHS[name]
    client = Client(raise_request_exception=False)
    client.force_login(scene.root)
    before = everything()
    with connection.cursor() as cursor:
        cursor.execute(
            "CREATE TRIGGER full BEFORE INSERT ON interviews_auditentry BEGIN SELECT RAISE(ABORT, 'full'); END"
        )
    numbers = [path.of(scene).pk] if path.of else []
    response = client.post(reverse(f"admin:{path.address}", args=numbers), path.form(scene))
    assert response.status_code == 500
    assert everything() == before


def test_a_deletion_that_fails_in_the_middle_is_not_in_the_trail(scene: Scene) -> None:
    client = Client(raise_request_exception=False)
    client.force_login(scene.root)
    before = everything()
    with refusing_deletion(scene.jun):
        response = client.post(
            reverse("admin:auth_user_changelist"), chosen("delete_selected", scene.mina, scene.jun, scene.root)
        )
    assert response.status_code == 500
    assert everything() == before
    assert not AuditEntry.objects.exists()


def test_a_change_that_is_refused_is_in_neither(scene: Scene, caplog: pytest.LogCaptureFixture) -> None:
    client = Client()
    client.force_login(scene.root)
    client.post(reverse("admin:password_change"), {"old_password": "wrong", **NEW})
    client.post(reverse("admin:auth_user_changelist"), {**chosen("delete_selected", scene.mina, scene.jun), "post": ""})
    assert not AuditEntry.objects.exists()
    assert "admin action" not in caplog.text
