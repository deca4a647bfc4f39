"""Charts on lines from none to all: gaps by topic, said and shown, before and after."""

from collections.abc import Sequence
from dataclasses import dataclass

from quiz.analysis.disclosure import Depth
from quiz.analysis.ranges import NOT_SHOWN, Amount, ends
from quiz.charts.gaps import OF_PAIRS, OF_TOPICS, Gap, outside
from quiz.charts.shares import BaseChart, KeyLine, Share, Span, together
from quiz.languages.sentences import gettext, lazy_gettext, ngettext, pgettext

SAID_YES = lazy_gettext("Said yes")
SHOWED = lazy_gettext("Showed understanding")


WHO_SAID_YES = {
    Amount.FEW: lazy_gettext("few said yes"),
    Amount.ABOUT_HALF: lazy_gettext("about half said yes"),
    Amount.MOST: lazy_gettext("most said yes"),
}
WHO_UNDERSTOOD = {
    Amount.FEW: lazy_gettext("few understood it"),
    Amount.ABOUT_HALF: lazy_gettext("about half understood it"),
    Amount.MOST: lazy_gettext("most understood it"),
}


@dataclass(frozen=True)
class TopicRow:
    """A topic. right: of all answers. stated: the lowest and the highest that the expected share of
    right answers can be, from 0 to 1 (the mean certainty); None when it is unknown."""

    label: str
    right: Share
    stated: tuple[float, float] | None


@dataclass(frozen=True)
class Topics(BaseChart):
    """Right and expected answers by topic (measurement.md 3.1, 3.2). tabled: whether its table
    follows; False where another chart on the page has the same numbers. subject: what a row is
    about."""

    rows: Sequence[TopicRow]
    tabled: bool = True
    subject: str = ""

    @property
    def headings(self) -> tuple[str, ...]:
        """Of the table's columns."""
        found = self.subject or gettext("Topic"), gettext("Answers right")
        return (*found, gettext("Expected"), gettext("In words")) if self.in_percent else found

    @property
    def key(self) -> list[KeyLine]:
        found: list[KeyLine] = [("dot", gettext("answers right"))]
        if self.in_percent:
            found.append(("band", self.likely_key))
            found.append(("diamond", gettext("how right people expected to be")))
        return self.with_ranges(found)

    def alt(self, row: TopicRow) -> str:
        """The whole row in words."""
        right = self.counted(row.right)
        if not self.stated(row):
            return gettext("Right: %(right)s.", right=right)
        expected = self.expected(row)
        return gettext("Right: %(right)s. Expected: %(expected)s.", right=right, expected=expected)

    def too_few(self, number: int) -> str:
        return ngettext(
            "not shown: %(number)s answer is too few",
            "not shown: %(number)s answers are too few",
            number,
            number=number,
        )

    @property
    def shares(self) -> list[Share]:
        return [row.right for row in self.rows]

    @property
    def has_ranges(self) -> bool:
        drawn = [self.diamond(row) for row in self.rows]
        return super().has_ranges or any(stated and not stated.is_dot for stated in drawn)

    def stated(self, row: TopicRow) -> Span | None:
        """Expected answers, to compute with. None below ten people, where percentages are not
        shown."""
        if row.stated is None or not self.in_percent or not row.right.shown:
            return None
        return Span(*(round(100 * end, 2) for end in row.stated))

    def diamond(self, row: TopicRow) -> Span | None:
        """Where the expected answers are drawn."""
        stated = self.stated(row)
        return self.drawn(stated) if stated else None

    def expected(self, row: TopicRow) -> str:
        stated = self.stated(row)
        if not stated:
            return str(NOT_SHOWN)
        return together(f"{ends(self.rounded(stated.x1), self.rounded(stated.x2))} %")

    def gap(self, row: TopicRow) -> Gap | None:
        """The gap, if all that people can have expected is outside the band; only then may it be
        named (3.8)."""
        stated, band = self.stated(row), self.band(row.right)
        if not (stated and band):
            return None
        return outside(stated, row.right, band, self, OF_TOPICS)

    def beside(self, row: TopicRow) -> str:
        """The words beside the drawing."""
        gap = self.gap(row)
        return gap.beside if gap else self.verdict(row) or self.numbers(row.right)

    def verdict(self, row: TopicRow) -> str:
        gap = self.gap(row)
        if gap:
            return gap.words
        return self.no_clear_gap if self.stated(row) and self.band(row.right) else ""


@dataclass(frozen=True)
class PairingRow:
    """A confidence question: people who said yes, and people who showed understanding.

    yes_but_not: people who said yes and did not show it; None when that is not shown
    (measurement.md 3.6: below 20 people only the two shares)."""

    label: str
    said: Share
    shown: Share
    yes_but_not: Share | None = None


@dataclass(frozen=True)
class Pairing(BaseChart):
    """Said yes and showed understanding, by confidence question (measurement.md 3.6)."""

    rows: Sequence[PairingRow]

    @property
    def headings(self) -> tuple[str, ...]:
        """Of the table's columns."""
        found = gettext("Confidence question"), str(SAID_YES), str(SHOWED)
        did_not = gettext("Said yes, did not show it")
        return (*found, did_not) if self.counts_those_who_did_not_show_it else found

    @property
    def key(self) -> list[KeyLine]:
        found: list[KeyLine] = [
            ("diamond", gettext("said yes")),
            ("dot", gettext("showed understanding")),
        ]
        if self.in_percent:
            found.append(("band", self.likely_key))
        return self.with_ranges(found)

    def alt(self, row: PairingRow) -> str:
        """The whole row in words."""
        return gettext(
            "Said yes: %(said)s. Showed understanding: %(showed)s.",
            said=self.numbers(row.said),
            showed=self.counted(row.shown),
        )

    @property
    def shares(self) -> list[Share]:
        return [share for row in self.rows for share in (row.said, row.shown)]

    @property
    def counts_those_who_did_not_show_it(self) -> bool:
        return any(row.yes_but_not for row in self.rows)

    def did_not(self, row: PairingRow) -> str:
        """How many said yes and did not show it, or why that is not shown."""
        found = row.yes_but_not
        if found and not found.shown and found.count.of < self.people:
            of = found.count.of
            return ngettext(
                "not shown: only %(number)s said yes",
                "not shown: only %(number)s said yes",
                of,
                number=of,
            )
        return found.count.numbers if found else str(NOT_SHOWN)

    def gap(self, row: PairingRow) -> Gap | None:
        """The gap, if all of what was said is outside the band; only then may it be named."""
        said, band = self.span(row.said), self.band(row.shown)
        if not (said and band):
            return None
        return outside(said, row.shown, band, self, OF_PAIRS)

    def verdict(self, row: PairingRow) -> str:
        if not self.in_percent:
            said, shown = row.said, row.shown
            words = [str(WHO_SAID_YES[said.count.amount])] if said.shown else []
            words += [str(WHO_UNDERSTOOD[shown.count.amount])] if shown.shown else []
            return ", ".join(words)
        gap = self.gap(row)
        if gap:
            return gap.beside
        return self.no_clear_gap if self.span(row.said) and self.band(row.shown) else ""


@dataclass(frozen=True)
class ChangeRow:
    """The same share before and after. verdict: the change in words, by its interval
    (measurement.md 3.7); empty when nothing may be said."""

    label: str
    before: Share
    after: Share
    verdict: str = ""


@dataclass(frozen=True)
class Change(BaseChart):
    """Before and after, of the same people. A decrease is no failure, so it has no colour
    (measurement.md 3.7)."""

    rows: Sequence[ChangeRow]

    @property
    def headings(self) -> tuple[str, ...]:
        """Of the table's columns."""
        found = gettext("Strand"), gettext("Before"), gettext("After")
        return (*found, pgettext("a difference", "Change")) if self.has_verdicts else found

    @property
    def key(self) -> list[KeyLine]:
        return self.with_ranges([("ring", gettext("before")), ("dot", gettext("after"))])

    def alt(self, row: ChangeRow) -> str:
        """The whole row in words."""
        before, after = self.numbers(row.before), self.numbers(row.after)
        return gettext("Before: %(before)s. After: %(after)s.", before=before, after=after)

    @property
    def shares(self) -> list[Share]:
        return [share for row in self.rows for share in (row.before, row.after)]

    def numbers(self, share: Share) -> str:
        """For few people, or few who answered, the numbers alone: ``0 of 8`` needs no words."""
        few = not self.in_percent or share.count.of < Depth.PERCENTAGES
        counted = share.shown and share.count.of and few
        return share.count.numbers if counted else super().numbers(share)

    def band(self, share: Share) -> Span | None:
        """None also for few who answered."""
        return super().band(share) if share.count.of >= Depth.PERCENTAGES else None

    @property
    def has_verdicts(self) -> bool:
        return any(row.verdict for row in self.rows)

    def joins(self, row: ChangeRow) -> list[tuple[float, float]]:
        """Lines from before to after: one, or one for each end of a range."""
        before, after = self.dot(row.before), self.dot(row.after)
        if not (before and after):
            return []
        return list(dict.fromkeys([(before.x1, after.x1), (before.x2, after.x2)]))
