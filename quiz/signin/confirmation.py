"""Before an act that cannot be undone, the person shows once more who they are.

The form that they sent waits on that page, in hidden fields. With the right password or a passkey
its act is done. Somebody who came by an organisation's sign-in shows it there, in another tab.
"""

from collections.abc import Callable
from functools import wraps
from typing import Any

from flask import g, render_template, request, url_for
from flask.typing import ResponseReturnValue
from werkzeug.wrappers import Response

from quiz.clock import today
from quiz.languages.sentences import lazy_gettext
from quiz.people import guard, passkeys, passwords
from quiz.people.models import Person
from quiz.signin.factor_forms import NOT_ACCEPTED, WRONG_PASSWORD, ProofForm
from quiz.storage import database
from quiz.vocabulary import Role
from quiz.web.failed_requests import limiter
from quiz.web.network import network
from quiz.web.one_at_a_time import one_at_a_time
from quiz.web.security import log_refusal

PREFIX = "proof_"
SENT = "proof_sent"
PER_ACCOUNT = "5 per minute; 10 per 15 minutes; 20 per 2 hours"
PER_NETWORK = "30 per minute; 200 per hour"
NOT_YET = lazy_gettext("You are not signed in again yet")

View = Callable[..., Any]
Needed = Callable[[], bool]


def always() -> bool:
    """Every form of the page is such an act."""
    return True


def makes_administrator() -> bool:
    """The form gives, or leaves, an account the role of an administrator."""
    return Role.ADMINISTRATOR.value in request.form.getlist("roles")


def hands_over() -> bool:
    """The form asks somebody to take a review over, not to be a deputy."""
    return request.form.get("kind") == "lead"


def confirmed(needed: Needed) -> Callable[[View], View]:
    """A view for a person. Where ``needed``, its form is sent on only once they are confirmed."""

    def admit(view: View) -> View:
        @wraps(view)
        def answer(person: Person, **arguments: Any) -> Any:
            if request.method == "POST" and needed() and not guard.is_proved():
                page = _page_unless_proved(person)
                if page is not None:
                    return page
            return view(person, **arguments)

        return answer

    return admit


def limited(view: View) -> View:
    """Limits on wrong proofs, which all such pages share: by account, and by network."""
    for limit, key in ((PER_ACCOUNT, _account), (PER_NETWORK, network)):
        view = limiter.shared_limit(
            limit,
            scope=f"proof {key.__name__}",
            key_func=key,
            methods=["POST"],
            deduct_when=_was_wrong,
            exempt_when=_proves_nothing,
        )(view)
    return one_at_a_time(view, lambda: [] if _proves_nothing() else [f"proof {_account()}"])


def _account() -> str:
    person = guard.signed_in()
    return person.id if person else "nobody"


def _was_wrong(_response: Response) -> bool:
    return "wrong_proof" in g


def _proves_nothing() -> bool:
    return SENT not in request.form


def _page_unless_proved(person: Person) -> ResponseReturnValue | None:
    """The page that asks; None when what it sent is right."""
    by_provider = guard.came_by_provider() or not passwords.is_set(database.session(), person)
    if SENT not in request.form:
        return _page(person, ProofForm(formdata=None), by_provider), 403
    form = ProofForm()
    if form.accepted() and by_provider:
        form.proof_passkey.errors = (NOT_YET,)
    elif form.accepted() and _is_right(person, form):
        # What is used up stays so, whatever becomes of the act.
        database.session().commit()
        guard.prove()
        return None
    elif not form.stale:
        g.wrong_proof = True
        log_refusal("a wrong proof of who somebody is")
    return _page(person, form, by_provider), form.status


def _is_right(person: Person, form: ProofForm) -> bool:
    session = database.session()
    if form.proof_passkey.data:
        try:
            passkeys.use(session, form.proof_passkey.data, today(), person)
        except passkeys.PasskeyRefused:
            form.proof_password.errors = (NOT_ACCEPTED,)
            return False
        return True
    if passwords.verify(session, person, form.proof_password.data or ""):
        return True
    form.proof_password.errors = (WRONG_PASSWORD,)
    return False


def _page(person: Person, form: ProofForm, by_provider: bool) -> str:
    sent = request.form.items(multi=True)
    return render_template(
        "signin/confirm.html",
        form=form,
        fields=[
            (name, value)
            for name, value in sent
            if name != "csrf_token" and not name.startswith(PREFIX)
        ],
        by_provider=by_provider,
        has_passkeys=bool(passkeys.of(database.session(), person)),
        again=url_for("signin.oidc_again"),
    )
