"""Django's settings. What differs from one landlord's machine to another comes from outside, by environment.py."""

from __future__ import annotations

import os
from typing import Any

from putright.project import environment
from putright.project.postgres.given import parsed

CHECKOUT = environment.CHECKOUT

SECRET_KEY = environment.secret_key()
DEBUG = environment.yes_or_no("PUTRIGHT_DEBUG")
ALLOWED_HOSTS = environment.names("PUTRIGHT_HOSTS", ["localhost", "127.0.0.1", "[::1]"])

INSTALLED_APPS = [
    # Ours come first, so that our templates and static files win over anyone else's of the same name.
    "putright.web",
    "putright.hazards",
    "putright.repairs",
    "putright.messages",
    "putright.people",
    "putright.homes",
    "putright.deadlines",
    "putright.accounts",
    "putright.record",
    "django.contrib.contenttypes",
    "django.contrib.auth",
    "django.contrib.sessions",
    "django.contrib.postgres",
    "django.contrib.staticfiles",
    "procrastinate.contrib.django",
    "allauth",
    "allauth.account",
    "allauth.mfa",
]

AUTH_USER_MODEL = "accounts.Account"

MIDDLEWARE = [
    # First, so that every answer has them: a page, a style sheet, an error.
    "putright.project.headers.SafeHeaders",
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "allauth.account.middleware.AccountMiddleware",
]

ROOT_URLCONF = "putright.project.urls"
WSGI_APPLICATION = "putright.project.wsgi.application"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.jinja2.Jinja2",
        "DIRS": [CHECKOUT / "templates"],
        "OPTIONS": {
            "environment": "putright.web.environment.environment",
            "context_processors": ["putright.web.frame.frame"],
        },
    }
]


def _database(url: str) -> dict[str, Any]:
    """What Django wants to know, from a database's address."""
    parts = parsed(url)
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": parts.pop("dbname"),
        "USER": parts.pop("user", ""),
        "PASSWORD": parts.pop("password", ""),
        "HOST": parts.pop("host", ""),
        "PORT": parts.pop("port", ""),
        # Whatever else the address says, such as sslmode.
        "OPTIONS": parts,
        # One connection for each worker thread, looked at before it is used again: a restarted database is no error.
        "CONN_MAX_AGE": 300,
        "CONN_HEALTH_CHECKS": True,
    }


# Without an address there is no database, and a test or a command that needs none still runs; one that needs it
# is run by script/test, manage.py or script/server, which bring it.
DATABASES = {"default": _database(os.environ["DATABASE_URL"])} if os.environ.get("DATABASE_URL") else {}
# Django 5.2 would still make 32-bit numbers, which a sector's worth of records outgrows.
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

# A copy of each seal of the record, outside the database: it shows when the database was put back to an earlier day.
# Best on another disk, or sent on to another machine.
RECORD_HEADS = environment.home() / "record-heads.log"

# An invented landlord, where anyone may walk in as anyone. script/server says so for its own; the database must agree.
DEMO = environment.yes_or_no("PUTRIGHT_DEMO")

LANGUAGE_CODE = "en-gb"
USE_TZ = True
TIME_ZONE = "Europe/London"

STATIC_URL = "static/"
STATICFILES_DIRS = [CHECKOUT / "static"]
# Served from where they are, without a step that collects them first: there is nothing to forget.
WHITENOISE_USE_FINDERS = True
# But looked for once, at the start, and not at each request.
WHITENOISE_AUTOREFRESH = DEBUG

# Nobody else's pages have a reason to read our files.
WHITENOISE_ALLOW_ALL_ORIGINS = False

# The safe headers that Django sets itself; putright/project/headers.py sets the rest.
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "same-origin"
CSRF_COOKIE_HTTPONLY = True
CSRF_COOKIE_SAMESITE = "Lax"

# Set when people reach Putright by https, through a proxy that says so in X-Forwarded-Proto.
if environment.yes_or_no("PUTRIGHT_HTTPS"):
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
    SECURE_SSL_REDIRECT = True
    SECURE_HSTS_SECONDS = 31_536_000
    CSRF_COOKIE_SECURE = True
    CSRF_TRUSTED_ORIGINS = [
        f"https://{host.replace('.', '*.', 1) if host[0] == '.' else host}" for host in ALLOWED_HOSTS
    ]

# Django's own would mail errors to nobody when DEBUG is off: they go to the terminal, or wherever it is kept.
LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"plain": {"format": "{asctime} {levelname} {name}: {message}", "style": "{"}},
    "handlers": {"terminal": {"class": "logging.StreamHandler", "formatter": "plain"}},
    "root": {"handlers": ["terminal"], "level": "WARNING"},
    "loggers": {
        "django": {"handlers": ["terminal"], "level": "WARNING", "propagate": False},
        # Anyone can send a wrong host name, as often as they like: it is answered, and fills no log.
        "django.security.DisallowedHost": {"handlers": [], "propagate": False},
    },
}
