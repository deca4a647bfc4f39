"""What is in English only, and which templates have every sentence given to translators."""

ENGLISH_ONLY = {
    "admin",
    "api",
    "authors",
    "help",
    "learning",
    "live",
    "signin",
    "information.briefing",
    "information.glossary",
    "information.guidance",
    "information.healthz",
    "information.local_schema",
    "information.on_paper",
    "information.readyz",
    "information.scenarios_schema",
    "information.security",
    "information.security_file",
    "information.set_on_paper",
    "information.source",
}
"""Rooms and addresses whose pages are in English whatever is chosen. Take one out when its every
sentence is wrapped, and put it into `TRANSLATED` of quiz/language_choice.py."""

TEMPLATES = (
    "base.html",
    "error.html",
    "check/*.html",
    "information/accessibility.html",
    "information/privacy.html",
    "learning/offer.html",
    "learning/offer_package.html",
    "charts/*.html",
    "parts/contacts.html",
    "parts/device.html",
    "parts/dots.html",
    "parts/invitation.html",
    "parts/messages.html",
    "parts/progress.html",
    "parts/rules.html",
    "parts/take_along.html",
    "parts/terms.html",
    "review/*.html",
    "teams/*.html",
    "govuk_frontend_jinja/components/error-message/macro.html",
)
"""Templates without a word outside ``{% trans %}`` and ``_("…")``."""
