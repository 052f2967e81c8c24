"""Logging of all processes: lines of key=value or JSON on stderr. They have ids, counts and times, not what is said."""

import logging.config
import re
from typing import Any

import structlog

_INVITATION = re.compile(r"(/i/)[/\s]*[^/\s]+", re.IGNORECASE)


def _mask_invitations(logger: Any, method: str, event: dict[str, Any]) -> dict[str, Any]:
    """Remove invitation tokens, which are secret, from the paths that Django logs with failed requests."""
    event["event"] = _INVITATION.sub(r"\1…", str(event["event"]))
    return event


_SHARED: list[Any] = [
    _mask_invitations,
    structlog.contextvars.merge_contextvars,
    structlog.stdlib.add_logger_name,
    structlog.stdlib.add_log_level,
    structlog.processors.TimeStamper(fmt="iso", utc=True),
]


_RENDERERS: dict[str, Any] = {
    "text": structlog.processors.LogfmtRenderer(key_order=["timestamp", "level", "event"], drop_missing=True),
    "json": structlog.processors.JSONRenderer(ensure_ascii=False),
}
FORMATS = tuple(_RENDERERS)
LEVELS = ("INFO", "DEBUG", "WARNING", "ERROR")


def configure(level: str, line_format: str) -> None:
    """Format the records of structlog and of the standard library alike: those of `level` (LEVELS) and above."""
    structlog.configure(
        processors=[*_SHARED, structlog.stdlib.ProcessorFormatter.wrap_for_formatter],
        logger_factory=structlog.stdlib.LoggerFactory(),
        wrapper_class=structlog.stdlib.BoundLogger,
        cache_logger_on_first_use=True,
    )
    formatter = {
        "()": structlog.stdlib.ProcessorFormatter,
        "foreign_pre_chain": _SHARED,
        "processors": [
            structlog.stdlib.ProcessorFormatter.remove_processors_meta,
            structlog.processors.format_exc_info,
            _RENDERERS[line_format],
        ],
    }
    logging.config.dictConfig(
        {
            "version": 1,
            "disable_existing_loggers": False,
            "formatters": {"lines": formatter},
            "handlers": {"stderr": {"class": "logging.StreamHandler", "formatter": "lines"}},
            "root": {"handlers": ["stderr"], "level": level},
            # These log a lot even if nothing is wrong.
            "loggers": {
                # A traceback for whoever sends another host. The 400 that they get has a line of its own.
                "django.security.DisallowedHost": {"level": "CRITICAL"},
            }
            | {
                name: {"level": "WARNING"}
                for name in (
                    "daphne",
                    "django.channels.server",
                    "asyncio",
                    "httpx",
                    "httpx2",  # of huggingface_hub; its lines would show signed addresses
                    "twisted",
                    "django.utils.autoreload",
                    "django.db.backends",
                    "fontTools",  # its lines would show which letters an answer has
                    "django.template",
                    "parso",
                )
            },
        }
    )
