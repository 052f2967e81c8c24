"""What a number, a date or an address looks like, in any language. Pure."""

import re
import unicodedata
from collections.abc import Callable, Sequence

Rule = tuple[re.Pattern[str], Callable[[re.Match[str]], str]]

# Stands behind each Korean reading while the rules run: a particle that follows it is made to agree.
READ = "\ue000"
NUMBER = r"(?:\d{1,3}(?:,\d{3})+(?!\d)|\d+)(?:\.\d+)?"
ALONE = r"(?<![\w.,/^])"  # no number goes on before this
TO = r"\s?[-–~]\s?"
YEAR = r"(?:1[5-9]|20)\d\d"
MONTH = r"(?:1[0-2]|0?[1-9])"
DAY = r"(?:3[01]|[12]\d|0?[1-9])"
CLOCK = r"(?:2[0-4]|1\d|0?\d):[0-5]\d(?::[0-5]\d)?"
ADDRESS = r"\d{1,3}(?:\.\d{1,3}){3}"
EMAIL = re.compile(r"(?<![\w.+-])[\w.+-]{1,64}@[\w-]{1,63}(?:\.[\w-]{1,63})*\.[A-Za-z]{2,}", re.ASCII)
# A number that is dialled: it begins with a plus, a bracket or a zero, or has the groups of a number without an area.
PHONE = re.compile(
    r"(?<![\w.,+-])(?:1-\d{3}-\d{3}-\d{4}|0\d{1,2}\)\s?\d{3,4}-\d{4}|\+\d{1,3}(?:[ -]?\(?\d{1,4}\)?){2,4}|\(\d{2,4}\)\s?\d{3,4}-\d{4}|0\d{1,2}[-. ]\d{3,4}[-. ]\d{4}"
    r"|1[5-8]\d\d-\d{4}|\d{3}[-.]\d{3}[-.]\d{4}|01\d{8,9}|\d{3}-\d{4})(?![\w-]|\.\d)",
    re.ASCII,
)

_GROUPED = re.compile(r"(?<![\w.,])(\d{1,3}(?:\.\d{3})+),(\d\d)(?![\w.,]*\d)")
_TIMESTAMP = re.compile(
    r"(?<![\w-])(\d{4}-\d\d-\d\d)T(\d\d:\d\d)(?::\d\d(?:\.\d{1,9})?)?(Z|[+-]\d\d:?\d\d)?(?![\w:])", re.ASCII
)
_MILLIONS = re.compile(r"(?<![\w.])[1-9]\d{0,2}\.\d{3}\.\d{3}(?![A-Za-z0-9.-]|,\d)", re.ASCII)
_UNDERSCORES = re.compile(r"(?<![\w.])\d{1,3}(?:_\d{3})+(?![\w.])", re.ASCII)
_SIGNS = str.maketrans(
    {"−": "-", "‐": "-", "‑": "-", "〜": "~", "∼": "~", "～": "~", "μ": "µ", "＆": "&", "⁄": "/", "℃": "°C", "℉": "°F"}
)
_SUPERSCRIPTS = re.compile("[⁰¹²³⁴-⁹]+")
_FRACTION = re.compile("(?<=[0-9])(?=[¼-¾⅐-⅞])")
# Digits of other scripts and in circles, full-width Latin, and units in one square.
_ODD = re.compile("[^\\x00-\\x7f가-힣]")
_INVISIBLE = re.compile("[\u00ad\u200b-\u200f\u2060-\u2064\ufeff\ue000-\uf8ff]+")


def plain(text: str) -> str:
    """Return the text in NFC, with every digit and unit in its plain form: １２ as 12, ㎏ as kg, 10² as 10^2.

    So are numbers of other countries and of programs: 1.234,56 as 1,234.56, 1_000 as 1,000.
    """
    return _usual(text if text.isascii() else _plain(text))


def _usual(text: str) -> str:
    text = _GROUPED.sub(lambda found: f"{found[1].replace('.', ',')}.{found[2]}", text)
    text = _MILLIONS.sub(lambda found: found[0].replace(".", ","), text)
    text = _UNDERSCORES.sub(lambda found: found[0].replace("_", ","), text)
    return _TIMESTAMP.sub(lambda found: f"{found[1]} {found[2]}{' UTC' if found[3] == 'Z' else ''}", text)


def _plain(text: str) -> str:
    text = _INVISIBLE.sub("", unicodedata.normalize("NFC", text)).translate(_SIGNS)
    text = _SUPERSCRIPTS.sub(lambda run: "^" + unicodedata.normalize("NFKC", run[0]), text)
    return _ODD.sub(_plain_character, _FRACTION.sub(" ", text)).replace("⁄", "/")


def _plain_character(found: re.Match[str]) -> str:
    char = found[0]
    folded = unicodedata.normalize("NFKC", char)
    if "！" <= char <= "～" or ("㌀" <= char <= "㏿" and folded.isascii()):
        return folded
    if not any(digit in "0123456789" for digit in folded):
        folded = str(unicodedata.digit(char, char))
    return f" {folded} " if unicodedata.category(char) == "No" and folded.isdigit() else folded


def replaced(text: str, rules: Sequence[Rule]) -> str:
    """Return the text after each rule has replaced what it finds, in order."""
    for pattern, say in rules:
        text = pattern.sub(say, text)
    return text


def amount(number: str) -> str:
    """Return a number without the commas between its thousands."""
    return number.replace(",", "")
