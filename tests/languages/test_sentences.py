"""Sentences of the code in a language, with their places filled."""

from gettext import NullTranslations

import pytest

from quiz.languages.made_up import in_made_up
from quiz.languages.sentences import (
    ENGLISH,
    Language,
    gettext,
    language,
    lazy_gettext,
    ngettext,
    pgettext,
    written_in,
)
from quiz.languages.templates import LanguageEnvironment


class Shouted(NullTranslations):
    def gettext(self, message: str) -> str:
        return message.replace("set", "SET")

    def ngettext(self, msgid1: str, msgid2: str, n: int) -> str:
        return f"{n} in all"

    def pgettext(self, context: str, message: str) -> str:
        return f"{message} ({context})"


LOUD = Language("lo", "lo", "Loud", catalogue=Shouted())


def test_a_sentence_is_english_where_nobody_chose_a_language() -> None:
    assert language() == ENGLISH
    assert gettext("set %(number)s", number=2) == "set 2"
    assert (ngettext("one", "%(n)s", 1, n=1), ngettext("one", "%(n)s", 2, n=2)) == ("one", "2")
    assert ngettext("one", "none", 0) == "none"
    assert pgettext("as correct", "Right") == "Right"


def test_a_sentence_without_places_keeps_its_per_cent_sign() -> None:
    assert gettext("100% sure") == "100% sure"


def test_a_sentence_is_looked_up_in_the_language_that_is_written() -> None:
    with written_in(LOUD):
        assert gettext("set %(number)s", number=2) == "SET 2"
        assert ngettext("one", "%(n)s", 3, n=3) == "3 in all"
        assert pgettext("as correct", "Right") == "Right (as correct)"
    assert gettext("set") == "set"


def test_a_lazy_sentence_is_looked_up_when_it_is_shown() -> None:
    later = lazy_gettext("set %(number)s")
    with written_in(LOUD):
        assert later % {"number": 2} == "SET 2"
        assert f"{later}" == str(later) == "SET %(number)s"
        assert later.lower() == "set %(number)s"
    assert str(later) == "set %(number)s"


def test_a_lazy_sentence_cannot_be_joined_before_it_is_shown() -> None:
    with pytest.raises(TypeError):
        "".join(["a ", lazy_gettext("set")])  # type: ignore[list-item]


def rendered(source: str, chosen: Language = ENGLISH, **values: object) -> str:
    env = LanguageEnvironment(autoescape=True)
    env.install_sentences()
    with written_in(chosen):
        return env.of_language(chosen).from_string(source).render(values)


def test_a_template_escapes_what_stands_in_a_place() -> None:
    source = (
        "{% trans %}The <i>set</i> {{ name }} is 100%{% endtrans %} {{ _('a <i>set</i>') }} "
        "{% trans %}set {{ name }} {{ name }}{% endtrans %}"
    )
    made = rendered(source, LOUD, name="<b>")
    assert made == "The <i>SET</i> &lt;b&gt; is 100% a <i>SET</i> SET &lt;b&gt; &lt;b&gt;"


def test_a_sentence_is_a_value_in_a_template() -> None:
    source = (
        "{% set heading = _('set') if yes else _('none') %}{{ heading }}{{ {'a': _('set')}.a }}"
    )
    assert rendered(source, LOUD, yes=True) == "SETSET"


def test_a_place_is_filled_once() -> None:
    """What fills a place may have an effect, such as a term that is explained where it is first."""
    source = "{% trans value=seen.pop() %}set {{ value }}{% endtrans %}"
    assert rendered(source, LOUD, seen=["b", "a"]) == "SET a"


def test_a_template_has_plural_forms() -> None:
    source = "{% trans count=n %}one rule{% pluralize %}{{ count }} rules{% endtrans %}"
    assert [rendered(source, n=n) for n in (1, 2)] == ["one rule", "2 rules"]


def test_the_made_up_language_keeps_places_and_tags() -> None:
    made = in_made_up('<a href="/x">Set %(number)s</a> &amp; 100%%')
    assert made == '⟦<a href="/x">Šéţ %(number)s</a> &amp; 100%%~~~⟧'
