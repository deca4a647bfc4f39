"""A data set as JSON: the shape that docs/analyse.md describes."""

from collections.abc import Mapping, Sequence
from fractions import Fraction

from quiz.analysis.counting import PersonAnswers, ScoredResponse, Scoring
from quiz.analysis.scale import SCALE, Scale
from quiz.analysis.sums import ALL
from quiz.researchers.dataset import DataSet, DataSetError, Respondent
from quiz.researchers.json_positions import At, Misplaced, read, where
from quiz.vocabulary import Answer

SKIPPED = "-"
FEWEST_OPTIONS = 3
CBM_FROM = {3: Fraction(4, 5), 2: Fraction(2, 3), 1: Fraction(0)}


def read_json(text: str) -> DataSet:
    """Read the whole. Raises DataSetError, by line and column, at the first thing that is wrong."""
    data = read(text)
    try:
        return _dataset(data)
    except Misplaced as error:
        place = where(text, error.path, error.into)
        raise DataSetError(f"{place}: {error.message}") from None


def _dataset(data: At) -> DataSet:
    options = _options(data)
    key = _key(data["key"], options)
    topics = _topics(data, key)
    scoring = Scoring(
        topics=topics,
        scale=_scale(data),
        understands_at=_positive(data["understands_at"]) if data.has("understands_at") else None,
        questions=_questions(data, topics),
    )
    read_one = _Reader(options, key, scoring)
    respondents: dict[str, Respondent] = {}
    for at in data["respondents"].elements():
        one = read_one(at)
        if one.id in respondents:
            raise at["id"].wrong(f"there is a respondent {one.id} already")
        respondents[one.id] = one
    return DataSet(
        items=tuple(key),
        options=options,
        key=key,
        scoring=scoring,
        respondents=tuple(respondents.values()),
        invited=_invited(data),
        reviewers=_reviewers(data, options, len(key)),
    )


def _options(data: At) -> tuple[str, ...]:
    options = tuple(data["options"].text)
    if len(options) < FEWEST_OPTIONS or len(set(options)) < len(options) or SKIPPED in options:
        raise data["options"].wrong("at least three different letters are expected")
    return options


def _key(at: At, options: tuple[str, ...]) -> dict[str, str]:
    """Items are named by their place, from 1."""
    for index, letter in enumerate(at.text):
        if letter not in options:
            raise at.wrong(f"“{letter}” is none of the options {''.join(options)}", index)
    if not at.text:
        raise at.wrong("there is no item")
    return {str(number): letter for number, letter in enumerate(at.text, start=1)}


def _topics(data: At, key: Mapping[str, str]) -> dict[str, tuple[str, ...]]:
    topics: dict[str, tuple[str, ...]] = {}
    if not data.has("topics"):
        return topics
    named = list(data["topics"].elements())
    if len(named) != len(key):
        raise data["topics"].wrong(f"{len(named)} topics, but the key has {len(key)} items")
    for item, at in zip(key, named, strict=True):
        if at.name == ALL:
            raise at.wrong("no topic may be called “all”, which stands for the whole")
        topics[at.name] = (*topics.get(at.name, ()), item)
    return topics


def _scale(data: At) -> Scale:
    if not data.has("anchors"):
        levels = SCALE.hundredths
    else:
        levels = {_level(name, at): _hundredths(at) for name, at in data["anchors"].members()}
        if not levels:
            raise data["anchors"].wrong("there is no level of certainty")
    sure_from = SCALE.sure_from
    if data.has("sure_from_level"):
        sure_from = data["sure_from_level"].whole
    cbm = {
        level: next(step for step, low in CBM_FROM.items() if Fraction(value, 100) >= low)
        for level, value in levels.items()
    }
    if data.has("cbm"):
        cbm |= {_level(name, at): _step(at) for name, at in data["cbm"].members()}
    return Scale(levels, sure_from, cbm)


def _level(name: str, at: At) -> int:
    if len(name) != 1 or name not in "123456789":
        raise at.wrong(f"a level is a number from 1 to 9, not “{name}”")
    return int(name)


def _hundredths(at: At) -> int:
    hundredths = Fraction(str(at.number)) * 100
    if hundredths.denominator != 1 or not 0 <= hundredths <= 100:
        raise at.wrong("a chance from 0 to 1 in whole hundredths is expected")
    return int(hundredths)


def _step(at: At) -> int:
    if at.whole not in CBM_FROM:
        raise at.wrong("1, 2 or 3 is expected")
    return at.whole


def _positive(at: At) -> int:
    if at.whole < 1:
        raise at.wrong("a whole number from 1 is expected")
    return at.whole


def _questions(data: At, topics: Mapping[str, tuple[str, ...]]) -> dict[str, str]:
    questions = {}
    if data.has("survey"):
        for at in data["survey"].elements():
            if at["topic"].name not in topics:
                raise at["topic"].wrong("none of the items has this topic")
            questions[at["id"].name] = at["topic"].name
    return questions


def _invited(data: At) -> dict[str, int]:
    if not data.has("release_rule") or not data["release_rule"].has("invited"):
        return {}
    members = data["release_rule"]["invited"].members()
    return {team: _positive(at) for team, at in members}


def _reviewers(
    data: At, options: tuple[str, ...], items: int
) -> tuple[tuple[str | None, ...], ...]:
    if not data.has("reviewers"):
        return ()
    found = []
    for at in data["reviewers"].elements():
        if len(at.text) != items:
            raise at.wrong(f"{len(at.text)} choices, but the key has {items} items")
        found.append(tuple(letter if letter in options else None for letter in at.text))
    return tuple(found)


class _Reader:
    """Reads one respondent after another."""

    def __init__(self, options: tuple[str, ...], key: Mapping[str, str], scoring: Scoring) -> None:
        self.options = "".join(options)
        self.levels = "".join(map(str, scoring.scale.levels))
        self.key = key
        self.questions = scoring.questions

    def __call__(self, at: At) -> Respondent:
        before = self.responses(at["pre"]) if at.has("pre") else {}
        after = self.responses(at["post"]) if at.has("post") else {}
        return Respondent(
            id=at["id"].name,
            team=at["team"].name if at.has("team") else "",
            role=at["role"].name if at.has("role") else "",
            answers=PersonAnswers(before, self.said(at), after),
        )

    def said(self, at: At) -> dict[str, str]:
        said = {}
        if at.has("survey"):
            for question, answer in at["survey"].members():
                if question not in self.questions:
                    raise answer.wrong(f"there is no question “{question}” in the survey")
                if answer.text not in list(Answer):
                    raise answer.wrong(f"one of {', '.join(Answer)} is expected")
                said[question] = answer.text
        return said

    def responses(self, at: At) -> dict[str, ScoredResponse]:
        """Item by item; “-” in every text stands for an item that was not answered."""
        texts = [at["options"], at["levels"], *([at["correct"]] if at.has("correct") else [])]
        given = [text.text for text in texts]
        if len(given[0]) > len(self.key):
            told = f"{len(given[0])} answers, but the key has {len(self.key)} items"
            raise texts[0].wrong(told)
        for text in texts[1:]:
            if len(text.text) != len(given[0]):
                raise text.wrong(f"{len(text.text)} signs for {len(given[0])} answers")
        return {
            item: self.response(key, index, marks, texts)
            for index, ((item, key), marks) in enumerate(
                zip(self.key.items(), zip(*given, strict=True), strict=False)
            )
            if set(marks) != {SKIPPED}
        }

    def response(
        self, key: str, index: int, marks: tuple[str, ...], texts: Sequence[At]
    ) -> ScoredResponse:
        option, level, *correct = marks
        if option not in self.options:
            raise texts[0].wrong(f"“{option}” is none of the options {self.options}", index)
        if level not in self.levels:
            raise texts[1].wrong(f"“{level}” is no level of certainty", index)
        right = option == key
        if correct and correct[0] != str(int(right)):
            told = f"the key has {key} and the answer is {option}"
            raise texts[2].wrong(f"{int(right)} is expected, as {told}", index)
        return ScoredResponse(option, int(level), right)
