"""A person's own tokens for the API: make one, and revoke one."""

from flask import abort, make_response, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from quiz.clock import today
from quiz.languages.sentences import lazy_gettext
from quiz.people import api_tokens, audit, sign_in_mail
from quiz.people.models import Person
from quiz.settings.config import own_address
from quiz.signin.token_forms import NewTokenForm
from quiz.storage import database
from quiz.vocabulary import ApiScope, AuditAction
from quiz.web.notices import flash
from quiz.web.security import Form

ENOUGH = lazy_gettext("You have %(most)s tokens. Revoke one before you make another.")
NO_ROLE = lazy_gettext(
    "A token reads figures of team reviews or live sessions, and your account has none."
)
FIRST_ADDRESS = {
    ApiScope.REVIEWS: "api.review_list",
    ApiScope.SESSIONS: "api.session_list",
    ApiScope.KEYS: "api.keys",
}


def new_token(person: Person) -> ResponseReturnValue:
    """Make a token. The answer to the form is the only page that shows it."""
    session, scopes = database.session(), api_tokens.scopes_of(person)
    enough = len(api_tokens.of(session, person)) >= api_tokens.MOST
    if enough or not scopes:
        flash(ENOUGH.filled(most=api_tokens.MOST) if enough else NO_ROLE)
        return redirect(url_for("signin.account"), 303)
    form = NewTokenForm(scopes)
    if not form.accepted():
        back = url_for("signin.account")
        return render_template("signin/new_token.html", form=form, back=back), form.status
    scope = ApiScope(form.scope.data)
    token = api_tokens.make(session, person, form.name.data, scope, int(form.days.data), today())
    audit.record(session, person, AuditAction.TOKEN_MADE, person.id, today())
    address = own_address() + url_for(FIRST_ADDRESS[scope])
    command = f'curl -H "Authorization: Bearer {token}" {address}'
    page = render_template("signin/token.html", name=form.name.data, token=token, command=command)
    return sign_in_mail.tell(make_response(page), person, sign_in_mail.TOKEN_MADE)


def revoke_token(person: Person, token_id: str) -> ResponseReturnValue:
    session, form = database.session(), Form()
    if not api_tokens.scopes_of(person):
        return redirect(url_for("signin.account"), 303)
    found = api_tokens.find(session, person, token_id) or abort(404)
    if form.accepted():
        api_tokens.revoke(session, found)
        audit.record(session, person, AuditAction.TOKEN_REVOKED, person.id, today())
        flash(lazy_gettext("The token “%(name)s” is revoked.", name=found.name))
        return redirect(url_for("signin.account"), 303)
    back = url_for("signin.account")
    page = render_template("signin/revoke_token.html", form=form, token=found, back=back)
    return page, form.status
