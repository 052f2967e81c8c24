"""The two addresses of signing in at a provider: where it begins, and where the provider sends people back to."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import SuspiciousOperation
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect
from django.utils.decorators import method_decorator
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from mozilla_django_oidc.views import OIDCAuthenticationCallbackView, OIDCAuthenticationRequestView

from interviews.access import sign_in
from interviews.composition import current
from interviews.staff import security_log
from interviews.staff.sign_in import too_many_attempts

from . import discovery
from .library_settings import callback_address, library_setting
from .refusal import Reason, Refused


@method_decorator(never_cache, name="dispatch")
class Begin(OIDCAuthenticationRequestView):
    """Sends the browser to the provider, with a state, a nonce and a PKCE challenge that its session keeps."""

    get_settings = staticmethod(library_setting)

    def __init__(self, **kwargs: Any) -> None:
        super(OIDCAuthenticationRequestView, self).__init__(**kwargs)  # the library's asks for the endpoints

    def get(self, request: HttpRequest) -> HttpResponse:
        provider = current().identity_provider
        if provider is None:
            raise Http404
        if seconds := sign_in.attempt_from(security_log.address_of(request)):
            return _back(request, too_many_attempts(seconds))
        try:
            self.OIDC_OP_AUTH_ENDPOINT = discovery.of_issuer(provider.issuer).endpoints().authorization
        except Refused as refused:
            return _refuse(request, refused)
        self.OIDC_RP_CLIENT_ID = provider.client_id
        response: HttpResponse = super().get(request)
        return response

    def get_extra_params(self, request: HttpRequest) -> dict[str, str]:
        return {"redirect_uri": callback_address()}


@method_decorator(never_cache, name="dispatch")
class Callback(OIDCAuthenticationCallbackView):
    """Signs in whom the provider sent back, or says on the sign-in page why not."""

    get_settings = staticmethod(library_setting)

    def get(self, request: HttpRequest) -> HttpResponse:
        if current().identity_provider is None:
            raise Http404
        try:
            # Not left to the library, which would sign out whoever follows a link to here with an error in it.
            if "error" in request.GET:
                raise Refused(Reason.DECLINED)
            response: HttpResponse = super().get(request)
        except Refused as refused:
            return _refuse(request, refused)
        except SuspiciousOperation:
            return _refuse(request, Refused(Reason.STATE))
        return response

    def login_failure(self) -> HttpResponse:
        raise Refused(Reason.STATE)


def _refuse(request: HttpRequest, refused: Refused) -> HttpResponseRedirect:
    security_log.refused_by_provider(request, refused.reason.value, refused.detail)
    return _back(request, _explained(refused.reason))


def _back(request: HttpRequest, message: str) -> HttpResponseRedirect:
    messages.error(request, message)
    return redirect("admin:login")


def _explained(reason: Reason) -> str:
    match reason:
        case Reason.UNREACHABLE:
            return _("The sign-in service cannot be reached. Try again in a minute, or use your password.")
        case Reason.UNVERIFIED:
            return _("The sign-in service has not verified your e-mail address. Ask your administrator.")
        case Reason.NO_ACCOUNT | Reason.SEVERAL_ACCOUNTS:
            return _("Your e-mail address does not belong to exactly one account here. Ask your administrator.")
    return _("Signing in did not work. Please try again.")
