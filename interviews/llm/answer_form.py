"""The form that an answer has to have: one flat JSON object, its fields in a fixed order.

Our engine can write nothing else, because its sampler follows the form. A model server is sent a JSON schema, which it
may ignore: check what it wrote.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True, slots=True)
class OneOf:
    """A field that holds one of `options`: texts or whole numbers."""

    options: Sequence[str | int]


@dataclass(frozen=True, slots=True)
class SomeOf:
    """A field that holds a list of at most `at_most` of `options`, possibly one of them twice."""

    options: Sequence[str | int]
    at_most: int


@dataclass(frozen=True, slots=True)
class OneLine:
    """A field that holds one line of text in `language` ("ko" or "en"), of at most `max_chars` characters.

    It has no double quote and no backslash, and begins with a letter of that language.
    """

    language: str
    max_chars: int


Field = OneOf | SomeOf | OneLine


@dataclass(frozen=True, slots=True)
class AnswerForm:
    """The fields by name, in the order in which the model writes them."""

    fields: Mapping[str, Field]

    def json_schema(self) -> dict[str, Any]:
        """Return the form as a JSON schema, in the part of it that OpenAI's strict mode takes."""
        return {
            "type": "object",
            "properties": {name: _schema(field) for name, field in self.fields.items()},
            "required": list(self.fields),
            "additionalProperties": False,
        }


def _schema(field: Field) -> dict[str, Any]:
    match field:
        case OneOf(options):
            return _enum(options)
        case SomeOf(options):
            return {"type": "array", "items": _enum(options)}
        case OneLine():
            return {"type": "string"}


def _enum(options: Sequence[str | int]) -> dict[str, Any]:
    kinds = {"string" if isinstance(option, str) else "integer" for option in options}
    return {"type": sorted(kinds) if len(kinds) > 1 else kinds.pop(), "enum": list(options)}
