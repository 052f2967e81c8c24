"""All addresses that Django serves. asgi.py routes the streams before they reach Django."""

from django.conf import settings
from django.contrib import admin
from django.urls import include, path
from django.views.generic import RedirectView

from interviews.api.routes import api

from .health import healthz, metrics, readyz

urlpatterns = [
    path("admin/", admin.site.urls),
    path("i18n/", include("django.conf.urls.i18n")),
    path("v1/", api.urls),
    # For the admin's pages, which name no icon. By its plain name, because collectstatic imports this before it hashes.
    path("favicon.ico", RedirectView.as_view(url=f"{settings.STATIC_URL}favicon.svg")),
    path("healthz", healthz),
    path("readyz", readyz),
    path("metrics", metrics),
    path("staff/", include("interviews.staff.urls")),
    path("", include("interviews.urls")),
]

handler404 = "interview_site.errors.not_found"
handler500 = "interview_site.errors.server_error"
