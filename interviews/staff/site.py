"""The admin site: how staff sign in, and what becomes of a query that no database can answer."""

from collections.abc import Callable
from functools import wraps
from http import HTTPStatus
from typing import Any

import structlog
from django.contrib.admin import AdminSite, ModelAdmin
from django.contrib.admin.actions import delete_selected
from django.contrib.admin.widgets import AutocompleteSelect
from django.core.exceptions import FieldError, SuspiciousOperation, ValidationError
from django.db import DataError, transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import resolve_url
from django.template.response import TemplateResponse
from django.urls import path
from django.utils.http import urlencode
from django.views import defaults

from interviews.composition import current

from . import security_log
from .sign_in import SignInForm

log = structlog.get_logger(__name__)

# What Django, Python and the databases make of a value that does not fit the column that it is compared with.
UNFIT = (ValueError, OverflowError, FieldError, ValidationError, DataError)

# Lookups that no link of the admin uses: the databases fail on their values, or search for ever.
REFUSED_LOOKUPS = frozenset({"range", "regex", "iregex"})

# The sections of a hiring round come first, then what is set up once, then what is looked up.
ORDER = (
    *("Interview", "Position", "Candidate", "CandidateRequest", "Mail", "Membership", "Organisation"),
    *("AuditEntry", "Turn", "Generation", "ApiKey"),
)

View = Callable[..., HttpResponse]


class KnownChoice(AutocompleteSelect):
    """Looks up no key that cannot be one, to show what was chosen in a form that is refused."""

    def optgroups(self, name: str, value: Any, attrs: Any = None) -> Any:
        return super().optgroups(name, [key for key in value if str(key).isdecimal() and len(str(key)) < 19], attrs)


class KnownChoices(ModelAdmin):
    """`StaffSite` mixes it into every admin class."""

    def formfield_for_foreignkey(self, db_field: Any, request: HttpRequest, **kwargs: Any) -> Any:
        if db_field.name in self.get_autocomplete_fields(request):
            kwargs.setdefault("widget", KnownChoice(db_field, self.admin_site))
        return super().formfield_for_foreignkey(db_field, request, **kwargs)


class StaffSite(AdminSite):
    """Logs what staff do, and answers 400 to values that make no sense, such as `?id=x` or a day 99."""

    login_form = SignInForm

    def __init__(self, name: str = "admin") -> None:
        super().__init__(name)
        # The rows are deleted and their entries in the audit trail written, or neither happens.
        self.add_action(transaction.atomic(delete_selected), "delete_selected")

    def register(self, models: Any, admin_class: type[ModelAdmin] | None = None, **options: Any) -> None:
        """Register the models with an admin class that logs, also Django's own classes for accounts and groups."""
        base = admin_class or ModelAdmin
        logged = type(base.__name__, (security_log.Logged, KnownChoices, base), {"__module__": base.__module__})
        super().register(models, logged, **options)

    @transaction.atomic
    def password_change(self, request: HttpRequest, extra_context: dict[str, Any] | None = None) -> HttpResponse:
        """Change the user's own password, which is no change of an object to Django."""
        response: HttpResponse = super().password_change(request, extra_context)
        if request.method == "POST" and response.status_code == HTTPStatus.FOUND:
            security_log.admin_action(request, security_log.CHANGE, [request.user], changed=["Password"])
        return response

    def get_urls(self) -> list[Any]:
        from .oidc.views import Begin, Callback  # which look at models

        own = [
            path("oidc/", Begin.as_view(), name="oidc"),
            path("oidc/callback/", Callback.as_view(), name="oidc_callback"),
        ]
        return own + super().get_urls()

    def get_app_list(self, request: HttpRequest, app_label: str | None = None) -> list[Any]:
        """Return the sections in the order in which a round needs them, and accounts last."""
        apps = super().get_app_list(request, app_label)
        for app in apps:
            app["models"].sort(key=lambda model: _place(model["object_name"]))
        return sorted(apps, key=lambda app: app["app_label"] == "auth")

    def login(self, request: HttpRequest, extra_context: dict[str, Any] | None = None) -> HttpResponse:
        """Show the sign-in page, with a button to the identity provider if there is one."""
        context = dict(extra_context or {})
        if current().identity_provider:
            following = {"next": request.GET["next"]} if "next" in request.GET else {}
            context["company_sign_in"] = f"{resolve_url('admin:oidc')}?{urlencode(following)}".rstrip("?")
        response: HttpResponse = super().login(request, context)
        return response

    def admin_view(self, view: View, cacheable: bool = False) -> View:
        # Django also lets browsers keep the pages on which staff change their password, which name them.
        is_the_same_for_all = cacheable and view == self.i18n_javascript
        wrapped: View = super().admin_view(_refusing_unfit_values(view), is_the_same_for_all)
        return wrapped


def _place(name: str) -> int:
    return ORDER.index(name) if name in ORDER else len(ORDER)


def _refusing_unfit_values(view: View) -> View:
    @wraps(view)
    def answer(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if _is_unfit_everywhere(request):
            return defaults.bad_request(request, SuspiciousOperation())
        try:
            response = view(request, *args, **kwargs)
            # Lists are looked up while the page is rendered.
            return response.render() if isinstance(response, TemplateResponse) else response
        except UNFIT as error:
            if not _has_values(request, kwargs):
                raise
            log.warning("admin request refused", view=request.path, error=type(error).__name__, line=_line_of(error))
            return defaults.bad_request(request, error)

    return answer


def _is_unfit_everywhere(request: HttpRequest) -> bool:
    """Return whether some database would refuse the query: PostgreSQL has no text with a NUL."""
    has_nul = any("\0" in value for values in request.GET.lists() for value in values[1])
    return has_nul or any(name.rpartition("__")[2] in REFUSED_LOOKUPS for name in request.GET)


def _has_values(request: HttpRequest, kwargs: dict[str, Any]) -> bool:
    """Return whether the request brought values to look up. Without any, the error is a fault of ours."""
    return bool(request.GET or kwargs or "_selected_action" in request.POST)


def _line_of(error: BaseException) -> str:
    """Return where the error was raised. Its message is not logged: it quotes the value."""
    trace = error.__traceback__
    while trace and trace.tb_next:
        trace = trace.tb_next
    return f"{trace.tb_frame.f_code.co_filename}:{trace.tb_lineno}" if trace else ""
