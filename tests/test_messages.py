"""The Korean catalogue against the code: complete, sound, and compiled. The sources are English."""

import re
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path

import pytest
from babel.messages.catalog import Catalog, Message
from babel.messages.extract import extract
from babel.messages.mofile import read_mo
from babel.messages.pofile import read_po
from django.utils.translation.template import templatize

ROOT = Path(__file__).parent.parent
CATALOGUE = ROOT / "locale" / "ko" / "LC_MESSAGES" / "django.po"
SOURCES = ("interview_site", "interviews", "streaming", "templates")
KEYWORDS = {
    **dict.fromkeys(("_", "gettext", "gettext_lazy", "gettext_noop"), None),
    **dict.fromkeys(("ngettext", "ngettext_lazy"), (1, 2)),
    **dict.fromkeys(("pgettext", "pgettext_lazy"), ((1, "c"), 2)),
}
PLACEHOLDER = re.compile(r"%\(\w+\)[sd]|%[sd]|%%|\{\w+\}|</?\w+[^>]*>")
HOW_TO = (
    "extract with `manage.py makemessages -l ko --no-obsolete` and translate; "
    "every make target compiles, and so does `.venv/bin/python -m ops.messages`"
)

MsgId = tuple[str | None, str]


def messages_of(path: Path) -> Iterator[MsgId]:
    """The (context, msgid) of each message in a module or a template."""
    source = path.read_text("utf-8")
    if path.suffix == ".html":
        # What Django leaves of a template is calls among crossed-out text: each line parses by itself.
        source = "\n".join(line.lstrip() for line in templatize(source).splitlines())
    for _line, message, _comments, context in extract("python", BytesIO(source.encode()), KEYWORDS):
        yield context, message[0] if isinstance(message, tuple) else message


def messages_of_the_code() -> set[MsgId]:
    paths = [path for name in SOURCES for path in (ROOT / name).rglob("*") if path.suffix in (".py", ".html")]
    return {message for path in paths for message in messages_of(path)}


def msgid(message: Message) -> MsgId:
    return message.context, message.id if isinstance(message.id, str) else message.id[0]


def strings(message: Message) -> list[str]:
    return [message.string] if isinstance(message.string, str) else list(message.string or ())


@pytest.fixture(scope="module")
def catalogue() -> Catalog:
    return read_po(BytesIO(CATALOGUE.read_bytes()), locale="ko", abort_invalid=True)


@pytest.fixture(scope="module")
def translated(catalogue: Catalog) -> list[Message]:
    return [message for message in catalogue if message.id]


def test_extraction_sees_modules_and_templates() -> None:
    found = messages_of_the_code()
    assert (None, "The interview is over.") in found
    assert (None, "Hello %(name)s, we are glad that you are here.") in found
    assert (None, "An AI interviewer asks you %(count)s question and then says a few closing words.") in found


def test_every_message_of_the_code_is_translated(translated: list[Message]) -> None:
    missing = messages_of_the_code() - {msgid(message) for message in translated}
    assert not missing, HOW_TO


def test_no_translation_is_left_over(translated: list[Message]) -> None:
    left_over = {msgid(message) for message in translated} - messages_of_the_code()
    assert not left_over, HOW_TO


def test_no_translation_is_empty_or_doubtful(translated: list[Message]) -> None:
    assert [message.id for message in translated if message.fuzzy] == []
    assert [message.id for message in translated if not all(text.strip() for text in strings(message))] == []


def test_translations_are_korean(translated: list[Message]) -> None:
    without = [message.id for message in translated if not re.search("[가-힣]", " ".join(strings(message)))]
    assert without == []


def test_placeholders_survive_translation(translated: list[Message]) -> None:
    for message in translated:
        # Korean has one plural form, which must hold what the English plural holds.
        source = message.id if isinstance(message.id, str) else message.id[-1]
        for text in strings(message):
            assert sorted(PLACEHOLDER.findall(text)) == sorted(PLACEHOLDER.findall(source)), source


def test_what_is_compiled_is_what_is_written(translated: list[Message]) -> None:
    compiled = read_mo(BytesIO(CATALOGUE.with_suffix(".mo").read_bytes()))
    assert {msgid(m): strings(m) for m in compiled if m.id} == {msgid(m): strings(m) for m in translated}, HOW_TO
