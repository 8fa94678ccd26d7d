"""Who am I, where do I keep things, what is on, what is safe. Runs on SQLite with no variable set."""

from pathlib import Path

from csp.constants import NONCE, NONE, SELF
from django.conf import locale

from config import env

# ── who am I ──────────────────────────────────────────────────────────────────────────────────────
ROOT = Path(__file__).resolve().parent.parent
VAR = Path(env.text("RONDOM_VAR", str(ROOT / "var")))
DEBUG = env.flag("RONDOM_DEBUG", default=False)
DEMO = env.flag("RONDOM_DEMO", default=True)
ALLOWED_HOSTS = env.words("RONDOM_HOSTS", "localhost,127.0.0.1,[::1]")
CSRF_TRUSTED_ORIGINS = env.words("RONDOM_ORIGINS")
SECRET_KEY = env.secret("RONDOM_SECRET_KEY", VAR / "keys" / "secret.key")
RECORD_KEY = env.secret("RONDOM_RECORD_KEY", VAR / "keys" / "record.key")
ANCHOR = env.text("RONDOM_ANCHOR")
ACCESS_KEY = env.secret("RONDOM_ACCESS_KEY", VAR / "keys" / "access.key")

INSTALLED_APPS = [
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "csp",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "rondom.base",
    "rondom.people",
    "rondom.children",
    "rondom.cards",
    "rondom.timeline",
    "rondom.home",
]
MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    # Compressed with a padding of random length, so that its size tells nothing.
    "django.middleware.gzip.GZipMiddleware",
    "csp.middleware.CSPMiddleware",
    "rondom.base.middleware.trace",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "rondom.base.middleware.only_what_can_be_kept",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.auth.middleware.LoginRequiredMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    # allauth's engines find the request by this.
    "allauth.account.middleware.AccountMiddleware",
    "rondom.home.gate.Gate",
    "rondom.base.middleware.reading_is_reading",
    "rondom.base.middleware.Refusals",
]
ROOT_URLCONF = "config.urls"
ASGI_APPLICATION = "config.asgi.application"
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.messages.context_processors.messages",
                "csp.context_processors.nonce",
                "rondom.base.context.surroundings",
            ],
            "builtins": ["django.templatetags.i18n", "django.templatetags.static", "rondom.base.templatetags.ui"],
        },
    }
]

# ── where do I keep things ────────────────────────────────────────────────────────────────────────
DATABASES = {"default": env.database(env.text("DATABASE_URL"), VAR / "rondom.sqlite3")}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
AUTH_USER_MODEL = "people.Person"
STATIC_URL = "/static/"
STATIC_ROOT = VAR / "static"
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "config.storage.HashedFiles"},
}
DATA_UPLOAD_MAX_MEMORY_SIZE = 2_500_000
FILE_UPLOAD_MAX_MEMORY_SIZE = 2_500_000

# ── what is on ────────────────────────────────────────────────────────────────────────────────────
LANGUAGE_CODE = "nl"
LANGUAGES = [("nl", "Nederlands"), ("en", "English"), ("tr", "Türkçe"), ("ar", "العربية"), ("pl", "Polski")]
LANGUAGES += [("uk", "Українська"), ("ti", "ትግርኛ")]
# A machine's translation is marked as such on the page until a native reader has seen it (decision 0016).
LANGUAGES_NOT_READ_BY_A_NATIVE = {"en", "tr", "ar", "pl", "uk", "ti"}
# The second holds what Django itself says, in a language that Django does not know.
LOCALE_PATHS = [ROOT / "locale", ROOT / "locale" / "of_django"]
FORMAT_MODULE_PATH = "config.formats"
locale.LANG_INFO["ti"] = {"bidi": False, "code": "ti", "name": "Tigrinya", "name_local": "ትግርኛ"}
USE_I18N = True
USE_TZ = True
TIME_ZONE = "Europe/Amsterdam"
LOGIN_URL = "people:sign_in"
LOGIN_REDIRECT_URL = "home:home"
# Of allauth we use the engines of keys and codes (decision 0004); nobody signs up by it.
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*"]
MFA_ADAPTER = "rondom.people.engines.Engines"
MFA_SUPPORTED_TYPES = ["webauthn", "totp", "recovery_codes"]
MFA_WEBAUTHN_USER_VERIFICATION = "required"
# Where letters go: `smtp://name:password@host:587`; without it they lie in a folder, for who tries things out.
MAIL = env.text("RONDOM_MAIL")

DEFAULT_FROM_EMAIL = env.text("RONDOM_MAIL_FROM", "Rondom <rondom@localhost>")
vars().update(env.mail(MAIL, VAR / "mail"))

# ── what is safe ──────────────────────────────────────────────────────────────────────────────────
PASSWORD_HASHERS = ["django.contrib.auth.hashers.Argon2PasswordHasher"]
SECURE_ONLY = env.flag("RONDOM_HTTPS", default=not DEMO)
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = SECURE_SSL_REDIRECT = SECURE_ONLY
MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN = not SECURE_ONLY
SECURE_HSTS_SECONDS = 31_536_000 if SECURE_ONLY else 0
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if env.flag("RONDOM_BEHIND_PROXY", default=False) else None
SESSION_COOKIE_NAME = "rondom"
SESSION_COOKIE_AGE = 12 * 60 * 60
SESSION_COOKIE_HTTPONLY = CSRF_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
CSRF_FAILURE_VIEW = "rondom.base.views.form_too_old"
SECURE_REFERRER_POLICY = "same-origin"
SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF, NONCE],
        "style-src": [SELF, NONCE],
        "img-src": [SELF],
        "media-src": [SELF],
        "font-src": [SELF],
        "connect-src": [SELF],
        "form-action": [SELF],
        "base-uri": [NONE],
        "frame-ancestors": [NONE],
    }
}
MESSAGE_STORAGE = "django.contrib.messages.storage.session.SessionStorage"
LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    # A message or traceback may hold what somebody wrote about a child; a line says where and what kind, and no more.
    "formatters": {"quiet": {"()": "rondom.base.logs.Quiet"}},
    "handlers": {"stderr": {"class": "logging.StreamHandler", "formatter": "quiet"}},
    "root": {"handlers": ["stderr"], "level": "WARNING"},
    "loggers": {
        "django": {"handlers": [], "level": "WARNING", "propagate": True},
        "django.request": {"level": "ERROR"},
    },
}
SILENCED_SYSTEM_CHECKS = ["security.W004", "security.W008"] if not SECURE_ONLY else []
