"""The page on which a content owner stops the mails about scenarios to read, or starts them."""

from flask import redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from quiz.authors import reading_mail
from quiz.languages.sentences import lazy_gettext
from quiz.people.models import Person
from quiz.storage import database
from quiz.web.notices import flash
from quiz.web.security import Form


def reading_mails(owner: Person) -> ResponseReturnValue:
    session, form = database.session(), Form()
    wanted = reading_mail.is_wanted(session, owner)
    if form.accepted():
        reading_mail.want(session, owner, wanted=not wanted)
        flash(
            lazy_gettext("You get no more mails about scenarios to read.")
            if wanted
            else lazy_gettext("You get a mail when a scenario waits for your reading.")
        )
        return redirect(url_for("authors.own_list"), 303)
    back = url_for("authors.own_list")
    page = render_template("authors/reading_mails.html", form=form, wanted=wanted, back=back)
    return page, form.status
