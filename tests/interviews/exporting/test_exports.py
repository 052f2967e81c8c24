"""An export from the request to the file: who gets it, how it grows, and when it is gone."""

import io
import json
import zipfile
from datetime import timedelta
from typing import Any

import pytest
from asgiref.sync import async_to_sync
from django.contrib.auth.models import User
from django.test import AsyncClient, Client
from django.urls import reverse
from django.utils import timezone

from interviews.exporting import making
from interviews.models import Export, ExportPart, Interview, Membership, StaffAction
from tests.interviews.scenes import asked, finished

pytestmark = pytest.mark.django_db

NEW = reverse("staff:exports")


def member(name: str, role: str = "hiring_manager", position: Any = None) -> Client:
    user = User.objects.create_user(name, is_staff=True)
    Membership.objects.create(user=user, role=role, position=position)
    client = Client(headers={"accept-language": "en"})
    client.force_login(user)
    return client


def ask(client: Client, *interviews: Interview, form: str = "json") -> Any:
    return client.post(NEW, {"ids": ",".join(str(each.pk) for each in interviews), "format": form})


def make_all() -> None:
    while making.make_next():
        pass


def fetch(client: Client) -> bytes:
    reader = AsyncClient()
    reader.cookies = client.cookies
    path = reverse("staff:export-file", args=[Export.objects.get().pk])

    async def read() -> bytes:
        response: Any = await reader.get(path)
        assert response.status_code == 200, response.status_code
        return b"".join([chunk async for chunk in response.streaming_content])

    return async_to_sync(read)()


def test_a_file_is_made_in_the_background_and_fetched_by_who_asked() -> None:
    client, first, second = member("mina"), finished(), asked()
    page = ask(client, first, second).url
    assert "0 of 2 interviews are ready." in client.get(page).content.decode()
    assert client.get(f"{page}file").status_code == 404
    assert making.make_next()
    assert "1 of 2 interviews are ready." in client.get(f"{page}parts/").content.decode()
    make_all()
    assert "Download the file" in client.get(page).content.decode()
    assert [each["interview"] for each in json.loads(fetch(client))] == [first.pk, second.pk]
    assert list(StaffAction.objects.values_list("kind", "user_name")) == [("export", "mina")] * 2


def test_several_pdf_files_are_an_archive() -> None:
    client, first, second = member("mina"), finished(), asked()
    ask(client, first, second, form="pdf")
    make_all()
    with zipfile.ZipFile(io.BytesIO(fetch(client))) as archive:
        assert archive.namelist() == [f"{first.pk}_Kim.pdf", f"{second.pk}_Kim.pdf"]
        assert archive.testzip() is None
        assert archive.read(archive.namelist()[0]).startswith(b"%PDF-")


def test_a_single_pdf_is_the_file() -> None:
    client = member("mina")
    ask(client, asked(), form="pdf")
    make_all()
    assert fetch(client).startswith(b"%PDF-")


def test_a_table_has_its_headings_once() -> None:
    client = member("mina")
    ask(client, asked(), asked(), form="csv")
    make_all()
    lines = fetch(client).decode("utf-8-sig").splitlines()
    assert len(lines) == 3
    assert lines[0].startswith("interview,candidate,")


def test_nobody_else_has_the_file() -> None:
    page = ask(member("mina"), asked()).url
    make_all()
    others = [Client(), member("noah"), member("olga", "administrator")]
    for path in (page, f"{page}parts/", f"{page}file"):
        assert [other.get(path).status_code for other in others] == [404] * 3


def test_only_readers_get_an_export() -> None:
    interview, other = asked(), asked("ko")
    assert ask(member("otto", "observer"), interview).status_code == 404
    assert ask(Client(), interview).status_code == 404
    ask(member("mina", position=interview.position), interview, other)
    assert [part.interview_id for part in ExportPart.objects.all()] == [interview.pk]


def test_what_may_no_longer_be_read_is_left_out() -> None:
    first, second = asked(), asked("ko")
    client = member("mina", position=first.position)
    Membership.objects.create(user=User.objects.get(), role="hiring_manager", position=second.position)
    ask(client, first, second)
    make_all()
    Membership.objects.filter(position=second.position).delete()
    assert [each["interview"] for each in json.loads(fetch(client))] == [first.pk]


def test_a_deleted_interview_is_gone_from_the_file() -> None:
    client, first, second = member("mina"), asked(), asked()
    page = ask(client, first, second).url
    make_all()
    first.delete()
    assert [each["interview"] for each in json.loads(fetch(client))] == [second.pk]
    second.delete()
    assert "Nothing is left to export" in client.get(page).content.decode()
    assert json.loads(fetch(client)) == []


def test_an_interview_that_cannot_be_written_holds_up_no_other(monkeypatch: pytest.MonkeyPatch) -> None:
    client, bad, good = member("mina"), asked(), asked()
    page = ask(client, bad, good).url
    monkeypatch.setattr(making, "written", _failing_for(bad.pk))
    make_all()
    assert "1 interview could not be written" in client.get(page).content.decode()
    assert [each["interview"] for each in json.loads(fetch(client))] == [good.pk]


def _failing_for(pk: int) -> Any:
    written = making.written

    def write(account: Any, form: str) -> bytes:
        if account.interview.pk == pk:
            raise RuntimeError("no such letter")
        return written(account, form)

    return write


def test_a_part_whose_worker_died_is_made_by_another() -> None:
    ask(member("mina"), asked())
    part = ExportPart.objects.get()
    ExportPart.objects.update(lease_expires_at=timezone.now() + timedelta(seconds=30))
    assert not making.make_next()
    ExportPart.objects.update(lease_expires_at=timezone.now() - timedelta(seconds=1))
    assert making.make_next()
    part.refresh_from_db()
    assert part.content


def test_an_export_is_deleted_after_a_day() -> None:
    ask(member("mina"), asked())
    making.delete_old()
    assert ExportPart.objects.count() == 1
    Export.objects.update(created_at=timezone.now() - timedelta(hours=25))
    making.delete_old()
    assert not ExportPart.objects.exists()


@pytest.mark.parametrize("ids", ["x", "1,x", "-1", "1.5", "9" * 20, "", ",", "²", ",".join(["1"] * 5001)])
def test_what_is_no_list_of_interviews_is_404(ids: str) -> None:
    assert member("mina").post(NEW, {"ids": ids, "format": "pdf"}).status_code == 404


def test_an_unknown_format_is_404() -> None:
    assert ask(member("mina"), asked(), form="docx").status_code == 404
    assert not Export.objects.exists()


def test_the_list_asks_for_the_format_first(admin_client: Client) -> None:
    first, second = asked(), asked()
    data = {"action": "export", "_selected_action": [first.pk, second.pk]}
    page = admin_client.post(reverse("admin:interviews_interview_changelist"), data).content.decode()
    assert f'value="{first.pk},{second.pk}"' in page
    assert not Export.objects.exists()


def test_hiring_managers_export_from_the_list_though_they_change_nothing() -> None:
    chosen = asked()
    data = {"action": "export", "_selected_action": [chosen.pk]}
    page = member("mina", "hiring_manager").post(reverse("admin:interviews_interview_changelist"), data)
    assert f'value="{chosen.pk}"' in page.content.decode()


def test_observers_are_not_offered_an_export() -> None:
    asked()
    client = member("otto", "observer")
    assert 'value="export"' not in client.get(reverse("admin:interviews_interview_changelist")).content.decode()
