"""English as it is read aloud. Abbreviations are spelled with hyphens ("A-P-I"), in which voices hear no article "a"."""

import re
from collections.abc import Callable

from .english_dates import ALONE_YEAR, DATES
from .english_numbers import LONGEST, cardinal, code, fraction, ordinal, plural, quantity, spelled, year
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
_BEFORE_NUMBER = {
    "p": "page", "pp": "pages", "ch": "chapter", "fig": "figure", "figs": "figures", "vol": "volume", "nos": "numbers",
    "ca": "about", "sec": "section",
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
    if _is_shouted(text):
        text = text.capitalize()
    return replaced(text, _RULES)


def _is_shouted(text: str) -> bool:
    """Return whether all is in capitals, and most of it ordinary words: not "HTTP 200 OK"."""
    if text.upper() != text:
        return False
    words = _WORDS.findall(text)
    return len(words) > 1 and 2 * sum(word in _SHOUTED for word in words) > len(words)


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
    named = re.search(r"port\s?$", found.string[: found.start()])
    return f"{'' if named else ' port '}{code(int(next(filter(None, found.groups()))))}"


def _ports(found: re.Match[str]) -> str:
    return re.sub(r"\d+", lambda port: code(int(port[0])), found[0])


def _words_of(found: re.Match[str]) -> str:
    """Return the words of an identifier: "get user by id"."""
    words = re.sub(r"(?<=[a-z0-9])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z])", " ", found[0]).split()
    return " ".join(word if word.isupper() and len(word) > 1 else word.lower() for word in words)


def _serial(found: re.Match[str]) -> str:
    """Read the second number of an entry of a register figure by figure: "CVE-2021-44228"."""
    return f"{found[1]} {year(int(found[2]))}, {spelled(found[3])}"


def _out_of(found: re.Match[str]) -> str:
    return f"{quantity(found['part'])} out of {quantity(found['whole'])}"


def _scientific(found: re.Match[str]) -> str:
    minus = "minus " if found["minus"] else ""
    return f"{quantity(found['base'])} E {minus}{cardinal(int(found['exponent']))}"


def _named_codes(found: re.Match[str]) -> str:
    return f"{found[1]} {plural(code(int(found[2])))}"


def _as(words: str) -> Callable[[re.Match[str]], str]:
    return lambda _: words


_SIGN = re.compile("|".join(re.escape(sign) for sign in sorted(_SIGNS, key=len, reverse=True)))
LONG: Rule = (re.compile(rf"\d{{{LONGEST + 1},}}"), _spelled)
_RULES: tuple[Rule, ...] = (
    LONG,
    (re.compile(r"(?<!\w)[A-Z]+(?:_[A-Z]+)+(?!\w)"), lambda found: found[0].lower().replace("_", " ")),
    (EMAIL, _email),
    (re.compile(r"(?<=localhost):(\d{2,5})(?!\d)|(?<=[.]\d\d\d|.[.]\d\d|..[.]\d):(\d{2,5})(?!\d)|(?<![^\s(\]]):(\d{2,5})(?![\d:])"), _port),
    (re.compile(r"(?<![\w.-])(?:[a-z]{2,}\d*(?:[A-Z][a-z0-9]*)+|(?!Mc|Mac[A-Z])[A-Z][a-z0-9]+(?:[A-Z][a-z0-9]+)+)(?![\w-])"), _words_of),
    (re.compile(r"\b(SELECT|select) \*"), lambda found: f"{found[1].lower()} star"),
    (re.compile(r"\b(C-V-E|C-W-E|CVE|CWE)-(\d{4})-(\d{4,7})(?!\w)"), _serial),
    (re.compile(rf"{ALONE}(?P<part>\d{{1,2}}\.\d{{1,2}})\s?/\s?(?P<whole>\d{{1,2}}\.\d{{1,2}})(?![\w/]|\.\d)"), _out_of),
    (re.compile(r"(?<![\w.,/])(?P<part>\d{1,2})/(?P<whole>5|10|100)(?= (?:rating|score|stars?|points|on)\b)"), _out_of),
    (re.compile(r"(?<![\w.,])(?P<base>\d{1,3}(?:\.\d{1,4})?)[eE](?P<minus>-)?\+?(?P<exponent>\d{1,3})(?!\w)"), _scientific),
    (re.compile(r"\b1-on-1(s?)\b|(?<![\w:.])1:1(s)(?!\w)"), lambda found: f"one-on-one{found[1] or found[2] or ''}"),
    (re.compile(r"(?<![\w:.])(?:24/7/365|24/7/52)(?!\w)"), _as("twenty-four seven, all year")),
    (re.compile(r"(?<![\w:.])24\s?[x×]\s?7(?!\w)"), _as("twenty-four seven")),
    (re.compile(r"(?<![A-Za-z0-9:])(\d|[NM]):(?=[NM](?![A-Za-z0-9]))"), lambda found: f"{found[1]} to "),
    (re.compile(r"(?<=\d)\.x(?![\w.])"), _as(" point X")),
    (re.compile(r"(?<![\w.,/])([1-5])xx(?!\w)"), lambda found: f"{found[1]} X-X"),
    (re.compile(r"\bFY\s?['’]?(?=\d{2}(?:\d\d)?(?!\d))"), _as("fiscal year ")),
    (re.compile(r"(?<=\b[QH][1-4])\s?['’](?=\d\d(?!\d))"), _as(" ")),
    (re.compile(r"\b([QH][1-4])\s?[-–]\s?(?=[QH]?[1-4](?!\w))"), lambda found: f"{found[1]} to "),
    (re.compile(r"\b(ES|SQL:|S-Q-L:|I-S-O \d{4,5}:|ISO \d{4,5}:)(?=(?:19|20)\d\d(?!\w))"), lambda found: found[1].rstrip(":") + " "),
    (re.compile(r"(?P<before>\b(?:RFC|R-F-C)[ -])(?P<code>\d{3,4})(?!\w)"), _code),
    (re.compile(r"(?<!\w)(\d{3,4})p(?!\w)"), lambda found: f"{code(int(found[1]))} P"),
    (re.compile(r"(?<![\w.,])([48])K(?= (?:video|screen|monitor|display|resolution|TV|stream\w*|footage|and|or)\b)"), lambda found: f"{found[1]} K "),
    (re.compile(r"(?P<before>\b(?:[Aa]|[Tt]hose|[Tt]he|[Ss]ome) )(?P<code>[45]0\d|429)(?=s?[?.,!]|s? (?:and|or|page|in|from|on|when|for)\b|\Z)"), _code),
    (re.compile(r"(?P<before>)(?<![\w.,$#-])(?P<code>[1-5]\d\d)(?= (?:Bad Request|Unauthorized|Forbidden|Not Found|OK|Created|Internal|Gateway|Service|Too Many|Conflict|Moved|Accepted|No Content))"), _code),
    (re.compile(r"(?<![\w-])([A-Z])(\d{2,4})s(?!\w)"), _named_codes),
    (re.compile(r"\b([Tt]he|[Tt]hose|[Tt]hese|[Mm]any) ([45]\d\d)s(?!\w)"), _named_codes),
    (re.compile(r"(?<=\b[Pp]orts )\d{2,5}(?:,? (?:and |or )?\d{2,5})+(?![\w.]\w)"), _ports),
    (re.compile(r"(?<![\w/]) ?~/(?=[.\w])"), _as(" home slash ")),
    (re.compile(r"(?<![\w.…])\.(?=[a-z]{2,})"), _as(" dot ")),
    (re.compile(r"(?<![^\s(])--(?=[a-z]{2,}[a-z-]*(?![\w]))"), _as("dash dash ")),
    (re.compile(r"(?<![^\s(])-(?=[A-Za-z](?![\w-]))"), _as("dash ")),
    (re.compile(r"(?:\b(?P<word>[Pp]|[Pp]p|[Cc]h|[Ff]ig|[Ff]igs|[Vv]ol|Nos|[Cc]a|[Ss]ec)\. ?)(?=\d)"),
     lambda found: _BEFORE_NUMBER[found["word"].lower()] + " "),
    (re.compile(r"(?<![\w.])(?:[A-Z]\.){2,}(?=\W|$)"), lambda found: "-".join(found[0].replace(".", "")) + ("." if found.end() == len(found.string) else "")),
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
    (re.compile(rf"{ALONE}(?P<low>{NUMBER}){TO}(?P<high>{NUMBER})(?![A-Za-z\d]|[-–]\d)"), _range),
    ALONE_YEAR,
    (re.compile(r"(?<=\d):(?=\d)"), _as(" to ")),
    (re.compile(r"(?<=\d)\+(?!\w)"), _as(" plus")),
    (re.compile(r"(?<=[A-Za-z])[-–]?(?=\d)|(?<=\d)-?(?=[A-Z](?![a-z]))|(?<=\d)(?=[A-Za-z])|(?<=[A-Z]{2})-(?=[A-Z]{2,5}(?![A-Za-z-]))"), _as(" ")),
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
