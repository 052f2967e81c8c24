"""The page and the server see the same text in what was typed."""

import pytest

from interviews.answer_text import Unfit, answer_of

from .node import run

pytestmark = pytest.mark.process

TEXTS = [
    "", " \n", "a\0b", "\x00\x07", "a\x0bb\x0cc\x85d", "\x1b[1mbold", "\u200b\u3164\u00ad", " 한글 ",
    "\u1112\u1161\u11ab",
    "\u202eabc", "שלום", "👩‍💻", "\u200d", "a\u200db", "\ufeff.", "\t-\t", "ﾠ", "\u2800", "\x7f", "x" * 4_000,
]  # fmt: skip


def of_server(text: str) -> str:
    try:
        return answer_of(text)
    except Unfit as unfit:
        return f"unfit: {unfit.code}"


def test_page_and_server_make_the_same_answer_of_a_text() -> None:
    script = """
    const { answerText, isBlank } = await load("lib/answer_text")
    return given[0].map(answerText).map((text) => isBlank(text) ? "unfit: empty" : text)
    """
    assert run(script, TEXTS) == [of_server(text) for text in TEXTS]


def test_page_and_server_call_the_same_characters_invisible() -> None:
    script = """
    const { answerText, isBlank } = await load("lib/answer_text")
    const all = Array.from({ length: 0x110000 }, (_, code) => code).filter((code) => code < 0xd800 || code > 0xdfff)
    return all.filter((code) => isBlank(answerText(String.fromCodePoint(code))))
    """
    codes = [code for code in range(0x110000) if not 0xD800 <= code <= 0xDFFF]
    assert run(script) == [code for code in codes if of_server(chr(code)) == "unfit: empty"]
