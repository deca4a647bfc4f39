"""Which roles got no group of their own, in words for the lead who asked for them. Pure."""

from collections.abc import Mapping

from quiz.analysis.disclosure import EVERYONE_ELSE, WHOLE_TEAM, Rules, reporting_groups


def folded(invited: Mapping[str, int] | None, rules: Rules) -> str:
    """invited: people by role, ``""`` for a review without roles; None where nobody knows.

    Empty where every role that was asked for is a group (P2).
    """
    people = invited or {}
    groups = reporting_groups(people, rules)
    without = [role for role, group in groups.items() if role not in {"", group} and people[role]]
    if not without:
        return ""
    names, fewest = ", ".join(without), 2 * rules.k
    if WHOLE_TEAM in groups.values():
        return (
            f"Everybody is in one group, and there will be no figures by role, for {names}. It "
            f"takes two groups or more of at least {fewest} people each, “{EVERYONE_ELSE}” among "
            "them."
        )
    return f"Fewer than {fewest} of each are invited, so they are in “{EVERYONE_ELSE}”: {names}."
