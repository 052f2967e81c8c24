"""Limits the length of request bodies by address, and makes the response to a longer one."""

import json
from collections.abc import Mapping
from typing import Any

from django.template.loader import render_to_string
from django.utils.translation import override

from interviews.api import errors
from streaming.fanout.body_limit import BodyLimits, WholeResponse

KILOBYTE = 1024
FORM_BYTES = 1024 * KILOBYTE  # fifteen questions of 500 Korean characters take 67 KB in a form
LIMITS = BodyLimits(usual=64 * KILOBYTE, by_prefix={"/admin/": FORM_BYTES, "/staff/": FORM_BYTES})

TOO_LARGE = "too_large"


def too_long(scope: Mapping[str, Any]) -> WholeResponse:
    """Return a 413 in the reader's language: JSON under /v1/, an HTML page elsewhere."""
    status = errors.STATUS[TOO_LARGE]
    nosniff = (b"x-content-type-options", b"nosniff")
    if scope["path"].startswith("/v1/"):
        body = json.dumps({"code": TOO_LARGE, "message": errors.message_for(scope, TOO_LARGE)}, ensure_ascii=False)
        return WholeResponse(status, [(b"content-type", b"application/json; charset=utf-8"), nosniff], body.encode())
    with override(errors.scope_language(scope)):
        page = render_to_string("413.html")
    return WholeResponse(status, [(b"content-type", b"text/html; charset=utf-8"), nosniff], page.encode())
