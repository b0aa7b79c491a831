"""Django's settings. What differs from one landlord's machine to another comes from outside, by environment.py."""

from __future__ import annotations

import os
from typing import Any

from putright.project import carriers, environment
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
    "putright.contractors",
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
    # Knows who is at the door, for how long, and that staff have shown two things.
    "putright.web.sign_in.door.Door",
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

# Who carries messages out: files in a folder unless a mail server or GOV.UK Notify is named (putright/messages).
MESSAGES = carriers.messages()

# Signing in (putright/web/sign_in): residents by a code, staff by a password and a second factor, or a passkey.
AUTHENTICATION_BACKENDS = ["allauth.account.auth_backends.AuthenticationBackend"]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 12}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {
        "NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator",
        "OPTIONS": {"user_attributes": ("email", "name")},
    },
]
# How long a link holds with which staff choose a password.
PASSWORD_RESET_TIMEOUT = 24 * 60 * 60
LOGIN_URL = "sign_in"
ACCOUNT_ADAPTER = "putright.web.sign_in.adapter.Adapter"
ACCOUNT_LOGIN_METHODS = {"email"}
# Nobody signs up here; the names are asked for by allauth's own checks, and that there is a password by its form.
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*"]
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_PASSWORD_RESET_TOKEN_GENERATOR = "django.contrib.auth.tokens.PasswordResetTokenGenerator"  # noqa: S105
# Nothing is remembered when the browser is closed.
ACCOUNT_SESSION_REMEMBER = False
ACCOUNT_REAUTHENTICATION_TIMEOUT = 5 * 60
ACCOUNT_FORMS = {
    "login": "putright.web.sign_in.forms.PasswordForm",
    "reauthenticate": "putright.web.sign_in.forms.PasswordAgainForm",
    "change_password": "putright.web.sign_in.forms.ChangePasswordForm",
    "reset_password_from_key": "putright.web.sign_in.forms.NewPasswordForm",
}
ACCOUNT_RATE_LIMITS = {
    "login": "30/m/ip",
    "login_failed": "10/m/ip,5/5m/key,20/h/key",
    "ask_for_code": "10/m/ip,60/h/ip",
    "answer_code": "20/m/ip",
}
MFA_ADAPTER = "putright.web.sign_in.adapter.SecondFactorAdapter"
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_PASSKEY_LOGIN_ENABLED = True
MFA_ALLOW_UNVERIFIED_EMAIL = True
MFA_RECOVERY_CODES_SHOW_ONCE = True
# A code that changed while it was typed still opens the door.
MFA_TOTP_TOLERANCE = 1
MFA_TOTP_ISSUER = "Putright"
MFA_FORMS = {
    "authenticate": "putright.web.sign_in.forms.CodeForm",
    "reauthenticate": "putright.web.sign_in.forms.CodeAgainForm",
    "activate_totp": "putright.web.sign_in.forms.AppForm",
    "add_webauthn": "putright.web.sign_in.forms.AddPasskeyForm",
    "login_webauthn": "putright.web.sign_in.forms.PasskeyLoginForm",
    "authenticate_webauthn": "putright.web.sign_in.forms.PasskeyForm",
    "reauthenticate_webauthn": "putright.web.sign_in.forms.PasskeyAgainForm",
}

# The most that a session lasts; putright/web/sign_in/door.py ends it sooner where nobody is there.
SESSION_COOKIE_AGE = 12 * 60 * 60
SESSION_COOKIE_NAME = "putright"
CSRF_COOKIE_NAME = "putright-form"

# Several processes count together how often somebody tried; a bound, so that nobody can fill the table.
CACHES = {
    "default": {
        "BACKEND": "django.core.cache.backends.db.DatabaseCache",
        "LOCATION": "accounts_cache",
        "OPTIONS": {"MAX_ENTRIES": 20_000},
    }
}

LANGUAGE_CODE = "en-gb"
USE_TZ = True
TIME_ZONE = "Europe/London"

# A file that is too long is cut before it reaches a disk; photos come several at a time, and never by the hundred.
FILE_UPLOAD_HANDLERS = [
    "putright.web.uploads.NoLongerThanWeTake",
    "django.core.files.uploadhandler.MemoryFileUploadHandler",
    "django.core.files.uploadhandler.TemporaryFileUploadHandler",
]
# More than anyone means to send: from twenty on they are told so in words, with what they typed kept.
DATA_UPLOAD_MAX_NUMBER_FILES = 100

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
    SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = True
    # With this beginning, a browser takes them from this very host alone, and by https.
    SESSION_COOKIE_NAME, CSRF_COOKIE_NAME = f"__Host-{SESSION_COOKIE_NAME}", f"__Host-{CSRF_COOKIE_NAME}"
    # Who is there is whoever the proxy says it heard.
    ALLAUTH_TRUSTED_PROXY_COUNT = 1
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
        # What went wrong is kept with the try; Notify's own words of it may hold a number or an address.
        "notifications_python_client": {"handlers": [], "propagate": False},
    },
}
