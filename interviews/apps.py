from django.apps import AppConfig
from django.conf import settings
from django.utils.translation import gettext_lazy as _


class InterviewsConfig(AppConfig):
    name = "interviews"
    verbose_name = _("Interviews")

    def ready(self) -> None:
        from .composition import Composition, install
        from .staff import admin  # noqa: F401 - registers with the admin site, which looks for interviews/admin.py only

        install(Composition(settings.REDIS, settings.REDIS_PREFIX, settings.LLM_DRAFTS))
