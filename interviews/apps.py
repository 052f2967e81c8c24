from functools import partial

from django.apps import AppConfig
from django.conf import settings
from django.utils.translation import gettext_lazy as _


class InterviewsConfig(AppConfig):
    name = "interviews"
    verbose_name = _("Hiring")

    def ready(self) -> None:
        from django.contrib.auth.signals import user_logged_in

        from interviews.staff import (
            admin,  # noqa: F401 - registers with the admin site, which looks for interviews/admin.py only
            security_log,
        )
        from interviews.staff.sign_in import limit_session
        from streaming.speech import offered_voices

        from .assessing.measured import MeasuredModel
        from .composition import Composition, install
        from .pages.sound_sample import make_in_a_child

        user_logged_in.connect(limit_session, dispatch_uid="session hours")
        security_log.connect()
        install(
            Composition(
                redis_address=settings.REDIS,
                redis_prefix=settings.REDIS_PREFIX,
                drafts_enabled=settings.LLM_DRAFTS,
                public_url=settings.PUBLIC_URL,
                voice_enabled=bool(settings.TTS_BACKEND),
                identity_provider=settings.IDENTITY_PROVIDER,
                mail_server=settings.MAIL_SERVER,
                measured_model=MeasuredModel(
                    settings.LLM.model,
                    settings.LLM.backend == "llama_cpp",
                    settings.BASE_DIR / "docs/evaluation/assessment",
                ),
                offered_voices=partial(offered_voices, settings),
                make_sample=partial(make_in_a_child, settings.BASE_DIR / "manage.py"),
            )
        )
