"""The project of the peer: one survey, and nothing of it open to be looked at as a demo."""

from os import environ

SESSION_CONFIGS = [{"name": "asked", "app_sequence": ["asked"], "num_demo_participants": 1}]
SESSION_CONFIG_DEFAULTS = {"real_world_currency_per_point": 1.00, "participation_fee": 0.00, "doc": ""}
PARTICIPANT_FIELDS = []
SESSION_FIELDS = []
LANGUAGE_CODE = "nl"
REAL_WORLD_CURRENCY_CODE = "EUR"
USE_POINTS = False
ADMIN_USERNAME = "admin"
ADMIN_PASSWORD = environ["OTREE_ADMIN_PASSWORD"]
DEMO_PAGE_INTRO_HTML = ""
SECRET_KEY = environ["OTREE_SECRET_KEY"]
