"""The settings of oTree for the bench: one session of twelve rounds."""

from os import environ

SESSION_CONFIGS = [
    {"name": "choices", "app_sequence": ["choices"], "num_demo_participants": 1},
]
SESSION_CONFIG_DEFAULTS = {"real_world_currency_per_point": 1, "participation_fee": 0}
LANGUAGE_CODE = "en"
REAL_WORLD_CURRENCY_CODE = "GBP"
USE_POINTS = True
ADMIN_USERNAME = "admin"
ADMIN_PASSWORD = environ.get("OTREE_ADMIN_PASSWORD")
SECRET_KEY = "only for measurements"  # guards nothing
DEMO_PAGE_INTRO_HTML = ""
