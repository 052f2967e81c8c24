"""No query, path or selection makes the admin fail, on any list."""

from collections.abc import Iterator
from urllib.parse import urlencode

import pytest
from django.contrib import admin
from django.contrib.auth.models import User
from django.db import models, transaction
from django.test import Client
from django.urls import reverse
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from interviews.access import api_keys
from interviews.models import ApiKey, Interview
from tests.interviews.scenes import asked

pytestmark = pytest.mark.django_db

LISTS = sorted(admin.site._registry, key=lambda model: model._meta.label)
VALUES = [
    "99999999999",
    "9" * 20,
    "-" + "9" * 20,
    "9" * 5000,
    "x",
    "\0",
    "a\0b",
    "",
    "-1",
    "1.5",
    "NaN",
    "99-99-99",
    "한",
]
LOOKUPS = ["exact", "in", "gte", "lt", "isnull", "year", "month", "day", "range", "icontains", "regex", "nonsense"]
PAGING = ["p", "o", "all", "e", "q", "_to_field", "_popup", "_facets", "_changelist_filters"]


@pytest.fixture
def root() -> Client:
    asked()
    key = ApiKey(name="robot")
    api_keys.equip(key)
    key.save()
    client = Client(raise_request_exception=False)
    client.force_login(User.objects.create_superuser("root"))
    return client


def address(model: type[models.Model], page: str, *arguments: object) -> str:
    return reverse(f"admin:{model._meta.app_label}_{model._meta.model_name}_{page}", args=arguments)


def names(model: type[models.Model]) -> list[str]:
    """Return the parameters of the model's list: its columns with every lookup, and what pages through it."""
    columns = [field.name for field in model._meta.fields]
    return [*PAGING, *columns, *(f"{column}__{lookup}" for column in columns for lookup in LOOKUPS)]


def queries(model: type[models.Model]) -> Iterator[dict[str, str]]:
    days = admin.site._registry[model].date_hierarchy
    for value in VALUES:
        for name in names(model):
            yield {name: value}
        if days:
            yield {f"{days}__year": value}
            yield {f"{days}__year": "2026", f"{days}__month": value}
            yield {f"{days}__year": "2026", f"{days}__month": "11", f"{days}__day": value}


def status(client: Client, path: str, query: dict[str, str] | None = None) -> int:
    with transaction.atomic():  # on PostgreSQL, a query that fails spoils the transaction that it is in
        code: int = client.get(f"{path}?{urlencode(query or {}, errors='surrogatepass')}").status_code
        transaction.set_rollback(True)
    return code


@pytest.mark.parametrize("model", LISTS, ids=lambda model: model._meta.label)
def test_no_query_makes_a_list_fail(root: Client, model: type[models.Model]) -> None:
    # A part of them, whose step shares no factor with the number of values: each name and each value takes its turn.
    asked = list(queries(model))[::53]
    failed = [query for query in asked if status(root, address(model, "changelist"), query) >= 500]
    assert failed == []


@pytest.mark.parametrize("model", LISTS, ids=lambda model: model._meta.label)
@pytest.mark.parametrize("page", ["change", "delete", "history"])
def test_no_id_makes_a_page_fail(root: Client, model: type[models.Model], page: str) -> None:
    paths = [address(model, page, value) for value in VALUES[:5]]
    assert [path for path in paths if status(root, path) >= 500] == []


@pytest.mark.django_db(transaction=True)  # a failed update would spoil the test's own transaction
@pytest.mark.parametrize("model", LISTS, ids=lambda model: model._meta.label)
def test_no_selection_makes_an_action_fail(root: Client, model: type[models.Model]) -> None:
    actions = [*admin.site._registry[model].actions, "delete_selected", "nonsense", ""]
    bodies = [
        {"action": name, "_selected_action": [value], "index": "0", "select_across": across}
        for value in VALUES[1:5] for name in actions for across in ("0", "x")
    ]  # fmt: skip
    codes = [root.post(address(model, "changelist"), body).status_code for body in bodies]
    assert max(codes) < 500


@pytest.mark.parametrize("model", LISTS, ids=lambda model: model._meta.label)
def test_no_query_makes_a_form_fail(root: Client, model: type[models.Model]) -> None:
    path, names = address(model, "add"), [field.name for field in model._meta.fields]
    assert [n for n in names for value in VALUES[1:3] if status(root, path, {n: value}) >= 500] == []


def test_a_value_that_fits_no_column_is_a_400_that_does_not_quote_it(
    root: Client, caplog: pytest.LogCaptureFixture
) -> None:
    refused = root.post(address(Interview, "changelist"), {"action": "stop_questions", "_selected_action": "zanzibar"})
    assert refused.status_code == 400
    assert "zanzibar" not in refused.content.decode() + caplog.text
    assert "admin request refused" in caplog.text


def test_an_error_of_ours_stays_an_error(root: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(*_: object) -> None:
        raise ValueError("a fault of ours")

    monkeypatch.setattr(admin.site._registry[Interview], "get_queryset", broken)
    assert root.get(address(Interview, "changelist")).status_code == 500


@pytest.mark.parametrize("model", LISTS, ids=lambda model: model._meta.label)
@settings(max_examples=4, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.data())
def test_no_combination_makes_a_list_fail(root: Client, model: type[models.Model], data: st.DataObject) -> None:
    query = data.draw(st.dictionaries(st.sampled_from(names(model)), st.text(max_size=30) | st.sampled_from(VALUES)))
    assert status(root, address(model, "changelist"), query) < 500
