"""Django's settings. What differs between installations comes from the environment or from files in the data folder;
nothing is made here and no database is started, as type checkers import this too.

KRING_DATA      the data folder (keys, media, search index, mail); default ./data
DATABASE_URL    PostgreSQL 15 or later, in libpq's form; without it the command line starts its own and sets this
KRING_BASE_URL  the address under which people reach this installation; else what its set-up says
KRING_OWN_URL   the address where `up` serves; counts where nobody named one
KRING_DEMO      1 where the demo is loaded: sign-in as a persona is offered
KRING_DEV       1 for the style guide and errors in the page; never where people come
KRING_API_UNITS how many units a minute one caller of the API has; default 600
KRING_RETURN_PATH an address whose name may be followed by + and a mark: letters that come back go there
KRING_PROXY     1 behind a reverse proxy that sets X-Forwarded-Proto and -For
"""

import os
import secrets
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import kring
from kring.config.database import database_settings
from kring.foundation.installation import Installation, setup_token

DATA = Path(os.environ.get("KRING_DATA", "data")).absolute()
DEVELOPMENT = os.environ.get("KRING_DEV") == "1"
DEMO = os.environ.get("KRING_DEMO") == "1"
_installation = Installation.read(DATA)
INSTALLATION_NAME = _installation.name
_own_url = os.environ.get("KRING_OWN_URL") or "http://localhost:8000"
BASE_URL = (os.environ.get("KRING_BASE_URL") or _installation.base_url or _own_url).rstrip("/")
BEHIND_PROXY = _installation.behind_proxy or os.environ.get("KRING_PROXY") == "1"
VERSION = kring.__version__

_key_file = DATA / "keys" / "secret_key"
# Without the file (type checks, messages) a key that lasts as long as the process.
SECRET_KEY = _key_file.read_text().strip() if _key_file.exists() else secrets.token_urlsafe(50)

DEBUG = False
_host = urlsplit(BASE_URL).hostname or "localhost"
# Before the set-up nobody has said yet by which name Kring is reached.
ALLOWED_HOSTS = ["*"] if setup_token(DATA) else [_host, "localhost", "127.0.0.1", "[::1]"]
CSRF_TRUSTED_ORIGINS = [BASE_URL]
_secure = BASE_URL.startswith("https://")

INSTALLED_APPS = [
    "django.contrib.contenttypes",
    "django.contrib.auth",
    "django.contrib.sessions",
    "django.contrib.messages",
    "procrastinate.contrib.django",
    "django_htmx",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.socialaccount",
    "allauth.socialaccount.providers.openid_connect",
    "allauth.usersessions",
    "kring.foundation.accounts",
    "kring.foundation.access",
    "kring.foundation.events",
    "kring.foundation.tokens",
    "kring.competences",
    "kring.competences.frameworks",
    "kring.registers",
    "kring.people",
    "kring.people.blocks",
    "kring.communities",
    "kring.communities.agreements",
    "kring.conversations",
    "kring.meetings",
    "kring.meetings.polls",
    "kring.meetings.calendars",
    "kring.meetings.consultations",
    "kring.meetings.library",
    "kring.learning",
    "kring.learning.dossiers",
    "kring.finding",
    "kring.finding.evidence",
    "kring.finding.pairing",
    "kring.finding.teams",
    "kring.planning.reports",
    "kring.planning.sharing",
    "kring.planning.plans",
    "kring.planning.needs",
    "kring.interop",
    "kring.notifications",
    "kring.web",
    "kring.api",
    "kring.config",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "kring.web.middleware.LanguageMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "kring.web.drafts.drafts_middleware",
    "kring.web.middleware.KringMiddleware",
]

ROOT_URLCONF = "kring.config.urls"
WSGI_APPLICATION = "kring.config.wsgi.application"

TEMPLATES: list[dict[str, Any]] = [
    {
        "NAME": "jinja2",
        "BACKEND": "kring.web.environment.Templates",
        "DIRS": [],
        "APP_DIRS": False,
        "OPTIONS": {
            "environment": "kring.web.environment.environment",
            # Only pages of allauth's views are rendered with a request; all others bring their frame.
            "context_processors": ["kring.web.account.frame.frame"],
        },
    },
    # allauth's own mails and forms; every page is ours.
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [],
        "APP_DIRS": True,
        "OPTIONS": {"context_processors": ["django.template.context_processors.request"]},
    },
]

DATABASES = {"default": database_settings(os.environ.get("DATABASE_URL", ""))}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

# Rate limits must hold over all web processes, so the cache is in the database.
CACHES = {
    "default": {
        "BACKEND": "django.core.cache.backends.db.DatabaseCache",
        "LOCATION": "cache",
        "OPTIONS": {"MAX_ENTRIES": 100_000},
    }
}

AUTH_USER_MODEL = "accounts.Account"
AUTHENTICATION_BACKENDS = ["kring.web.account.backend.AuthenticationBackend"]
PASSWORD_HASHERS = [
    "django.contrib.auth.hashers.ScryptPasswordHasher",
    "django.contrib.auth.hashers.PBKDF2PasswordHasher",
]
AUTH_PASSWORD_VALIDATORS = [
    {
        "NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator",
        "OPTIONS": {"user_attributes": ("name", "handle", "email")},
    },
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 10}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
]

SESSION_ENGINE = "kring.web.sessions"
SESSION_COOKIE_AGE = 60 * 60 * 24 * 60
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = _secure
SESSION_COOKIE_HTTPONLY = CSRF_COOKIE_HTTPONLY = True
SESSION_COOKIE_NAME = "kring_session"
CSRF_COOKIE_NAME = "kring_csrf"
CSRF_FAILURE_VIEW = "kring.web.errors.csrf_failed"
LOGIN_URL = "/account/login/"
LOGIN_REDIRECT_URL = "/"
LOGOUT_REDIRECT_URL = "/"

SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "same-origin"
SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin"
SECURE_HSTS_SECONDS = 31_536_000 if _secure else 0
X_FRAME_OPTIONS = "DENY"
if BEHIND_PROXY:
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
    ALLAUTH_TRUSTED_PROXY_COUNT = 1

ACCOUNT_ADAPTER = "kring.web.account.adapter.AccountAdapter"
SOCIALACCOUNT_ADAPTER = "kring.web.account.adapter.SocialAccountAdapter"
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*"]
ACCOUNT_SIGNUP_FORM_CLASS = "kring.web.account.forms.SignupForm"
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_USER_DISPLAY = "kring.web.account.adapter.display_name"
ACCOUNT_EMAIL_VERIFICATION = "mandatory"
ACCOUNT_EMAIL_VERIFICATION_BY_CODE_ENABLED = True
ACCOUNT_LOGIN_BY_CODE_ENABLED = True
ACCOUNT_PREVENT_ENUMERATION = True
ACCOUNT_MAX_EMAIL_ADDRESSES = 6
ACCOUNT_CHANGE_EMAIL = False
ACCOUNT_SESSION_REMEMBER = True
ACCOUNT_LOGOUT_ON_GET = False
ACCOUNT_EMAIL_SUBJECT_PREFIX = ""
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_PASSKEY_LOGIN_ENABLED = True
MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN = not _secure
MFA_TOTP_ISSUER = INSTALLATION_NAME
USERSESSIONS_TRACK_ACTIVITY = False
# A form may only be sent to ourselves (the content policy), so the way to the provider is a link.
SOCIALACCOUNT_LOGIN_ON_GET = True
# OpenID Connect is offered where its three settings are given.
SOCIALACCOUNT_PROVIDERS: dict[str, Any] = {
    "openid_connect": {
        "APPS": [
            {
                "provider_id": "organisation",
                "name": os.environ.get("KRING_OIDC_NAME", "OpenID Connect"),
                "client_id": os.environ["KRING_OIDC_CLIENT"],
                "secret": os.environ.get("KRING_OIDC_SECRET", ""),
                "settings": {"server_url": os.environ.get("KRING_OIDC_SERVER", "")},
            }
        ]
        if "KRING_OIDC_CLIENT" in os.environ
        else []
    }
}

EMAIL_BACKEND = "kring.notifications.mail.QueuedBackend"
RETURN_PATH = os.environ.get("KRING_RETURN_PATH", "")
DEFAULT_FROM_EMAIL = os.environ.get("KRING_MAIL_FROM", f"Kring <kring@{_host}>")

LANGUAGE_CODE = "en"
LANGUAGES = [("nl", "Nederlands"), ("en", "English")]
LANGUAGE_COOKIE_NAME = "kring_language"
# The first holds what was compiled where the package can't be written.
LOCALE_PATHS = [DATA / "locale", Path(kring.__file__).parent / "locale"]
USE_I18N = True
USE_TZ = True
TIME_ZONE = "UTC"

STATIC_URL = "/static/"
STATIC_ROOT = DATA / "static"
WHITENOISE_IMMUTABLE_FILE_TEST = r"\.[0-9a-f]{12}\."
MESSAGE_STORAGE = "django.contrib.messages.storage.cookie.CookieStorage"
MEDIA_ROOT = DATA / "media"
MEDIA_URL = "/media/"
DATA_UPLOAD_MAX_MEMORY_SIZE = 2_500_000
DATA_UPLOAD_MAX_NUMBER_FIELDS = 200
FILE_UPLOAD_MAX_MEMORY_SIZE = 5_000_000
FILE_UPLOAD_PERMISSIONS = 0o640

SEARCH_INDEX = DATA / "index"
# Methods of peer consultation that the operator adds to those that ship.
METHODS = DATA / "methods"
API_UNITS_A_MINUTE = max(1, int(os.environ.get("KRING_API_UNITS") or 600))

PROCRASTINATE_ON_APP_READY = "kring.config.jobs.register"

LOGGING: dict[str, Any] = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"line": {"format": "{asctime} {levelname} {name}: {message}", "style": "{"}},
    "handlers": {"stderr": {"class": "logging.StreamHandler", "formatter": "line"}},
    "root": {"handlers": ["stderr"], "level": "WARNING"},
    "loggers": {"kring": {"level": "INFO"}},
}
