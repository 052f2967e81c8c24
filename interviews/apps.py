from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class InterviewsConfig(AppConfig):
    name = "interviews"
    verbose_name = _("Interviews")

    def ready(self) -> None:
        from .staff import admin  # noqa: F401 - registers with the admin site, which looks for interviews/admin.py only
