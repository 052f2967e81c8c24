"""The same as tests.settings on the PostgreSQL that TEST_DATABASE_URL names."""

import os

import environ

from .settings import *  # noqa: F403

DATABASES = {"default": environ.Env.db_url_config(os.environ["TEST_DATABASE_URL"])}
