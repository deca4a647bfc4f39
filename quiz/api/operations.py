"""Every address of the API with its view, and the scope that a token needs for it. No logic."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from quiz.api import views
from quiz.vocabulary import ApiScope

VERSION = "v1"


@dataclass(frozen=True)
class Operation:
    """An address, the view that answers, and the scope of its tokens; None for anybody."""

    path: str
    view: Callable[..., Any]
    scope: ApiScope | None = None

    @property
    def rule(self) -> str:
        return f"/api/{VERSION}{self.path}"


OPERATIONS = (
    Operation("/scenarios", views.scenarios),
    Operation("/scenarios/<scenario_id>", views.scenario),
    Operation("/sources", views.sources),
    Operation("/sources/<source_id>", views.source),
    Operation("/schemas", views.schemas),
    Operation("/keys", views.keys, ApiScope.KEYS),
    Operation("/keys/<scenario_id>", views.key, ApiScope.KEYS),
    Operation("/reviews", views.review_list, ApiScope.REVIEWS),
    Operation("/reviews/<review_id>", views.review, ApiScope.REVIEWS),
    Operation("/sessions", views.session_list, ApiScope.SESSIONS),
    Operation("/sessions/<session_id>", views.session, ApiScope.SESSIONS),
)
