"""The pages on which administrators register learning systems."""

from flask import abort, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from quiz.clock import today
from quiz.languages.sentences import lazy_gettext
from quiz.learning.lti import registered, signing_keys
from quiz.learning.lti.models import LtiPlatform
from quiz.learning.lti.platform_forms import PlatformForm
from quiz.people.models import Person
from quiz.storage import database
from quiz.web.notices import flash
from quiz.web.security import Form


def lti_platforms(_admin: Person) -> str:
    session = database.session()
    keys = signing_keys.every(session)
    return render_template(
        "learning/platforms.html",
        platforms=registered.every(session),
        keys=keys,
        signing=signing_keys.signs(keys, today()),
    )


def lti_new_platform(admin: Person) -> ResponseReturnValue:
    session, form = database.session(), PlatformForm.of(None)
    if form.accepted():
        values = form.values
        if not registered.is_known(session, values["issuer"], values["client_id"]):
            registered.add(session, admin, values, form.deployment_ids, today())
            flash(lazy_gettext("%(name)s is added.", name=values["name"]))
            return redirect(url_for("learning.lti_platforms"), 303)
        form.refuse()
    return _page(form, None, url_for("learning.lti_platforms"))


def lti_platform(admin: Person, platform_id: str) -> ResponseReturnValue:
    session, found = database.session(), _found(platform_id)
    form = PlatformForm.of(found)
    back = url_for("learning.lti_platforms")
    if form.accepted():
        values = form.values
        if not registered.is_known(session, values["issuer"], values["client_id"], found.id):
            registered.change(session, admin, found, values, form.deployment_ids, today())
            flash(lazy_gettext("Saved."))
            return redirect(back, 303)
        form.refuse()
    return _page(form, found, back)


def lti_remove_platform(admin: Person, platform_id: str) -> ResponseReturnValue:
    found, form = _found(platform_id), Form()
    if form.accepted():
        registered.remove(database.session(), admin, found, today())
        flash(lazy_gettext("%(name)s is removed.", name=found.name))
        return redirect(url_for("learning.lti_platforms"), 303)
    back = url_for("learning.lti_platform", platform_id=found.id)
    return render_template(
        "learning/remove_platform.html", form=form, platform=found, back=back
    ), form.status


def _found(platform_id: str) -> LtiPlatform:
    return registered.find(database.session(), platform_id) or abort(404)


def _page(form: PlatformForm, platform: LtiPlatform | None, back: str) -> ResponseReturnValue:
    page = render_template("learning/platform.html", form=form, platform=platform, back=back)
    return page, form.status
