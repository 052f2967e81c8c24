"""English as it is read aloud. Abbreviations are spelled with hyphens ("A-P-I"), in which voices hear no article "a"."""

import re
from collections.abc import Callable

from .english_dates import ALONE_YEAR, DATES
from .english_numbers import LONGEST, cardinal, code, fraction, ordinal, plural, quantity, spelled
from .english_units import UNITS
from .forms import ALONE, EMAIL, NUMBER, TO, Rule, replaced

# Ordinary words that are written in capitals for emphasis; a text with one of them and no small letter is shouted.
_SHOUTED = frozenset(
    "ALL ALWAYS AM AN AND ANY ARE AS AT BAD BE BEST BIG BUT BY CAN DID DO DOES DONE EACH EVER EVERY FIRST FOR FROM GET"
    " GO GOOD GREAT HAD HAS HAVE HE HER HIS HOW IF IN IS ITS JUST LAST LIKE MAKE MANY ME MORE MOST MUCH MUST MY NEVER NEW"
    " NEXT NO NOT NOW OF OFF OK ON ONE ONLY OR OTHER OUR OUT OVER OWN SAY SHE SO SOME TELL THAN THANK THAT THE THEIR THEM"
    " THEN THERE THESE THEY THIS TO TOO TWO UP USE VERY WAS WAY WE WELL WERE WHAT WHEN WHERE WHICH WHO WHY WILL WITH WORK"
    " YES YET YOU YOUR".split()
)
_WORDS = re.compile("(?<![A-Za-z-])[A-Z]+(?![A-Za-z-])")
_CAPITALS = re.compile(r"(?<![A-Za-z])[A-Z]{2,5}(?P<plural>['’]?s)?(?![A-Za-z])")
_CHARACTERS = {".": " dot ", "@": " at ", "_": " underscore ", "-": " dash ", "+": " plus ", "%": " percent "}
_VERSIONED = (
    r"[Vv]ersion|Python|Java|Node J-S|Django|PHP|Ruby|Rails|Kotlin|Scala|Boot|Spring|Ubuntu|Debian"
    r"|Android|i-O-S|mac-?O-S|TLS|HTTP|Postgres|My-?S-Q-L|Redis|[Dd]ot [Nn]et|Kubernetes|Angular|React|View|Kafka"
    r"|Elastic ?search|Release"
)
_NUMBERED = r"War|Part|Chapter|Phase|Type|Level|Volume|Section|Step|Stage|Tier|Grade|Class|Act|Title|Article"
_PER = "(?:second|minute|hour|day|night|week|month|quarter|year|user|person|head|seat|request|employee|unit)"
_STAGE = r"(?:-?(?P<stage>rc|alpha|beta|dev|snapshot)[.-]?(?P<turn>\d+)?)?(?!\d)"
_ROMAN = {
    roman: number
    for number, roman in enumerate("I II III IV V VI VII VIII IX X XI XII XIII XIV XV XVI".split(), 1)
}  # fmt: skip
_SIGNS = {
    "&": " and ", "=": " equals ", "==": " equals ", "===": " equals ", "!=": " not equal to ", "≠": " not equal to ",
    ">=": " at least ", "≥": " at least ", "<=": " at most ", "≤": " at most ", "=>": " to ", "->": " to ", "→": " to ",
    "⇒": " to ", "<->": " to and from ", "↔": " to and from ", "±": " plus or minus ", "×": " times ", "÷": " divided by ",
    "≈": " about ", "∞": " infinity ", "√": " square root of ", "@": " at ", "%": " percent ", "°": " degrees ",
    "€": " euros ", "$": " dollars ", "£": " pounds ", "₩": " won ", "¥": " yen ", "§": " section ", "©": " ", "®": " ",
    "™": " ", "&&": " and ", "||": " or ",
}  # fmt: skip


def english(text: str) -> str:
    """Return the text with every number, symbol and abbreviation in words."""
    if len(words := _WORDS.findall(text)) > 1 and not _SHOUTED.isdisjoint(words) and text.upper() == text:
        text = text.capitalize()
    return replaced(text, _RULES)


def _spelled(found: re.Match[str]) -> str:
    return f" {spelled(found[0])} "


def _email(found: re.Match[str]) -> str:
    return re.sub(r"[.@_+%-]", lambda mark: _CHARACTERS[mark[0]], found[0])


def _version(found: re.Match[str]) -> str:
    said = _points(found["number"])
    stage = f" {found['stage'] if len(found['stage']) > 2 else 'R-C'}" if found["stage"] else ""
    turn = f" {cardinal(int(found['turn']))}" if found["turn"] else ""
    return f"{'version ' if found['v'] else ''}{said}{stage}{turn}"


def _points(number: str) -> str:
    return " point ".join(_part(part) for part in number.split("."))


def _part(part: str) -> str:
    if len(part) > LONGEST:
        return spelled(part)
    return f"oh {cardinal(int(part))}" if len(part) == 2 and part[0] == "0" else cardinal(int(part))


def _named_version(found: re.Match[str]) -> str:
    said = f"{found['name']}{' ' if found['mark'] in '/-' else found['mark']}{_points(found['number'])}"
    return said + re.sub(r"\d+(?:\.\d+)+", lambda other: _points(other[0]), found["others"])


def _ordinal(found: re.Match[str]) -> str:
    return ordinal(int(found[1].replace(",", "")))


def _power(found: re.Match[str]) -> str:
    exponent = found["exponent"]
    base = quantity(found["base"]) if found["base"][0].isdigit() else found["base"]
    if exponent in ("2", "3"):
        return f"{base} {'squared' if exponent == '2' else 'cubed'}"
    minus = "minus " if exponent[0] == "-" else ""
    return f"{base} to the power of {minus}{_any(exponent.lstrip('-'))}"


def _any(text: str) -> str:
    return quantity(text) if text.isdigit() else text


def _fraction(found: re.Match[str]) -> str:
    part, whole = int(found["part"]), int(found["whole"])
    if part + whole == 100 and part > whole and not found["ones"]:
        return f"{cardinal(part)} {cardinal(whole)}"  # the 80/20 rule
    if found["ones"]:
        a = "a " if part == 1 else ""
        return f"{cardinal(int(found['ones']))} and {a}{fraction(part, whole).removeprefix('one ' if a else '')}"
    return fraction(part, whole)


def _range(found: re.Match[str]) -> str:
    return f"{quantity(found['low'])} to {quantity(found['high'])}"


def _code(found: re.Match[str]) -> str:
    return found["before"].replace("-", " ") + code(int(found["code"]))


def _codes(found: re.Match[str]) -> str:
    return found["before"] + plural(code(int(found["code"])))


def _digits(found: re.Match[str]) -> str:
    return found["before"] + spelled(found["code"])


def _by(found: re.Match[str]) -> str:
    return f"{code(int(found['wide']))} by {code(int(found['high']))}"


def _number(found: re.Match[str]) -> str:
    return quantity(found[0] if found[0][0] != "." else "0" + found[0])


def _roman(found: re.Match[str]) -> str:
    return f"{found['noun']} {cardinal(_ROMAN[found['roman']])}"


def _letters(found: re.Match[str]) -> str:
    word = found[0].removesuffix(found["plural"] or "")
    if word in _SHOUTED:
        return found[0].lower()
    return "-".join(word) + ("'s" if found["plural"] else "")


def _port(found: re.Match[str]) -> str:
    return f" port {code(int(found[1] or found[2] or found[3]))}"


def _as(words: str) -> Callable[[re.Match[str]], str]:
    return lambda _: words


_SIGN = re.compile("|".join(re.escape(sign) for sign in sorted(_SIGNS, key=len, reverse=True)))
LONG: Rule = (re.compile(rf"\d{{{LONGEST + 1},}}"), _spelled)
_RULES: tuple[Rule, ...] = (
    LONG,
    (re.compile(r"(?<!\w)[A-Z]+(?:_[A-Z]+)+(?!\w)"), lambda found: found[0].lower().replace("_", " ")),
    (EMAIL, _email),
    (re.compile(r"(?<=localhost):(\d{2,5})(?!\d)|(?<=[.]\d\d\d|.[.]\d\d|..[.]\d):(\d{2,5})(?!\d)|(?<![^\s(]):(\d{2,5})(?![\d:])"), _port),
    (re.compile(r"\bO\((?P<inner>[^()\n]{1,20})\)"), lambda found: f"O of {found['inner']}"),
    (re.compile(r"(?<![\w./])(?P<v>[vV])\.?(?P<number>\d+(?:\.\d+)*)" + _STAGE), _version),
    *DATES,
    (re.compile(rf"{ALONE}(?P<v>)(?P<number>\d+(?:\.\d+){{2,}})" + _STAGE), _version),
    (re.compile(rf"\b(?P<name>{_VERSIONED})(?P<mark>[ /-])(?P<number>\d+\.\d+)(?P<others>(?:(?:,| or| and| to|,? ->| →| vs\.?| versus| over) \d+\.\d+)*)(?![\d%])"), _named_version),
    (re.compile(rf"(?P<base>{NUMBER}|(?<![A-Za-z0-9])[A-Za-z])\s?\^\s?(?P<exponent>-?\d+|[A-Za-z](?![A-Za-z]))"), _power),
    (re.compile(r"(?<![\w.,])(\d{1,3}(?:,\d{3})+|\d+)(?:st|nd|rd|th)(?!\w)"), _ordinal),
    (re.compile(r"(?P<before>\b(?:[Ee]rror|[Ss]tatus|[Cc]ode|HTTP|[Pp]ort|RTX|GTX|[Rr]oom|[Ss]uite|[Ff]light|[Hh]ighway|[Rr]oute|[Ee]xtension) |(?<=[A-Z])-)(?P<code>[1-9]\d{2,3})(?![\w,.]\d|\w|[-–]\d)"),
     _code),
    (re.compile(r"(?P<before>\b(?:[A-Z]-[A-Z]-[A-Z]|RTX|GTX) )(?P<code>[1-9]\d{3})s(?!\w)"), _codes),
    (re.compile(r"(?P<before>\b(?i:zip|zip code|post ?code|postal code|pin|pin code|passcode)(?: is)? )(?P<code>\d{3,8})(?![\w,.]\d|\w)"), _digits),
    (re.compile(r"(?P<before>\b(?:[Tt]wo|[Tt]hree|[Ff]our|[Ff]ive|[Ss]ix|[3-6]) )(?P<code>9)s(?!\w)"), _codes),
    (re.compile(r"(?P<before>)(?<![\w.,$#-])(?P<code>[1-5]\d\d)(?= (?:error|status|response)s?\b)"), _code),
    (re.compile(r"(?:(?<!\w)#|№|\bNo\. ?)\s?(?=\d)"), _as("number ")),
    (re.compile(r"(?<![\w.)%])[-](?=[$€£₩]?\.?\d)"), _as("minus ")),
    (re.compile(r"(?<!\w)\+(?=[$€£₩]?\d)"), _as("plus ")),
    (re.compile(r"(?<![\w%])~\s?(?=[$€£₩]?\d)"), _as("about ")),
    (re.compile(r"(?<![\w<>])<(?=[$€£₩]?\.?\d)"), _as(" less than ")),
    (re.compile(r"(?<![\w<>=-])>(?=[$€£₩]?\.?\d)"), _as(" more than ")),
    (re.compile(r"(?<![\w.,])(?P<wide>\d{1,5})(?:\s?x\s?|×)(?P<high>\d{1,5})(?![\w.,]\d|\w)"), _by),
    (re.compile(r"(?<=\d) - (?=\d[\d.]* ?=)"), _as(" minus ")),
    (re.compile(r"(?<=\d) / (?=\d)"), _as(" divided by ")),
    *UNITS,
    (re.compile(r"(?<![\w.,/])(?:(?P<ones>\d{1,3}) )?(?P<part>\d{1,4})/(?P<whole>\d{1,4})(?![\w/]|[.,]\d)"), _fraction),
    (re.compile(rf"{ALONE}(?P<low>{NUMBER}){TO}(?P<high>{NUMBER})(?!\d|[-–]\d)"), _range),
    ALONE_YEAR,
    (re.compile(r"(?<=\d):(?=\d)"), _as(" to ")),
    (re.compile(r"(?<=\d)\+(?!\w)"), _as(" plus")),
    (re.compile(r"(?<=[A-Za-z])[-–]?(?=\d)|(?<=\d)(?=[A-Za-z])"), _as(" ")),
    (re.compile(rf"{NUMBER}|(?<!\w)\.\d+"), _number),
    (re.compile(rf"\b(?P<noun>{_NUMBERED}) (?P<roman>[IVX]{{2,4}}|V|X)(?![\w'’])"), _roman),
    (re.compile(r"(?<=[\w)])\s?\*\s?(?=[\w(])"), _as(" times ")),
    (re.compile(r"\s[<](?=\s)"), _as(" less than")),
    (re.compile(r"\s[>](?=\s)"), _as(" greater than")),
    (_SIGN, lambda found: _SIGNS[found[0]]),
    (re.compile(r"\+"), _as(" plus ")),
    (re.compile(rf"(?<=[A-Za-z])\s?/\s?(?={_PER}(?![A-Za-z]))"), _as(" per ")),
    (re.compile("(?<=[A-Z])/(?=[A-Z]{2}|[A-Z]-[A-Z])"), _as(" ")),
    (re.compile("/"), _as(" slash ")),
    (re.compile(r"(?<=[A-Za-z0-9]{2})\.(?=[a-z])|(?<=[A-Za-z0-9])\.(?=[a-z]{2})"), _as(" dot ")),
    (re.compile(r"#(?=\w)"), _as("hashtag ")),
    (re.compile(r"\(\s*\)"), _as("")),
    (re.compile(r"[\^_~|\\{}<>#*]+"), _as(" ")),
    (_CAPITALS, _letters),
)  # fmt: skip
