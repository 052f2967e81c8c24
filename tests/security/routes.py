"""Every address of the site, as its URL patterns spell it, and how to visit one."""

import re
from collections.abc import Iterator
from typing import Any

from channels.routing import URLRouter
from django.apps import apps
from django.contrib.auth.models import Group, User
from django.contrib.contenttypes.models import ContentType
from django.urls import get_resolver
from django.urls.resolvers import URLPattern

from interviews.api.routes import api
from interviews.models import Candidate, Export, Interview, Position

from .visitors import LINK

PARAMETER = re.compile(r"<(?:\w+:)?(\w+)>|\(\?P<(\w+)>[^)]*\)")


def requests_of_the_site() -> set[str]:
    """Return "METHOD pattern" for each operation of the API, and GET and POST for every other URL pattern."""
    operations = api.get_openapi_schema()["paths"]
    routes = _patterns(get_resolver().url_patterns)
    return {f"{method} {route}" for route in routes for method in _methods(route, operations)}


def streams_of(site: Any) -> set[str]:
    """Return "SSE pattern" and "WS pattern" for each stream that the application serves."""
    routers = site._app.application_mapping
    return {
        f"{name} {route}" for kind, name in (("http", "SSE"), ("websocket", "WS")) for route in _routes(routers[kind])
    }


def address(route: str, interview: Interview) -> str:
    """Return the path of a pattern, for an interview."""

    def value(found: re.Match[str]) -> str:
        return str(_value(found[1] or found[2], route, interview))

    return "/" + PARAMETER.sub(value, route).replace("^", "").replace("$", "")


def _patterns(patterns: list[Any], prefix: str = "") -> Iterator[str]:
    for pattern in patterns:
        route = f"{prefix}{pattern.pattern}"
        if isinstance(pattern, URLPattern):
            yield route
        else:
            yield from _patterns(pattern.url_patterns, route)


def _routes(router: URLRouter) -> list[str]:
    return [str(pattern.pattern) for pattern in router.routes if str(pattern.pattern)]


def _methods(route: str, operations: dict[str, Any]) -> list[str]:
    path = "/" + PARAMETER.sub(lambda found: f"{{{found[1]}}}", route)
    return [method.upper() for method in operations.get(path, ())] or ["GET", "POST"]


def _value(name: str, route: str, interview: Interview) -> object:
    if name == "object_id" or name == "id":
        return _object(route, interview)
    return {
        "interview_id": interview.pk,
        "export_id": (Export.objects.first() or Export(pk=1)).pk,
        "position_id": interview.position_id,
        "token": LINK,
        "content_type_id": ContentType.objects.get_for_model(Interview).pk,
        "app_label": "interviews",
        "url": "nothing/here/",
        "name": "extend",
        "kind": "invitation",
        "language": "en",
        "form": "csv",
    }[name]


def _object(route: str, interview: Interview) -> object:
    """Return the key of the object that an address of the admin is about."""
    found = re.match(r"admin/(\w+)/(\w+)/", route)
    model = apps.get_model(*found.groups()) if found else Interview
    own = {
        Interview: interview,
        Candidate: interview.candidate,
        Position: interview.position,
        User: User.objects.get(username="staff"),
        Group: Group.objects.get(),
    }
    some = own.get(model) or model._default_manager.order_by("-pk").first()
    assert some, f"the addresses of {model.__name__} need one: create it in `visitors()`"
    return some.pk
