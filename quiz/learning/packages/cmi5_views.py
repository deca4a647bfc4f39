"""A cmi5 package opens these pages.

The launch names an address for statements, one for a token, and the person. The page's script keeps
them in its tab until completion is sent, and sends the statements itself: the browser lets it reach
only learning systems that the operator listed. The service reads the two addresses, and keeps
nothing of them but the origin.
"""

from secrets import token_hex

from flask import redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from quiz.learning.going_on import go_on, may_go_on
from quiz.learning.packages import opened
from quiz.learning.packages.opened import NUMBER, PackageLaunch
from quiz.learning.packages.sending import or_sending, refused, sending
from quiz.selfcheck.current import CurrentAttempt, current_attempt_if_any
from quiz.web.headers import connect_to
from quiz.web.security import Form

KIND = "cmi5"


def cmi5_begin() -> ResponseReturnValue:
    asked = request.args.get("form", "")
    endpoint = request.args.get("endpoint", request.args.get("system", ""))
    systems = opened.all_listed([endpoint, request.args.get("fetch", endpoint)])
    if not systems:
        return refused([endpoint, request.args.get("fetch", endpoint)])
    system = systems[0]
    connect_to(set(systems))
    form, check, number = Form(), current_attempt_if_any(), request.form.get("number", "")
    if may_go_on(form, check) and NUMBER.fullmatch(number):
        to, attempt_id = go_on(asked, check)
        opened.keep(KIND, system, number, attempt_id)
        return redirect(or_sending(to, KIND), 303)
    return render_template(
        "learning/opened_cmi5.html",
        form=form,
        check=check,
        system=PackageLaunch(KIND, system, token_hex(16), 0),
        here=url_for("learning.cmi5_begin", system=system, form=asked or None),
    ), form.status


def cmi5_send(current: CurrentAttempt) -> ResponseReturnValue:
    if launch := opened.current():
        connect_to({launch.system})
    return sending(current, KIND, "learning/send_cmi5.html")
