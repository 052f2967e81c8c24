"""A deployment's settings, but for the bundles: each module and style sheet is a file of its own."""

from interview_site.settings import *  # noqa: F403
from interview_site.static_files import HashedFiles

STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "tests.browser.unbundled_settings.UnbundledFiles"},
}


class UnbundledFiles(HashedFiles):
    bundled = ()
