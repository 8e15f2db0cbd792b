"""Settings from the environment; safe with none, and nothing is started here."""

import logging
from pathlib import Path

from django.utils.translation import gettext_lazy as _
from environs import Env, validate

from config import environment

BASE_DIR = Path(__file__).resolve().parent.parent
HOUR = 3600

env = Env()
DEBUG: bool = env.bool("DEBUG", True)
VAR_DIR = Path(env.str("VAR_DIR", "") or BASE_DIR / "var").expanduser().resolve()
HTTPS: bool = env.bool("HTTPS", not DEBUG)

SECRET_KEY = environment.secret_key(env, debug=DEBUG, var=VAR_DIR)
ALLOWED_HOSTS: list[str] = env.list("ALLOWED_HOSTS", [])
CSRF_TRUSTED_ORIGINS: list[str] = env.list("CSRF_TRUSTED_ORIGINS", [])

DATABASES = {"default": environment.database(env, var=VAR_DIR)}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
AUTH_USER_MODEL = "relations.User"
HOME_INSTITUTION: str = env.str("HOME_INSTITUTION", "")

INSTALLED_APPS = [
    "config",
    "relations",
    "django.contrib.admin",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django.contrib.postgres",
    "django_filters",
    "rest_framework",
    "drf_spectacular",
    "drf_spectacular_sidecar",
    "django_htmx",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "config.middleware.content_security_policy",
    "config.middleware.never_stored",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "config.middleware.session_age",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "relations.history.middleware.ActMiddleware",
    "relations.views.slow.SlowMiddleware",
]

ROOT_URLCONF = "config.urls"
WSGI_APPLICATION = "config.wsgi.application"
REQUESTS_AT_ONCE: int = env.int("REQUESTS_AT_ONCE", 8, validate=validate.Range(min=1))
FILES_AT_ONCE: int = env.int("FILES_AT_ONCE", 4, validate=validate.Range(min=1))
CLIENT_PATIENCE: float = env.float("CLIENT_PATIENCE", 60.0)
ASGI_APPLICATION = "config.asgi.application"

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

FORM_RENDERER = "config.widgets.QuickWidgets"

# --- who may come in ---
LOGIN_URL = "/accounts/login/"
LOGIN_REDIRECT_URL = "/"
LOGOUT_REDIRECT_URL = LOGIN_URL
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": f"django.contrib.auth.password_validation.{name}", "OPTIONS": options}
    for name, options in (
        ("UserAttributeSimilarityValidator", {}),
        ("MinimumLengthValidator", {"min_length": 12}),
        ("CommonPasswordValidator", {}),
    )
]
SESSION_ENGINE = "config.sessions"
SESSION_COOKIE_AGE = 3 * HOUR
SESSION_LONGEST = 12 * HOUR
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = HTTPS
# the prefix makes browsers refuse a cookie that came over HTTP or from a subdomain
SESSION_COOKIE_NAME = "__Host-sessionid" if HTTPS else "sessionid"
CSRF_COOKIE_NAME = "__Host-csrftoken" if HTTPS else "csrftoken"
CSRF_COOKIE_HTTPONLY = True

# --- what browsers are told ---
SECURE_SSL_REDIRECT = HTTPS
# a load balancer asks these from inside, over HTTP
SECURE_REDIRECT_EXEMPT = [r"^healthz$", r"^readyz$"]
SECURE_HSTS_SECONDS: int = env.int("SECURE_HSTS_SECONDS", 365 * 24 * HOUR if HTTPS else 0)
SECURE_HSTS_INCLUDE_SUBDOMAINS = SECURE_HSTS_PRELOAD = SECURE_HSTS_SECONDS > 0
# only behind a proxy that sets this header itself; else anybody could claim HTTPS
SECURE_PROXY_SSL_HEADER = (
    ("HTTP_X_FORWARDED_PROTO", "https") if env.bool("BEHIND_PROXY", False) else None
)
X_FRAME_OPTIONS = "DENY"
SECURE_CSP = {
    "default-src": ["'self'"],
    "img-src": ["'self'", "data:"],
    "object-src": ["'none'"],
    "base-uri": ["'none'"],
    "frame-ancestors": ["'none'"],
    "form-action": ["'self'"],
}

# --- language and time ---
USE_TZ = True
TIME_ZONE = environment.time_zone(env)
LANGUAGES = [("en", _("English")), ("ru", _("Russian")), ("uz", _("Uzbek")), ("ko", _("Korean"))]
LANGUAGE_CODE: str = env.str(
    "LANGUAGE_CODE", "en", validate=validate.OneOf([code for code, _name in LANGUAGES])
)

LANGUAGE_COOKIE_AGE = 365 * 24 * HOUR
LANGUAGE_COOKIE_SAMESITE = "Lax"
LANGUAGE_COOKIE_SECURE = HTTPS

# --- files ---
STATIC_URL = "/static/"
STATIC_ROOT = VAR_DIR / "static"
# said here and not left to DEBUG, which test runners turn off after these are read
WHITENOISE_AUTOREFRESH = WHITENOISE_USE_FINDERS = DEBUG
MEDIA_ROOT = Path(env.str("MEDIA_ROOT", "") or VAR_DIR / "media")
FILE_UPLOAD_PERMISSIONS = 0o600
FILE_UPLOAD_DIRECTORY_PERMISSIONS = 0o700
DATA_UPLOAD_MAX_MEMORY_SIZE = 10 * 1024 * 1024
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {
        "BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"
        if DEBUG
        else "whitenoise.storage.CompressedManifestStaticFilesStorage"
    },
}

# --- mail, API, log ---
locals().update(environment.mail(env, debug=DEBUG))
API_REQUESTS_PER_TOKEN: int = env.int("API_REQUESTS_PER_TOKEN", 600)
API_REQUESTS_PER_PERSON: int = env.int("API_REQUESTS_PER_PERSON", 1200)
REST_FRAMEWORK = {
    "DEFAULT_AUTHENTICATION_CLASSES": [
        "relations.api.tokens.Bearer",
        "relations.api.sessions.StaffSession",
    ],
    "DEFAULT_PERMISSION_CLASSES": [
        "rest_framework.permissions.IsAuthenticated",
        "relations.api.tokens.InScope",
    ],
    "DEFAULT_THROTTLE_CLASSES": ["relations.api.tokens.ByTheMinute"],
    # The page to browse is /api/v1/docs/: the framework's own cannot send If-Match, so that nothing
    # could be changed from it, and the policy above refuses its inline styles.
    "DEFAULT_RENDERER_CLASSES": ["relations.api.rendering.QuickJSON"],
    "DEFAULT_PARSER_CLASSES": ["rest_framework.parsers.JSONParser"],
    "DEFAULT_SCHEMA_CLASS": "drf_spectacular.openapi.AutoSchema",
    "EXCEPTION_HANDLER": "relations.api.problems.problem",
    "URL_FORMAT_OVERRIDE": None,
}
SPECTACULAR_SETTINGS = {
    "TITLE": "Muloqot",
    "DESCRIPTION": "The memory of an institute's outside relations.",
    "VERSION": "1",
    "OAS_VERSION": "3.1.0",
    "SCHEMA_PATH_PREFIX": "/api/v1",
    "SERVE_INCLUDE_SCHEMA": False,
    "SERVE_PERMISSIONS": ["rest_framework.permissions.IsAuthenticated"],
    # one name a list of choices would have to be found by hand; they stand where they are used
    "POSTPROCESSING_HOOKS": [],
    "SWAGGER_UI_DIST": "SIDECAR",
    "SWAGGER_UI_FAVICON_HREF": "SIDECAR",
}
LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {
        "line": {"format": "{asctime} {levelname} {name} {message}", "style": "{"},
    },
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "line"}},
    "root": {"handlers": ["console"], "level": env.log_level("LOG_LEVEL", logging.INFO)},
}
