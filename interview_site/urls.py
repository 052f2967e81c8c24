"""Every address that Django serves. Streams are routed before it, in asgi.py."""

from django.contrib import admin
from django.urls import include, path

from interviews.api import api

from .health import healthz, metrics, readyz

urlpatterns = [
    path("admin/", admin.site.urls),
    path("i18n/", include("django.conf.urls.i18n")),
    path("v1/", api.urls),
    path("healthz", healthz),
    path("readyz", readyz),
    path("metrics", metrics),
    path("", include("interviews.urls")),
]

handler404 = "interview_site.errors.not_found"
handler500 = "interview_site.errors.server_error"
