"""The mail that asks content owners to be the second reader. It says nothing of the scenario.

It is in English: nobody knows the language of somebody who is not here.
"""

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from quiz.authors.models import NoReadingMail, ScenarioWriter
from quiz.bank.items import Item
from quiz.bank.written_languages import LANGUAGE_WORDS, code_to_say
from quiz.languages.sentences import ENGLISH, written_in
from quiz.mail import Letter
from quiz.people.models import Person, PersonRole
from quiz.storage.tables import upsert
from quiz.vocabulary import Role

SUBJECT = "A scenario waits for your reading"
TEXT = """Hello,

{who} has written a scenario and asks for a second reader. Sign in and open

{address}

It is in {language}, and takes two minutes. Any content owner who did not write it can read it; one
is enough.

If you want no such mails, open {stop}
"""


def letters(session: Session, scenario: Item, who: Person, address: str, stop: str) -> list[Letter]:
    """To every content owner who can read it and wants mails. who: the one who asks. address, stop:
    of the page that leads to it, and of the page that stops the mails."""
    writers = select(ScenarioWriter.person_id).where(ScenarioWriter.scenario == scenario.id)
    found = (
        select(Person.email)
        .join(PersonRole, PersonRole.person_id == Person.id)
        .where(PersonRole.role == Role.OWNER, Person.active, Person.id != who.id)
        .where(Person.id.not_in(writers), Person.id.not_in(select(NoReadingMail.person_id)))
        .order_by(Person.email)
    )
    with written_in(ENGLISH):
        language = str(LANGUAGE_WORDS[code_to_say(scenario.language)])
    text = TEXT.format(who=who.name, language=language, address=address, stop=stop)
    return [Letter(email, SUBJECT, text) for email in session.scalars(found)]


def is_wanted(session: Session, person: Person) -> bool:
    """Whether a person gets these mails."""
    return session.get(NoReadingMail, person.id) is None


def want(session: Session, person: Person, *, wanted: bool) -> None:
    """Keep whether a person wants these mails."""
    if wanted:
        session.execute(delete(NoReadingMail).where(NoReadingMail.person_id == person.id))
    else:
        upsert(session, NoReadingMail, {"person_id": person.id})
