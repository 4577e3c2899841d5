"""Django's settings for every way Ownpath runs; what differs between them comes from the environment.

`OWNPATH_DATA` (folder, default `var` in the working folder) · `DATABASE_URL` · `OWNPATH_SECRET_KEY` · `OWNPATH_HOSTS`
(names, separated by commas) · `OWNPATH_DEMO=1` (one-click sign-ins, simulated people only) ·
`OWNPATH_CLOCK_AHEAD` (seconds, in a demonstration alone) · `OWNPATH_HTTPS=1` ·
`OWNPATH_BACKUPS` (folder) · `OWNPATH_SECOND_FACTOR` · `OWNPATH_TIME_ZONE` · `OWNPATH_DEBUG=1` · those of `mail` and
`oidc`.
"""

from __future__ import annotations

import os
from datetime import timedelta
from pathlib import Path

from csp.constants import NONE, SELF

from ownpath.config.mail import mail_settings
from ownpath.config.oidc import identity_provider
from ownpath.config.own_address import own_address
from ownpath.config.secret import secret_key
from ownpath.store.database import database_settings

PACKAGE_FOLDER = Path(__file__).resolve().parent.parent
DATA_FOLDER = Path(os.environ.get("OWNPATH_DATA", "var")).resolve()
DATA_FOLDER.mkdir(mode=0o700, parents=True, exist_ok=True)
BACKUPS_FOLDER = (
    Path(os.environ["OWNPATH_BACKUPS"]).resolve() if os.environ.get("OWNPATH_BACKUPS") else None
)

DEBUG = os.environ.get("OWNPATH_DEBUG", "") == "1"
DEMO = os.environ.get("OWNPATH_DEMO", "") == "1"
CLOCK_AHEAD = timedelta(seconds=float(os.environ.get("OWNPATH_CLOCK_AHEAD", "0"))) * DEMO
HTTPS = os.environ.get("OWNPATH_HTTPS", "") == "1"
TESTING = os.environ.get("OWNPATH_TESTING", "") == "1"
SECRET_KEY = secret_key(os.environ.get("OWNPATH_SECRET_KEY", ""), folder=DATA_FOLDER)
ALLOWED_HOSTS = [
    host.strip()
    for host in os.environ.get("OWNPATH_HOSTS", "localhost,127.0.0.1,[::1]").split(",")
    if host.strip()
]
OWN_ADDRESS = own_address(os.environ, hosts=ALLOWED_HOSTS, has_https=HTTPS)

INSTALLED_APPS = [
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django_htmx",
    "django_tasks",
    "django_tasks_db",
    "allauth",
    "allauth.account",
    "allauth.socialaccount",
    "allauth.mfa",
    "ownpath.kit",
    "ownpath.school.people",
    "ownpath.school.curriculum",
    "ownpath.school.evidence",
    "ownpath.school.mastery",
    "ownpath.school.voice",
    "ownpath.school.plans",
    "ownpath.school.days",
    "ownpath.school.change",
    "ownpath.school.privacy",
    "ownpath.faces.taking_part",
    "ownpath.faces.door",
    "ownpath.faces.student",
    "ownpath.faces.teacher",
    "ownpath.faces.family",
    "ownpath.faces.leader",
    "ownpath.faces.office",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.middleware.common.CommonMiddleware",  # says how long a page is, so the connection stays open
    "ownpath.kit.policy.PolicyMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "ownpath.faces.door.idle.IdleMiddleware",
    "ownpath.faces.door.second_factor.SecondFactorMiddleware",
    "ownpath.faces.door.given_password.GivenPasswordMiddleware",
    "ownpath.kit.middleware.PersonLocaleMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "ownpath.kit.middleware.RefusalMiddleware",
]

ROOT_URLCONF = "ownpath.config.urls"
WSGI_APPLICATION = "ownpath.config.wsgi.application"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "OPTIONS": {
            "loaders": [
                (
                    "ownpath.kit.loading.Loader",
                    ["django.template.loaders.app_directories.Loader"],
                )
            ],
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.messages.context_processors.messages",
                "ownpath.kit.context.page_kit",
            ],
            "builtins": [
                "django.templatetags.i18n",
                "ownpath.kit.templatetags.fixed",
                "ownpath.kit.templatetags.kit",
                "ownpath.kit.templatetags.said",
            ],
        },
    }
]

DATABASES = {
    "default": database_settings(
        url=os.environ.get("DATABASE_URL", ""), data_folder=DATA_FOLDER
    )
}
if os.environ.get("OWNPATH_TESTING") == "1" and DATABASES["default"]["ENGINE"].endswith(
    "sqlite3"
):
    DATABASES["default"]["TEST"] = {
        "NAME": str(DATA_FOLDER / "test.sqlite3")
    }  # threads share a file
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
GROUP_COMMIT = DATABASES["default"]["ENGINE"].endswith("sqlite3")

AUTH_USER_MODEL = "people.Person"
AUTHENTICATION_BACKENDS = ["ownpath.faces.door.backends.PersonBackend"]
PASSWORD_HASHERS = ["ownpath.store.passwords.SchoolArgon2PasswordHasher"]
AUTH_PASSWORD_VALIDATORS = [
    {
        "NAME": "django.contrib.auth.password_validation.MinimumLengthValidator",
        "OPTIONS": {"min_length": 8},
    },
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
]
LOGIN_URL = "door:sign_in"
LOGIN_REDIRECT_URL = "door:home"
LOGOUT_REDIRECT_URL = "door:sign_in"

SESSION_ENGINE = "ownpath.store.sessions"
SESSION_COOKIE_AGE = int(timedelta(hours=10).total_seconds())
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
SESSION_COOKIE_SECURE = HTTPS
CSRF_COOKIE_SECURE = HTTPS
CSRF_COOKIE_HTTPONLY = True
SECURE_SSL_REDIRECT = HTTPS
SECURE_HSTS_SECONDS = int(timedelta(days=365).total_seconds()) if HTTPS else 0
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF],
        "style-src": [SELF],
        "font-src": [SELF],
        "img-src": [SELF],
        "connect-src": [SELF],
        "manifest-src": [SELF],
        "form-action": [SELF],
        "base-uri": [NONE],
        "frame-ancestors": [NONE],
        "object-src": [NONE],
    }
}
DATA_UPLOAD_MAX_MEMORY_SIZE = 1_000_000
DATA_UPLOAD_MAX_NUMBER_FIELDS = 500
FILE_UPLOAD_MAX_MEMORY_SIZE = 2_500_000

LANGUAGE_CODE = "en"
LANGUAGES = [("en", "English"), ("es", "Español")]
LOCALE_PATHS = [PACKAGE_FOLDER / "locale"]
USE_I18N = True
FORMAT_MODULE_PATH = ["ownpath.config.formats"]
USE_TZ = True
TIME_ZONE = os.environ.get("OWNPATH_TIME_ZONE", "America/Los_Angeles")

STATIC_URL = "/static/"
STATIC_ROOT = DATA_FOLDER / "static"
STATIC_ROOT.mkdir(parents=True, exist_ok=True)  # WhiteNoise warns when it is missing
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {
        "BACKEND": "ownpath.kit.static_files.RememberingPlainStorage"
        if DEBUG or os.environ.get("OWNPATH_TESTING") == "1"
        else "ownpath.kit.static_files.RememberingStorage"
    },
}
WHITENOISE_USE_FINDERS = DEBUG or os.environ.get("OWNPATH_TESTING") == "1"
MEDIA_ROOT = DATA_FOLDER / "files"

vars().update(mail_settings(os.environ, folder=DATA_FOLDER / "mail"))

ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_USER_MODEL_EMAIL_FIELD = "email"
ACCOUNT_USER_MODEL_USERNAME_FIELD = "username"
ACCOUNT_LOGIN_METHODS = {"username"}
ACCOUNT_SIGNUP_FIELDS = [
    "username*",
    "password1*",
    "password2*",
]  # nobody signs up; allauth wants them to agree
ACCOUNT_ADAPTER = "ownpath.faces.door.adapters.AccountAdapter"
SOCIALACCOUNT_ADAPTER = "ownpath.faces.door.adapters.DistrictIdentityAdapter"
SOCIALACCOUNT_EMAIL_AUTHENTICATION = False
SOCIALACCOUNT_AUTO_SIGNUP = False
MFA_SUPPORTED_TYPES = ["totp", "recovery_codes"]
MFA_ADAPTER = "ownpath.faces.door.adapters.SecondFactorAdapter"
MFA_TOTP_ISSUER = "Ownpath"
SECOND_FACTOR_FOR_STAFF = (
    os.environ.get("OWNPATH_SECOND_FACTOR", "0" if DEMO or TESTING else "1") == "1"
)
IDENTITY_PROVIDER = identity_provider(os.environ)
if IDENTITY_PROVIDER or TESTING:  # it brings a client for the network: 6 MB
    INSTALLED_APPS.append("allauth.socialaccount.providers.openid_connect")
if IDENTITY_PROVIDER:
    SOCIALACCOUNT_PROVIDERS = IDENTITY_PROVIDER.as_allauth()
    CONTENT_SECURITY_POLICY["DIRECTIVES"]["form-action"].append(IDENTITY_PROVIDER.origin)

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"plain": {"format": "%(asctime)s %(levelname)s %(name)s %(message)s"}},
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "plain"}},
    "root": {"handlers": ["console"], "level": "WARNING"},
    "loggers": {
        "django.request": {"level": "ERROR"}
    },  # a refused form is no trouble of the server
}

# Long work waits in the database for `ownpath work`, which `ownpath serve` starts beside itself.
TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend"}}
