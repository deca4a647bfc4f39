"""The addresses that a learning system calls: the start of a launch, the launch, and our keys."""

import logging
from typing import Any
from urllib.parse import urlencode

from flask import redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from quiz import content
from quiz.languages.sentences import ENGLISH, lazy_gettext, written_in
from quiz.learning.lti import deep_linking, id_token, launches, registered, sign_in, signing_keys
from quiz.learning.lti.choosing_forms import ChoosingForm
from quiz.learning.lti.id_token import Launch, LaunchRefused
from quiz.learning.lti.models import LtiPlatform
from quiz.learning.lti.outgoing import PlatformUnavailable
from quiz.learning.lti.signing_keys import NoKey
from quiz.learning.sets_to_open import title_of
from quiz.settings.config import own_address
from quiz.storage import database
from quiz.web import headers

FRAMES = ("iframe", "frame", "embed", "object")
ASKED = (
    *("iss", "login_hint", "target_link_uri", "client_id"),
    *("lti_message_hint", "lti_deployment_id"),
)

log = logging.getLogger(__name__)


def lti_login() -> ResponseReturnValue:
    """A learning system wants to open something: send the browser back to it for the launch."""
    asked = request.values
    if "iss" not in asked:
        return redirect(url_for("learning.lti_addresses"), 303)
    try:
        platform = _platform()
    except LaunchRefused as refusal:
        return _refused(refusal)
    if _in_a_frame() and asked.get("target_link_uri") != _address("lti_choose"):
        return _own_window(platform)
    url, browser = sign_in.answer_url(platform, _address("lti_launch"))
    return sign_in.keep_browser(redirect(url, 303), browser)


def _platform() -> LtiPlatform:
    """The platform that asks. Raises LaunchRefused."""
    asked = request.values
    platform = registered.that_asks(asked["iss"], asked.get("client_id", ""))
    if platform is None:
        raise LaunchRefused(lazy_gettext("the issuer and client id are not registered"))
    deployment = asked.get("lti_deployment_id")
    if deployment and deployment not in platform.deployment_ids:
        raise LaunchRefused(lazy_gettext("the deployment is not registered"))
    if not asked.get("login_hint"):
        raise LaunchRefused(lazy_gettext("the login hint is missing"))
    if not sign_in.is_ours(asked.get("target_link_uri", "")):
        raise LaunchRefused(lazy_gettext("the address to open is not one of ours"))
    return platform


def lti_launch() -> ResponseReturnValue:
    """The launch itself: the answer to our request, with a signed token."""
    if request.method != "POST":
        return redirect(url_for("selfcheck.start"), 303)
    database.discard()  # the platform may be slow to give its keys; other people write meanwhile
    try:
        return _opened(_launch())
    except LaunchRefused as refusal:
        return _refused(refusal)
    except PlatformUnavailable as error:
        log.error("the keys of a learning system cannot be read: %s", error)
        return render_template("learning/unavailable.html"), 503


def _launch() -> Launch:
    """Check the launch; it counts once. Raises LaunchRefused and PlatformUnavailable."""
    state = sign_in.state(request.form.get("state", ""))
    if "error" in request.form:
        raise LaunchRefused(lazy_gettext("the platform answered with an error"), again=True)
    platform = registered.read(state.platform)
    if platform is None:
        raise LaunchRefused(lazy_gettext("the platform is no longer registered"))
    if _in_a_frame():
        headers.show_in_frame(platform.origins)  # whatever is answered, so that it can be read
    launch = id_token.check(platform, request.form.get("id_token", ""), state.nonce)
    # What somebody chooses for a course is sent to the course and says nothing of this browser. It
    # may be in a frame, where browsers keep no cookie.
    if not (launch.choice or state.is_from_here):
        raise LaunchRefused(
            lazy_gettext("this browser did not ask for it, or keeps no cookie"), again=True
        )
    if _in_a_frame() and not launch.choice:
        raise LaunchRefused(lazy_gettext("it has to open in a window of its own"))
    state.use_up()
    return launch


def _opened(launch: Launch) -> ResponseReturnValue:
    if launch.choice is None:
        return launches.keep_waiting(redirect(url_for("learning.lti_begin"), 303), launch)
    form = ChoosingForm.new(content.bank().forms, deep_linking.seal(launch))
    headers.show_in_frame(launch.platform.origins)
    takes = launch.choice.with_result
    return render_template("learning/choose.html", form=form, takes_result=takes)


def lti_choose() -> ResponseReturnValue:
    """What was chosen for a course: a page whose button sends it to the learning system.

    It has no CSRF token: it may be in a frame, where the browser's cookie is not sent. The request
    in its hidden field is encrypted by us, and the answer goes nowhere else.
    """
    if request.method != "POST":
        return redirect(url_for("learning.lti_addresses"), 303)
    try:
        asked = deep_linking.unseal(request.form.get("sealed", ""))
        form = ChoosingForm.sent(content.bank().forms, request.form["sealed"])
        headers.show_in_frame(asked.platform.origins)
        if not form.accepted():
            takes = asked.choice.with_result
            return render_template("learning/choose.html", form=form, takes_result=takes), 422
        title = title_of(form.opens.data)
        link = deep_linking.link(
            form.opens.data,
            title,
            with_result=asked.choice.with_result and form.with_result.data,
            launch_url=_address("lti_launch"),
        )
        answer = deep_linking.answer(asked, link)
    except LaunchRefused as refusal:
        return _refused(refusal)
    except NoKey as error:
        log.error("nothing can be signed for learning systems: %s", error)
        return render_template("learning/unavailable.html"), 503
    return render_template(
        "learning/chosen.html",
        answer=answer,
        return_url=asked.choice.return_url,
        title=title,
        platform=asked.platform,
    )


def lti_keys() -> dict[str, Any]:
    """Our public keys, as a JSON Web Key Set."""
    return signing_keys.public()


def lti_addresses() -> str:
    """What somebody who looks after a learning system has to type there."""
    return render_template(
        "learning/addresses.html",
        service=own_address(),
        login=_address("lti_login"),
        launch=_address("lti_launch"),
        choose=_address("lti_choose"),
        keys=_address("lti_keys"),
    )


def _address(view: str) -> str:
    return f"{own_address()}{url_for(f'learning.{view}')}"


def _in_a_frame() -> bool:
    """Whether the browser says that it shows the answer in a frame (Fetch Metadata)."""
    return request.headers.get("Sec-Fetch-Dest") in FRAMES


def _own_window(platform: LtiPlatform) -> str:
    """A page with a link that starts the launch again, in a window of its own."""
    headers.show_in_frame(platform.origins)
    asked = {name: request.values[name] for name in ASKED if name in request.values}
    return render_template(
        "learning/own_window.html", link=f"{url_for('learning.lti_login')}?{urlencode(asked)}"
    )


def _refused(refusal: LaunchRefused) -> ResponseReturnValue:
    """The cause for the log and on the page; neither has anything about the person."""
    with written_in(ENGLISH):  # as the rest of the log is
        log.warning("a launch from a learning system was refused: %s", str(refusal))
    return render_template("learning/refused.html", cause=refusal.cause, again=refusal.again), 400
