"""JSON schemas (draft 2020-12) of the types that views return. Pure."""

from dataclasses import dataclass
from inspect import getdoc
from types import NoneType, UnionType
from typing import (
    Annotated,
    Any,
    Literal,
    NotRequired,
    Required,
    Union,
    get_args,
    get_origin,
    get_type_hints,
    is_typeddict,
)

Schema = dict[str, Any]
PLAIN: dict[Any, Schema] = {
    str: {"type": "string"},
    int: {"type": "integer"},
    bool: {"type": "boolean"},
    NoneType: {"type": "null"},
}


@dataclass(frozen=True)
class Format:
    """What a string is, in the words of JSON Schema."""

    name: str


Day = Annotated[str, Format("date")]


def schema_of(kind: Any, named: dict[str, Schema]) -> Schema:
    """The schema of a type. Each TypedDict is added to ``named``, and referred to by its name.

    Raises TypeError for a type that no answer has.
    """
    if kind in PLAIN:
        return dict(PLAIN[kind])
    if is_typeddict(kind):
        return _of_typed_dict(kind, named)
    origin, parts = get_origin(kind), get_args(kind)
    if origin is Annotated:
        return schema_of(parts[0], named) | {"format": parts[1].name}
    if origin in (NotRequired, Required):
        return schema_of(parts[0], named)
    if origin is Literal:
        return {"enum": list(parts)}
    if origin in (Union, UnionType):
        return {"anyOf": [schema_of(part, named) for part in parts]}
    if origin is list:
        return {"type": "array", "items": schema_of(parts[0], named)}
    if origin is dict and parts[0] is str:
        return {"type": "object", "additionalProperties": schema_of(parts[1], named)}
    raise TypeError(f"no schema for {kind}")


def _of_typed_dict(kind: Any, named: dict[str, Schema]) -> Schema:
    name: str = kind.__name__
    if name not in named:
        named[name] = {}  # it may contain itself
        fields = get_type_hints(kind, include_extras=True)
        named[name] |= {
            "type": "object",
            "description": " ".join((getdoc(kind) or "").split()),
            "properties": {field: schema_of(of, named) for field, of in fields.items()},
            "required": [field for field in fields if field in kind.__required_keys__],
            "additionalProperties": False,
        }
    return {"$ref": f"#/components/schemas/{name}"}
