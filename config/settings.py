"""All settings, in one file; secrets and places come from the environment (see .env.example)."""

import sys
from datetime import timedelta
from pathlib import Path

import environ
from csp.constants import NONE, SELF
from django.core.exceptions import ImproperlyConfigured

from config.logs import LOGGING  # noqa: F401  Django reads it from here

BASE_DIR = Path(__file__).resolve().parent.parent

env = environ.Env()
if (BASE_DIR / ".env").exists():
    environ.Env.read_env(BASE_DIR / ".env")

# Tests run with production's rules, whatever .env says, apart from the few lines below that name TESTING.
TESTING = "pytest" in sys.modules
DEBUG = env.bool("DEBUG", default=False) and not TESTING
SECRET_KEY = env.str("SECRET_KEY", default="")
if not SECRET_KEY:
    raise ImproperlyConfigured(
        "SECRET_KEY is not set. Copy .env.example to .env and put a long random value in it, "
        "or run script/bootstrap, which does that."
    )
# Former keys: what was sealed with them can still be read. To change SECRET_KEY, put the old one here.
SECRET_KEY_FALLBACKS = env.list("SECRET_KEY_FALLBACKS", default=[])
ALLOWED_HOSTS = env.list("ALLOWED_HOSTS", default=["localhost", "127.0.0.1"])
CSRF_TRUSTED_ORIGINS = env.list("CSRF_TRUSTED_ORIGINS", default=[])

INSTALLED_APPS = [
    "accounts",
    "frameworks",
    "reviews",
    "reports",
    "national",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.usersessions",
    "crispy_forms",
    "csp",
    "django_htmx",
    "django_tasks",
    "django_tasks_db",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.humanize",
    "django.contrib.messages",
    "django.contrib.sessions",
    "whitenoise.runserver_nostatic",
    "django.contrib.staticfiles",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "config.headers.closed_to_others",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "config.logs.RequestLogMiddleware",
    "csp.middleware.CSPMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "accounts.middleware.SignedInMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "accounts.middleware.WatchMiddleware",
    "config.errors.plain_not_found",
    "config.errors.plain_not_allowed",
]

ROOT_URLCONF = "config.urls"
WSGI_APPLICATION = "config.wsgi.application"

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
                "reports.centre.centre_in_pages",
            ],
        },
    },
]

DATABASES = {"default": env.db("DATABASE_URL", default=f"sqlite:///{BASE_DIR / 'data' / 'golden-thread.sqlite3'}")}
if DATABASES["default"]["ENGINE"] == "django.db.backends.sqlite3":
    DATABASES["default"]["OPTIONS"] = {
        "transaction_mode": "IMMEDIATE",
        "timeout": 20,
        "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL;",
    }
else:
    DATABASES["default"] |= {"CONN_MAX_AGE": 60, "CONN_HEALTH_CHECKS": True}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

# Counted attempts to sign in live in the cache. It is shared by all processes, and must not drop them: Django's own
# limit is 300 entries.
CACHES = {
    "default": {
        "BACKEND": "django.core.cache.backends.db.DatabaseCache",
        "LOCATION": "cache",
        "OPTIONS": {"MAX_ENTRIES": 100_000},
    },
    # What one process may count for itself.
    "process": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"},
}
TASKS = {
    "default": {
        "BACKEND": "django_tasks.backends.immediate.ImmediateBackend"
        if TESTING
        else env.str("TASKS_BACKEND", default="django_tasks_db.DatabaseBackend"),
    }
}

# People sign in with their e-mail address; nobody can sign up (the adapter sees to that).
AUTH_USER_MODEL = "accounts.User"
AUTHENTICATION_BACKENDS = ["allauth.account.auth_backends.AuthenticationBackend"]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 12}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {
        "NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator",
        "OPTIONS": {"user_attributes": ["email", "name"]},
    },
]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "/"
ACCOUNT_ADAPTER = "accounts.adapter.AccountAdapter"
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*", "password2*"]
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
# Staff type the address in, so there is nobody to verify it to before the first sign-in.
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_LOGOUT_REDIRECT_URL = LOGIN_URL
# No mail to strangers, and no word on whether an address has an account.
ACCOUNT_EMAIL_UNKNOWN_ACCOUNTS = False
ACCOUNT_FORMS = {
    "login": "accounts.forms.SignInForm",
    "reset_password": "accounts.forms.PasswordResetForm",
    "reset_password_from_key": "accounts.forms.NewPasswordForm",
    "change_password": "accounts.forms.PasswordChangeForm",
    "reauthenticate": "accounts.forms.PasswordAgainForm",
}
CSRF_FAILURE_VIEW = "config.errors.csrf_failure"
# Counted in the cache, which all processes share. A whole team may sign in from one address, that of its hotel.
ACCOUNT_RATE_LIMITS = {
    "login": "60/m/ip",
    "login_failed": "30/m/ip,5/5m/key",
    "reset_password": "20/m/ip,5/m/key",
    "invite": "30/h/user",
    "accept_invitation": "30/m/ip",
    # Answers save themselves, and a group may share one network.
    "tester_link": "300/m/ip",
}
# Somebody is told by mail when their password or second factor is changed.
ACCOUNT_EMAIL_NOTIFICATIONS = True
# Before a report is released, a second factor is changed or something is exported, the last sign-in may be this old.
ACCOUNT_REAUTHENTICATION_TIMEOUT = int(timedelta(minutes=10).total_seconds())
# A session outlasts the browser, and this at the longest. How long it may lie unused is for SIGN_IN_RULES to say.
ACCOUNT_SESSION_REMEMBER = True
SESSION_COOKIE_AGE = int(timedelta(days=7).total_seconds())

# The function that says who must have a second factor and how long their sessions may lie unused.
SIGN_IN_RULES = "reviews.sign_in.rules_for"
# Whether those whose role asks for a second factor are made to have one (forced), or may do without (offered), only to
# try things out. Where staff force it for a site, it is forced either way.
SECOND_FACTOR = "forced" if TESTING else env.str("SECOND_FACTOR", default="forced")
if SECOND_FACTOR not in ("forced", "offered"):
    raise ImproperlyConfigured("SECOND_FACTOR is “forced” (so it is when it is not set) or “offered”.")
MFA_ADAPTER = "accounts.second_factor.SecondFactorAdapter"
# What an app or a device calls the account.
MFA_TOTP_ISSUER = "Golden Thread"
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_PASSKEY_LOGIN_ENABLED = True
MFA_RATE_LIMITS = {"webauthn_login": "60/m/ip"}
# A code still counts half a minute after it left the screen: people type slowly. accounts.forms lets it count once.
MFA_TOTP_TOLERANCE = 1
MFA_TRUST_ENABLED = True
MFA_TRUST_COOKIE_AGE = timedelta(days=30)
# Whoever invites somebody vouches for the address, and accepting the invitation proves it.
MFA_ALLOW_UNVERIFIED_EMAIL = True
MFA_FORMS = {
    "activate_totp": "accounts.forms.AppSetUpForm",
    "authenticate": "accounts.forms.CodeForm",
    "reauthenticate": "accounts.forms.CodeAgainForm",
    "add_webauthn": "accounts.forms.PasskeyForm",
    "edit_webauthn": "accounts.forms.PasskeyNameForm",
}

# Whether people reach the application by https. Off only on the machine of the person who changes it.
HTTPS = env.bool("HTTPS", default=not DEBUG and not TESTING)
ACCOUNT_DEFAULT_HTTP_PROTOCOL = "https" if HTTPS else "http"
SECURE_SSL_REDIRECT = HTTPS
SECURE_REDIRECT_EXEMPT = [r"^healthz$"]
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = HTTPS
# What a page says after something was done may quote a text. Django's own choice would put it into a cookie, which
# stays in the browser after its person signed out, and the next one would read it.
MESSAGE_STORAGE = "django.contrib.messages.storage.session.SessionStorage"
# Pages carry the token themselves, so no script needs to read the cookie.
CSRF_COOKIE_HTTPONLY = True
if HTTPS:
    # With this prefix browsers refuse a cookie that came without https or that another host of the domain set.
    SESSION_COOKIE_NAME = "__Host-session"
    CSRF_COOKIE_NAME = "__Host-csrf"
    MFA_TRUST_COOKIE_NAME = "__Host-remembered"
SECURE_HSTS_SECONDS = int(timedelta(days=365).total_seconds()) if HTTPS else 0
# These two ask to bind all other hosts of the domain to https, which is not this application's to decide.
SILENCED_SYSTEM_CHECKS = ["security.W005", "security.W021"]
# How many proxies of ours stand in front and set X-Forwarded-For and X-Forwarded-Proto. With none, both are ignored.
ALLAUTH_TRUSTED_PROXY_COUNT = env.int("TRUSTED_PROXY_COUNT", default=0)
if ALLAUTH_TRUSTED_PROXY_COUNT:
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
X_FRAME_OPTIONS = "DENY"
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF],
        "style-src": [SELF],
        "img-src": [SELF, "data:"],
        "font-src": [SELF],
        "connect-src": [SELF],
        "manifest-src": [SELF],
        "worker-src": [SELF],
        "form-action": [SELF],
        "object-src": [NONE],
        "base-uri": [NONE],
        "frame-ancestors": [NONE],
    }
}
# A text may have 200,000 characters; sent by a form, the worst of them take nine bytes each (%E2%80%99). Beyond
# this the answer is a 413 in plain words.
DATA_UPLOAD_MAX_MEMORY_SIZE = 5 * 1024 * 1024
# The same for the files of one request together. They are kept on disk while they arrive.
UPLOAD_MAX_BYTES = env.int("UPLOAD_MAX_MB", default=25) * 1024 * 1024
FILE_UPLOAD_HANDLERS = [
    "config.uploads.LimitedUploadHandler",
    "django.core.files.uploadhandler.MemoryFileUploadHandler",
    "django.core.files.uploadhandler.TemporaryFileUploadHandler",
]

vars().update(env.email_url("EMAIL_URL", default="consolemail://" if DEBUG else "smtp://localhost:25"))
DEFAULT_FROM_EMAIL = SERVER_EMAIL = env.str("DEFAULT_FROM_EMAIL", default="Golden Thread <golden-thread@localhost>")

# Whose installation this is. Every document carries it on its cover and its last page, as it was when it was sealed.
CENTRE_NAME = "" if TESTING else env.str("CENTRE_NAME", default="").strip()
# A PNG or SVG file, seen from the folder of the code where the path is relative.
CENTRE_LOGO = "" if TESTING else env.str("CENTRE_LOGO", default="")
CENTRE_LOGO = str(BASE_DIR / CENTRE_LOGO) if CENTRE_LOGO else ""
CENTRE_CONTACT = [] if TESTING else [line.strip() for line in env.str("CENTRE_CONTACT", default="").split("|")]
CENTRE_CONTACT = [line for line in CENTRE_CONTACT if line]

CRISPY_ALLOWED_TEMPLATE_PACKS = CRISPY_TEMPLATE_PACK = "govuk"
CRISPY_FAIL_SILENTLY = False

LANGUAGE_CODE = "en-gb"
TIME_ZONE = "Europe/London"
USE_I18N = True
USE_TZ = True

FIXTURE_DIRS = [BASE_DIR / "fixtures"]

# What people upload and what is issued: private, in a folder or an S3 bucket, and only ever handed out by a view.
MEDIA_ROOT = env.path("MEDIA_ROOT", default=str(BASE_DIR / "data" / "files"))()
if TESTING:
    PRIVATE_STORAGE = {"BACKEND": "django.core.files.storage.InMemoryStorage"}
elif FILES_S3_BUCKET := env.str("FILES_S3_BUCKET", default=""):
    PRIVATE_STORAGE = {
        "BACKEND": "storages.backends.s3.S3Storage",
        "OPTIONS": {
            "bucket_name": FILES_S3_BUCKET,
            "endpoint_url": env.str("FILES_S3_ENDPOINT", default=None),
            "default_acl": "private",
            "file_overwrite": False,
        },
    }
else:
    PRIVATE_STORAGE = {
        "BACKEND": "django.core.files.storage.FileSystemStorage",
        "OPTIONS": {"file_permissions_mode": 0o600, "directory_permissions_mode": 0o700},
    }
STATIC_URL = "static/"
STATIC_ROOT = env.path("STATIC_ROOT", default=str(BASE_DIR / "data" / "static"))()
STATICFILES_DIRS = [BASE_DIR / "static"]
# Styles and scripts are for our own pages only.
WHITENOISE_ALLOW_ALL_ORIGINS = False
# Where nobody has run collectstatic, WhiteNoise finds the files where they lie.
WHITENOISE_USE_FINDERS = WHITENOISE_AUTOREFRESH = DEBUG or TESTING
WHITENOISE_SKIP_COMPRESS_EXTENSIONS = ["ttf", "woff", "woff2", "png", "jpg", "gz", "br", "zip", "scss"]
STORAGES = {
    "default": PRIVATE_STORAGE,
    "staticfiles": {
        "BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"
        if DEBUG or TESTING
        else "config.assets.HashedStaticFiles"
    },
}
