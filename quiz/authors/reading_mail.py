"""The mail that asks content owners to be the second reader. It says nothing of the scenario."""

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from quiz import mail
from quiz.authors.models import NoReadingMail, ScenarioWriter
from quiz.bank.items import Item
from quiz.bank.written_languages import LANGUAGE_WORDS, code_to_say
from quiz.languages.sentences import lazy_gettext
from quiz.mail import Letter
from quiz.people.models import Person, PersonRole
from quiz.storage.tables import upsert
from quiz.vocabulary import Role

SUBJECT = lazy_gettext("A scenario waits for your reading")
TEXT = lazy_gettext("""Hello,

%(who)s has written a scenario and asks for a second reader. Sign in and open

%(address)s

The scenario’s language: %(language)s. Reading it takes two minutes. Any content owner who did not
write it can read it; one is enough.

If you want no such mails, open %(stop)s
""")


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
    return [
        letter(email, scenario.language, who.name, address, stop)
        for email in session.scalars(found)
    ]


def letter(to: str, language: str | None, who: str, address: str, stop: str) -> Letter:
    """To one of them. language: of the scenario; None for English."""
    name = LANGUAGE_WORDS[code_to_say(language)]

    def write() -> tuple[str, str]:
        said = {"who": who, "language": name, "address": address, "stop": stop}
        return str(SUBJECT), TEXT % said

    return mail.to_absent(to, write)


def is_wanted(session: Session, person: Person) -> bool:
    """Whether a person gets these mails."""
    return session.get(NoReadingMail, person.id) is None


def want(session: Session, person: Person, *, wanted: bool) -> None:
    """Keep whether a person wants these mails."""
    if wanted:
        session.execute(delete(NoReadingMail).where(NoReadingMail.person_id == person.id))
    else:
        upsert(session, NoReadingMail, {"person_id": person.id})
