"""The page on which a person sends their learning system that they have finished.

Its script sends, and the service never does: it calls no address that a launch names.
"""

from urllib.parse import urlsplit

from flask import render_template, request, url_for
from flask.typing import ResponseReturnValue

from quiz.learning.completion_forms import CompletionForm, nothing_waits
from quiz.learning.packages import opened
from quiz.selfcheck.current import CurrentAttempt
from quiz.selfcheck.journey import Page, Step
from quiz.selfcheck.navigation import address


def sending(current: CurrentAttempt, kind: str, template: str) -> ResponseReturnValue:
    """The page, and once its script says that it is sent, the page after it."""
    launch, back = opened.current(), address(Page(Step.FEEDBACK))
    if launch is None or launch.kind != kind or not current.progress.finished:
        return nothing_waits(back)
    form = CompletionForm.of(current.marked)
    if form.accepted() and "recorded" in request.form:
        opened.forget()
        return render_template("learning/sent.html", system=launch, back=back)
    return render_template(
        template, current=current, form=form, system=launch, back=back
    ), form.status


def or_sending(to: str, kind: str) -> str:
    """The page that sends completion, in place of the feedback; another address as it is."""
    return url_for(f"learning.{kind}_send") if to == address(Page(Step.FEEDBACK)) else to


def refused(addresses: list[str]) -> ResponseReturnValue:
    """The page for a learning system that the operator has not listed; 200 if none is named."""
    found = [_origin(one) for one in addresses if not opened.listed(one)]
    origins = [one for one in found if one]
    page = render_template("learning/not_listed.html", origins=origins)
    return page, 403 if any(addresses) else 200


def _origin(url: str) -> str:
    """The origin of an address, to show; empty when it has none."""
    try:
        parts = urlsplit(url)
    except ValueError:
        return ""
    known = parts.scheme in ("http", "https") and parts.netloc and "@" not in parts.netloc
    return f"{parts.scheme}://{parts.netloc}"[:100] if known else ""
