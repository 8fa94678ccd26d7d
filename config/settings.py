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
# What is written about a child is sealed with keys that lie apart from the database (base/keys.py).
MASTER_KEY = env.text("RONDOM_MASTER_KEY")
MASTER_KEY_FILE = VAR / "keys" / "master.key"
KEYS = Path(env.text("RONDOM_KEYS", str(VAR / "keys" / "store")))
# For how many days backups stay: never longer than thirty-five, of keys thirty (home/backups/making.py).
BACKUP_DAYS = env.number("RONDOM_BACKUP_DAYS", 35)
KEY_BACKUP_DAYS = env.number("RONDOM_KEY_BACKUP_DAYS", 30)
# What is done to a backup that is put back before anybody comes in: what was destroyed or withdrawn since, goes again.
AFTER_RESTORE = [
    f"rondom.{app}.replay.replay" for app in ("retention",) if (ROOT / "rondom" / app / "replay.py").is_file()
]
# What was destroyed and taken back, to be done again after a restore; never itself restored (base/forgotten.py).
FORGOTTEN = Path(env.text("RONDOM_FORGOTTEN", str(VAR / "forgotten.jsonl")))

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
    "rondom.surveys",
    "rondom.schools",
    "rondom.reports",
    "rondom.cases",
    "rondom.children",
    "rondom.safety",
    "rondom.cards",
    "rondom.meetings",
    "rondom.timeline",
    "rondom.careteam",
    "rondom.retention",
    "rondom.mydata",
    "rondom.home",
]
MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    # Compressed with a padding of random length, so that its size tells nothing.
    "django.middleware.gzip.GZipMiddleware",
    "csp.middleware.CSPMiddleware",
    "rondom.base.middleware.trace",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "rondom.base.maintenance.shut_while_restoring",
    "rondom.base.guard.not_too_fast",
    "rondom.base.guard.only_as_meant",
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
    "staticfiles": {"BACKEND": "servestatic.storage.CompressedManifestStaticFilesStorage"},
}
DATA_UPLOAD_MAX_MEMORY_SIZE = 2_500_000
FILE_UPLOAD_MAX_MEMORY_SIZE = 2_500_000
DATA_UPLOAD_MAX_NUMBER_FILES = 3
# In memory only: what a child drew or a file of a whole life is never laid down on the disk as it came.
FILE_UPLOAD_HANDLERS = ["django.core.files.uploadhandler.MemoryFileUploadHandler"]
# Where clamd listens, the path of its socket or `host:port`; without it files come in by their own checks alone (decision 0029).
CLAMD = env.text("RONDOM_CLAMD")

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
BEHIND_PROXY = env.flag("RONDOM_BEHIND_PROXY", default=False)
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = SECURE_SSL_REDIRECT = SECURE_ONLY
MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN = not SECURE_ONLY
SECURE_HSTS_SECONDS = 31_536_000 if SECURE_ONLY else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = SECURE_ONLY
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if BEHIND_PROXY else None
# `__Host-`: a browser takes such a cookie over https alone, for this host alone, and from no other host of the domain.
OF_THIS_HOST = "__Host-" if SECURE_ONLY else ""
SESSION_COOKIE_NAME, CSRF_COOKIE_NAME = f"{OF_THIS_HOST}rondom", f"{OF_THIS_HOST}csrftoken"
LANGUAGE_COOKIE_NAME, LANGUAGE_COOKIE_AGE = f"{OF_THIS_HOST}django_language", 31_536_000
LANGUAGE_COOKIE_SECURE = SECURE_ONLY
SESSION_COOKIE_AGE = 12 * 60 * 60
SESSION_COOKIE_HTTPONLY = CSRF_COOKIE_HTTPONLY = LANGUAGE_COOKIE_HTTPONLY = True
# Lax and not Strict: who follows the link of a letter, or comes back from the account of work, is still in.
SESSION_COOKIE_SAMESITE = CSRF_COOKIE_SAMESITE = "Lax"
# So many requests a minute of one person or from one browser; ten times as many from one address, for a school stands behind it.
REQUESTS_A_MINUTE = int(env.text("RONDOM_REQUESTS_A_MINUTE", "600"))
# Whom to tell that something is not safe (`mailto:` or `https:`), for /.well-known/security.txt (RFC 9116).
SECURITY_CONTACT = env.words("RONDOM_SECURITY_CONTACT")
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
        "object-src": [NONE],
        "frame-ancestors": [NONE],
    }
}
MESSAGE_STORAGE = "rondom.base.messages.SealedMessages"
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
