"""The limits of the API, and what a program is told of them."""

from flask import Flask

from quiz.vocabulary import Role
from quiz.web.failed_requests import limiter
from tests.api.steps import ask, make_token
from tests.people.steps import account


def test_only_a_refusal_tells_a_program_to_wait(app: Flask) -> None:
    limiter.reset()
    client = app.test_client()
    zipped = {"Accept-Encoding": "gzip"}
    answer = client.get("/api/v1/scenarios", headers=zipped)
    tagged = {**zipped, "If-None-Match": answer.headers["ETag"]}
    known = client.get("/api/v1/scenarios", headers=tagged)
    others = client.head("/api/v1/scenarios"), ask(app, "/v1/reviews", "wrong"), ask(app, "/v1/no")
    answers = (answer, known, *others)
    assert [one.status_code for one in answers] == [200, 304, 200, 401, 404]
    assert answer.headers["ETag"].endswith(':gzip"')
    assert known.headers["ETag"] == answer.headers["ETag"], "of the copy that still holds"
    for one in answers:
        assert "Retry-After" not in one.headers, one.status
        assert "X-RateLimit-Limit" not in one.headers, one.status


def test_wrong_tokens_and_requests_are_limited(app: Flask) -> None:
    limiter.reset()
    token = make_token(app, account(app, Role.LEAD))
    for _ in range(20):
        assert ask(app, "/v1/reviews", "wrong").status_code == 401
    for sent in ("wrong", token):
        paused = ask(app, "/v1/reviews", sent)
        assert paused.status_code == 429
        assert paused.mimetype == "application/problem+json"
        assert 0 < int(paused.headers["Retry-After"]) <= 61
    limiter.reset()
    assert [ask(app, "/v1/schemas").status_code for _ in range(301)].index(429) == 300
    assert 0 < int(ask(app, "/v1/schemas").headers["Retry-After"]) <= 61
    limiter.reset()
