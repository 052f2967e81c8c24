"""Writes an answer's form as a grammar of llama.cpp (GBNF). Pure."""

import json
from collections.abc import Sequence

from interviews.llm.answer_form import AnswerForm, Field, OneLine, OneOf, SomeOf

# Printable characters without the double quote and the backslash. Thus a line needs no escapes.
_LINES = {
    "en": ("[A-Z]", "[ !#-\\[\\]-~’“”–—…é]"),
    "ko": ("[가-힣]", "[ !#-\\[\\]-~’“”‘–—…·가-힣]"),
}


def gbnf(form: AnswerForm) -> str:
    """Return the grammar of the form as JSON without spaces. Its first rule is `root`."""
    fields = [f"{_literal(json.dumps(name) + ':')} {name}" for name in form.fields]
    rules = [f'root ::= "{{" {_joined(fields)} "}}"']
    for name, field in form.fields.items():
        rules += _rules(name, field)
    return "\n".join(rules)


def _rules(name: str, field: Field) -> list[str]:
    match field:
        case OneOf(options):
            return [f"{name} ::= {_either(options)}"]
        case SomeOf(options, at_most):
            more = f'("," {name}-item){{0,{at_most - 1}}}'
            return [f'{name} ::= "[" ({name}-item {more})? "]"', f"{name}-item ::= {_either(options)}"]
        case OneLine(language, max_chars):
            first, other = _LINES[language]
            return [f'{name} ::= "\\"" {first} {name}-char{{0,{max_chars - 1}}} "\\""', f"{name}-char ::= {other}"]


def _joined(fields: Sequence[str]) -> str:
    return ' "," '.join(fields)


def _either(options: Sequence[str | int]) -> str:
    return " | ".join(_literal(json.dumps(option, ensure_ascii=False)) for option in options)


def _literal(text: str) -> str:
    """Return a terminal of the grammar that matches exactly this text."""
    escaped = text.replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n").replace("\r", "\\r")
    return f'"{escaped}"'
