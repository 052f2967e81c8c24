"""Values that no column takes, in every place where an address has a parameter."""

import pytest
from django.test import Client

from .routes import PARAMETER, requests_of_the_site
from .test_access import nothing_is_kept
from .visitors import Visitor

pytestmark = pytest.mark.django_db

HOSTILE = ["9" * 20, "%00", "%ED%A0%80", "%FF", "_3C", "x" * 5000]
NUMBERS = ["9" * 20, "9" * 19, "0"]  # what a converter for numbers lets through


def filled(route: str, value: str) -> str:
    return "/" + PARAMETER.sub(lambda _: value, route).replace("^", "").replace("$", "")


def test_no_value_in_a_path_is_an_error_of_ours(everybody: dict[str, Visitor]) -> None:
    client = Client()  # raises what a view raises
    wrong = []
    for request in requests_of_the_site():
        method, _, route = request.partition(" ")
        for value in () if not PARAMETER.search(route) else NUMBERS if "<int:" in route else HOSTILE:
            client.cookies.clear()
            visitor = everybody["candidate" if route.startswith("v1/") else "superuser"]
            with nothing_is_kept():
                response = getattr(client, method.lower())(filled(route, value), headers=visitor.headers)
            if response.status_code >= 500:
                wrong.append((request, value[:20], response.status_code))
    assert wrong == []
