"""Requests made from our own OpenAPI document: Schemathesis reads it, and holds every answer against it."""

import json
from typing import Any

import pytest
import schemathesis
from django.core.handlers.wsgi import WSGIHandler
from django.core.serializers.json import DjangoJSONEncoder
from django.db import connection
from hypothesis import given
from hypothesis import strategies as st
from schemathesis import Case, GenerationMode
from schemathesis.checks import not_a_server_error
from schemathesis.specs.openapi import checks

from interviews.api.routes import api
from interviews.composition import current
from tests.security.test_access import nothing_is_kept
from tests.security.visitors import LINK, Visitor

from .values import tries

pytestmark = pytest.mark.django_db

VISITORS = ("candidate", "browser", "key", "stranger")
OWN = 1_234_567  # in a path: the visitor's own interview
NO_ANSWER = 503  # of the chat, for which nobody writes a question
CHECKS = [
    checks.status_code_conformance,
    checks.content_type_conformance,
    checks.response_headers_conformance,
    checks.response_schema_conformance,
    checks.negative_data_rejection,
]


@pytest.fixture(autouse=True)
def connection_stays(monkeypatch: pytest.MonkeyPatch) -> None:
    """Keep the database connection, in whose transaction the visitors are, from one request to the next."""
    monkeypatch.setattr(connection, "close_if_unusable_or_obsolete", lambda: None)


def operations() -> list[Any]:
    """Return the document's operations but for the streams, with an interview and an invitation that there are."""
    raw = json.loads(json.dumps(api.get_openapi_schema(), cls=DjangoJSONEncoder))
    raw["paths"] = {path: found for path, found in raw["paths"].items() if not path.endswith("/stream")}
    for operation in (each for operations in raw["paths"].values() for each in operations.values()):
        for parameter in operation.get("parameters", []):
            if parameter["name"] == "interview_id":
                parameter["schema"] = {"enum": [OWN]}
    raw["components"]["schemas"]["SessionIn"]["properties"]["invitation"]["examples"] = [LINK]
    schema = schemathesis.openapi.from_dict(raw)
    schema.app = WSGIHandler()
    return [result.ok() for result in schema.get_all_operations()]


@pytest.fixture(params=operations(), ids=lambda operation: operation.label)
def cases(request: pytest.FixtureRequest) -> st.SearchStrategy[Case]:
    """Requests of one operation, as its schemas have them and not. Made once: it takes longer than many requests."""
    return st.one_of([request.param.as_strategy(generation_mode=mode) for mode in GenerationMode])


@given(data=st.data())
@tries(40)
def test_every_answer_is_one_that_the_document_describes(
    cases: st.SearchStrategy[Case], data: st.DataObject, everybody: dict[str, Visitor]
) -> None:
    case = data.draw(cases)
    is_own = case.path_parameters.get("interview_id") == OWN
    for visitor in (everybody[name] for name in VISITORS):
        if is_own:
            case.path_parameters["interview_id"] = visitor.interview.pk
        current().redis.flushdb()
        with nothing_is_kept():
            response = case.call(headers=visitor.headers)
        case.validate_response(response, checks=CHECKS)
        if (case.path, response.status_code) != ("/v1/chat", NO_ANSWER):
            case.validate_response(response, checks=[not_a_server_error])
