"""What is in English only, and which templates have every sentence given to translators."""

ENGLISH_ONLY = {
    "api",
}
"""Rooms and addresses whose pages are in English whatever is chosen. Take one out when its every
sentence is wrapped, and put it into `TRANSLATED` of quiz/language_choice.py."""

TEMPLATES = (
    "admin/*.html",
    "authors/[!p]*.html",
    "authors/preview_*.html",
    "authors/publish.html",
    "base.html",
    "charts/*.html",
    "check/*.html",
    "error.html",
    "govuk_frontend_jinja/components/error-message/macro.html",
    "help/*.html",
    "information/*.html",
    "learning/*.html",
    "learning/package/*.html",
    "live/*.html",
    "parts/contacts.html",
    "parts/device.html",
    "parts/dots.html",
    "parts/invitation.html",
    "parts/messages.html",
    "parts/passkey.html",
    "parts/password.html",
    "parts/progress.html",
    "parts/reasons.html",
    "parts/rules.html",
    "parts/source.html",
    "parts/take_along.html",
    "parts/terms.html",
    "review/*.html",
    "signin/*.html",
    "teams/*.html",
)
"""Templates without a word outside ``{% trans %}`` and ``_("…")``."""
