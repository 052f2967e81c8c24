"""Every setting, read once from the environment and DATA_DIR/env. docs/settings.md lists the variables."""

import os
import re
from pathlib import Path
from urllib.parse import urlsplit

import environ
from django.utils.translation import gettext_lazy as _

from interviews.llm.catalogue.entries import CATALOGUE
from interviews.llm.freedom import DEMO, UNMEASURED
from interviews.llm.model_settings import ModelSettings
from interviews.llm.no_tracing import drop_variables
from streaming.redis_address import RedisAddress

from .environment import (
    load_data_dir,
    read,
    read_addresses,
    read_by_language,
    read_choice,
    read_flag,
    read_header,
    read_identity_provider,
    read_mail_server,
    read_number,
    read_order,
    read_parsed,
    read_readings,
    read_secret,
    read_time_zone,
    read_url,
    require,
    stop,
)
from .logs import FORMATS as LOG_FORMATS
from .logs import LEVELS as LOG_LEVELS
from .logs import configure as configure_logs

BASE_DIR = Path(__file__).resolve().parent.parent
DATA_DIR = load_data_dir(default=BASE_DIR / "var")
MODELS_DIR = DATA_DIR / "models"  # what `manage.py fetchmodel` fetched

drop_variables(os.environ)  # of LangSmith, to which a variable could send transcripts

DEBUG = read_flag("DEBUG")
SECRET_KEY = read("SECRET_KEY") or ((DEBUG and "only-for-debug-on-this-machine") or "")
if not SECRET_KEY:
    stop("SECRET_KEY", "not set", "`make run` writes one to DATA_DIR/env, or set it to 50 random characters")

PORT = read_number("PORT", default=8000, high=65535)
PUBLIC_URL = read_url("PUBLIC_URL", f"http://127.0.0.1:{PORT}", ("http", "https")).rstrip("/")
_public = urlsplit(PUBLIC_URL)
ALLOWED_HOSTS = list(
    filter(None, [*read("ALLOWED_HOSTS").split(","), _public.hostname, "127.0.0.1", "localhost", "[::1]"])
)
CSRF_TRUSTED_ORIGINS = [PUBLIC_URL]

_redis_url = read_url("REDIS_URL", "redis://127.0.0.1:6379/0", ("redis", "rediss", "unix"))
_sentinels = read_addresses("REDIS_SENTINELS")
if _sentinels:
    require("REDIS_MASTER", "REDIS_SENTINELS needs the master's name, as in `sentinel monitor`, often mymaster")
    if _redis_url.startswith("unix:"):
        stop(
            "REDIS_URL",
            "cannot be a socket if REDIS_SENTINELS is set",
            "Write redis://user:password@/0, or unset one of them",
        )
elif read("REDIS_MASTER") or read("REDIS_SENTINEL_PASSWORD"):
    require("REDIS_SENTINELS", "REDIS_MASTER and REDIS_SENTINEL_PASSWORD need sentinels, for example 10.0.0.1:26379")
REDIS = RedisAddress(_redis_url, _sentinels, read("REDIS_MASTER"), read("REDIS_SENTINEL_PASSWORD"))
REDIS_PREFIX = read("REDIS_PREFIX")

_backend = read_choice("LLM_BACKEND", ("llama_cpp", "openai"))
_remote = _backend == "openai"
if _remote:
    # No server is the default: one that was not chosen would be sent what candidates say.
    require("LLM_BASE_URL", "LLM_BACKEND=openai needs the server's address, for example http://127.0.0.1:8080/v1")
    require("LLM_MODEL", "LLM_BACKEND=openai needs the name of the served model; LLM_BASE_URL/models lists them")
_demo = str(BASE_DIR / "demo_model" / "demo.gguf")
_model = read("LLM_MODEL") or _demo
_entry = None if _remote else CATALOGUE.get(_model)
LLM = ModelSettings(
    backend=_backend,
    model=str(MODELS_DIR / _entry.file_name) if _entry else _model,
    base_url=read_url("LLM_BASE_URL", "http://127.0.0.1:8080/v1", ("http", "https")),
    api_key=read_secret("LLM_API_KEY"),
    context_tokens=read_number("LLM_CONTEXT", default=8192, low=256),
    threads=read_number("LLM_THREADS", default=max(1, (os.cpu_count() or 2) - 1), high=1024),
    gpu_layers=read_number("LLM_GPU_LAYERS", default=999, low=0, high=999),  # all of them, if there is a GPU
    longest_gap=read_number("LLM_GAP_MS", default=250, low=50, high=10_000) / 1000,
    measurements=DATA_DIR / "engine",
    freedom=_entry.freedom if _entry else DEMO if _model == _demo else UNMEASURED,
)
# Whether a local model reads answers while they are being written. A server's cache is the server's.
LLM_DRAFTS = read_flag("LLM_DRAFTS", default="on") and not _remote
# Whether questions are checked as they are written. Off to measure models that cannot pass: random weights.
LLM_CHECK = read_flag("LLM_CHECK", default="on")

# Speech backends in order of preference; () for none.
TTS_BACKEND = read_order("TTS_BACKEND", ("kokoro", "espeak", "fish", "openai"), default="kokoro,espeak")
if {"fish", "openai"} <= {*TTS_BACKEND}:
    stop("TTS_BACKEND", "names two servers, but TTS_BASE_URL is a single address", "Keep either fish or openai")
if "openai" in TTS_BACKEND:
    require("TTS_BASE_URL", "TTS_BACKEND=openai needs the server's address, for example http://127.0.0.1:8880/v1")
# The default is the address of a Fish Speech server on this machine.
TTS_BASE_URL = read_url("TTS_BASE_URL", "http://127.0.0.1:8080", ("http", "https"))
TTS_API_KEY = read_secret("TTS_API_KEY")
if "fish" in TTS_BACKEND and urlsplit(TTS_BASE_URL).hostname == "api.fish.audio":
    require("TTS_API_KEY", "Fish Audio's hosted service needs a key. Create one on its account page")
TTS_MODEL = read("TTS_MODEL") or ("tts-1" if "openai" in TTS_BACKEND else "")  # the name at OpenAI
TTS_VOICE = read_by_language("TTS_VOICE", ("ko", "en"))
if "fish" in TTS_BACKEND and not (TTS_MODEL.isascii() and TTS_MODEL.isprintable()):
    stop("TTS_MODEL", "not a valid model name of Fish Audio", "For example s2.1-pro")
if TTS_BACKEND[:1] == ("fish",) and not all(
    re.fullmatch(r"[A-Za-z0-9_ -]{1,255}", voice) for voice in TTS_VOICE.values()
):
    stop("TTS_VOICE", "not a valid voice name of Fish Speech", "Its address /v1/references/list returns the names")
TTS_FORMAT = read_choice("TTS_FORMAT", ("wav", "opus"))
# How names and abbreviations are said: the product's table, and a company's own.
TTS_READINGS = read_readings("TTS_READINGS")
# A Fish Speech server works on one sentence at a time. Sentences wait here instead, where they can be cancelled.
TTS_CONCURRENCY = read_number("TTS_CONCURRENCY", default=4 if "openai" in TTS_BACKEND else 1, high=64)

# Questions at once. A local model keeps memory for LLM_CONTEXT tokens of each. Whatever the number, a worker uses one
# database connection: its database calls run one after the other in one thread.
WORKER_CONCURRENCY = read_number("WORKER_CONCURRENCY", default=16 if _remote else 4, high=256)
# Port on 127.0.0.1 at which a worker serves its own /metrics; 0 for none.
WORKER_METRICS_PORT = read_number("WORKER_METRICS_PORT", default=0, low=0, high=65535)
# Open streams in one web process. High enough for a class behind one address, or all users behind one proxy.
STREAMS_PER_USER = read_number("STREAMS_PER_USER", default=1024)
STREAMS_PER_ADDRESS = read_number("STREAMS_PER_ADDRESS", default=4096)
LEASE_SECONDS = read_number("LEASE_SECONDS", default=15, high=3600)

# Which takes e-mails to candidates; None for none.
MAIL_SERVER = read_mail_server()

# Written by `make run`; only `manage.py seed` uses them.
ADMIN_PASSWORD = read("ADMIN_PASSWORD")
DEMO_INVITATION = read("DEMO_INVITATION")

INSTALLED_APPS = [
    "interviews",  # before channels: both have a command named runworker
    "channels",
    "ninja",  # so that its OpenAPI page loads its scripts from this site, not from a CDN
    "csp",
    "interviews.staff.apps.StaffAdminConfig",  # django.contrib.admin, on a site of ours
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "csp.middleware.CSPMiddleware",
    "interview_site.middleware.read_body",  # before anybody who reads forms
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "interview_site.middleware.one_thread",  # innermost
]

ROOT_URLCONF = "interview_site.urls"
ASGI_APPLICATION = "interview_site.asgi.application"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
            ],
        },
    },
]

if not re.match(r"(?:sqlite|postgres|postgresql|psql|pgsql):", read("DATABASE_URL") or "sqlite:"):
    stop("DATABASE_URL", "not a supported database", "Use postgres://... or unset it to use SQLite in DATA_DIR")
DATABASES = {
    "default": read_parsed(
        "DATABASE_URL",
        environ.Env.db_url_config,
        default=f"sqlite:///{DATA_DIR / 'db.sqlite3'}",
        cure="For example postgres://user:password@host:5432/interviews, or unset it to use SQLite in DATA_DIR",
    )
}
if DATABASES["default"]["ENGINE"].endswith("sqlite3"):
    # Web and worker processes share the file. WAL lets them read while one writes. IMMEDIATE takes the write lock at
    # the start of a transaction: one that took it later would fail at once with "database is locked". What is deleted
    # is overwritten with zeros.
    DATABASES["default"]["OPTIONS"] = {
        "transaction_mode": "IMMEDIATE",
        "timeout": 20,
        "init_command": "PRAGMA journal_mode=WAL; PRAGMA secure_delete=ON",
    }
else:
    DATABASES["default"].setdefault("OPTIONS", {}).setdefault("connect_timeout", 5)
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

CHANNEL_LAYERS = {
    "default": {
        "BACKEND": "channels_redis.pubsub.RedisPubSubChannelLayer",
        "CONFIG": {"hosts": [REDIS.layer_host()], "prefix": f"{REDIS_PREFIX}asgi"},
    }
}

AUTH_PASSWORD_VALIDATORS = [
    {"NAME": f"django.contrib.auth.password_validation.{name}", "OPTIONS": options}
    for name, options in (
        ("MinimumLengthValidator", {"min_length": 12}),
        ("UserAttributeSimilarityValidator", {}),
        ("CommonPasswordValidator", {}),
        ("NumericPasswordValidator", {}),
    )
]
PASSWORD_HASHERS = ["interview_site.hashing.QueuedPasswordHasher"]
LOGIN_URL = "admin:login"
# Where staff may sign in without a password of this site. Sessions of a backend that is not listed end at once.
IDENTITY_PROVIDER = read_identity_provider()
AUTHENTICATION_BACKENDS = ["django.contrib.auth.backends.ModelBackend", "interviews.access.roles.RoleBackend"]
if IDENTITY_PROVIDER:
    AUTHENTICATION_BACKENDS.append("interviews.staff.oidc.backend.StaffBackend")

_https = _public.scheme == "https"
# Browsers accept a __Host- cookie from this host alone, not from a neighbour under the same domain.
_host_only = "__Host-" if _https else ""
# Several products on one machine differ only in their port, which browsers ignore for cookies.
SESSION_COOKIE_NAME = f"{_host_only}session_{_public.port or _public.scheme}"
CSRF_COOKIE_NAME = f"{_host_only}csrftoken"
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = LANGUAGE_COOKIE_SECURE = _https
LANGUAGE_COOKIE_SAMESITE = "Lax"
# Links and keys that are shown once are messages: they stay on the server, not in a cookie.
MESSAGE_STORAGE = "django.contrib.messages.storage.session.SessionStorage"
SECURE_HSTS_SECONDS = read_number("HSTS_SECONDS", default=0, low=0, high=63_072_000)
if SECURE_HSTS_SECONDS and not _https:
    stop("HSTS_SECONDS", "PUBLIC_URL is not https", "Set PUBLIC_URL=https://..., or unset HSTS_SECONDS")
SILENCED_SYSTEM_CHECKS = [  # of `check --deploy`, which `make check` runs
    "security.W008",  # SECURE_SSL_REDIRECT: the proxy redirects, for nothing but the proxy can reach a web process
    "security.W005",  # SECURE_HSTS_INCLUDE_SUBDOMAINS and ..._PRELOAD: they would bind hosts that are not this product
    "security.W021",
]
SECURE_REFERRER_POLICY = "same-origin"  # an invitation's link is a secret
X_FRAME_OPTIONS = "DENY"

CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": ["'self'"],
        "img-src": ["'self'", "data:"],
        "object-src": ["'none'"],
        "base-uri": ["'none'"],
        "form-action": ["'self'"],
        "frame-ancestors": ["'none'"],
    }
}

# asgi.py keeps smaller limits, by address, before Django sees a request. This is the largest of them.
DATA_UPLOAD_MAX_MEMORY_SIZE = 1024 * 1024

LANGUAGE_CODE = "en"
LANGUAGES = [("ko", _("Korean")), ("en", _("English"))]
LOCALE_PATHS = [BASE_DIR / "locale"]
if not all(po.with_suffix(".mo").is_file() for po in LOCALE_PATHS[0].rglob("*.po")):
    # Django would go on, with Korean pages in English.
    stop("locale", "the translations are not compiled", "Run `.venv/bin/python -m ops.messages` in the checkout")
TIME_ZONE = read_time_zone("TIME_ZONE", default="Asia/Seoul")
USE_TZ = True

STATIC_URL = "/static/"
STATICFILES_DIRS = [BASE_DIR / "static"]
# Where `manage.py collectstatic` puts the files, compressed and with their hash in the name, so that browsers may keep
# them for ever. If it is unset, they are served as they lie in the checkout.
STATIC_ROOT = read("STATIC_ROOT") or None
WHITENOISE_USE_FINDERS = STATIC_ROOT is None
FILE_UPLOAD_PERMISSIONS = None  # of collected files: by the umask, as of all others
if STATIC_ROOT:
    STORAGES = {
        "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
        "staticfiles": {"BACKEND": "interview_site.static_files.HashedFiles"},
    }

# The header in which a proxy that clients cannot go around sends the id of a request. Unset, ids are made here.
REQUEST_ID_HEADER = read_header("REQUEST_ID_HEADER")
LOGGING_CONFIG = None  # logs.py configures structlog and the standard library together
configure_logs(
    read_choice("LOG_LEVEL", ("DEBUG", *LOG_LEVELS) if DEBUG else LOG_LEVELS), read_choice("LOG_FORMAT", LOG_FORMATS)
)
