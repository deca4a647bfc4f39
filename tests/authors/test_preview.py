"""The preview page for second readers, which the service itself never has."""

import pytest
from flask import Flask

from quiz.authors import preview
from quiz.bank.store import ContentStore
from tests.visitor import Visitor


def test_the_service_does_not_have_the_preview(visitor: Visitor) -> None:
    assert visitor.get("/preview").status == 404


@pytest.mark.own_app
def test_every_item_is_there_with_all_its_reasons(app: Flask, store: ContentStore) -> None:
    preview.add_to(app)
    page = Visitor(app).get("/preview").page
    for item in [*store.bank.items.values(), *store.bank.contested]:
        article = page.find(id=item.id)
        words = " ".join(article.get_text(" ").split())
        for option in item.options:
            assert option.text in words
            assert option.reason in words
        for pointer in item.pointers:
            assert pointer.says in words
        assert len(article.select(".checklist__line")) >= 5
    assert len(page.select("dt .tag--good")) == len(store.bank.items)


@pytest.mark.own_app
def test_the_command_serves_the_preview(
    app: Flask, store: ContentStore, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[object] = []
    monkeypatch.setattr(preview, "run_simple", lambda *given: asked.extend(given))
    result = app.test_cli_runner().invoke(args=["scenarios", "preview", "--port", "8123"])
    assert "http://127.0.0.1:8123/preview" in result.output
    assert asked == ["127.0.0.1", 8123, app]
