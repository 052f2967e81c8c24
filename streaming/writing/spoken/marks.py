"""Removes from a sentence what no voice says: Markdown, addresses, emoji and stage directions. Pure.

Not by a Markdown library: sentences arrive in pieces that CommonMark reads otherwise ("Tell me.**", "**왜요?**라고"),
and prose would lose text to it ("2*3*4", "List<String>").
"""

import html
import re

from streaming.sentences.script import EMOJI

_DOT = {"ko": " 점 "}
_DOT_ELSEWHERE = " dot "

# Stage directions: what the interviewer does and does not say.
_MANNER = r"(?:(?:a|an|short|brief|briefly|long|slight|slightly|soft|softly|warm|warmly|gentle|gently|small)\s)"
_DEED = (
    r"(?:smil(?:es?|ing)|laugh(?:s|ing|ter)?|chuckl(?:es?|ing)|grin(?:s|ning)?|paus(?:es?|ing)|nod(?:s|ding)?"
    r"|sigh(?:s|ing)?|cough(?:s|ing)?|silence|beat|applause|waits|listens|thinks|clears|leans|looks|takes)"
)
_REST = (
    r"(?:\s(?:a|an|at|for|in|the|your|his|her|their|notes?|moment|second|breath|head|throat|forward|back|up|down|again"
    r"|softly|warmly|gently|briefly|politely|slightly|encouragingly|silently|quietly|you|candidate))"
)
_DEED_KO = (
    r"(?:(?:잠시|잠깐|짧은|긴|가벼운|가볍게|살짝|환하게|밝게|크게|따뜻한|옅은)\s?)?"
    r"(?:웃음|웃으며|웃으면서|웃고|미소(?:를?\s?(?:지으며|띠며|띄우며|짓고|지음))?|침묵|멈춤|멈추고|정적|한숨|박수|기침|일시\s?정지|쉼|생각\s?중"
    r"|고개를?\s?끄덕(?:이며|임|인다)?|끄덕(?:임|이며|끄덕)?)|잠시|잠깐"
)
_DIRECTION = rf"\s*(?:{_MANNER}*{_DEED}{_REST}*|{_DEED_KO})[.…]*\s*"
_STAGE = re.compile(
    rf"[*_]{{1,2}}\([^()\n]{{1,40}}\)[*_]{{1,2}}|\({_DIRECTION}\)|（{_DIRECTION}）|\[{_DIRECTION}\]"
    r"|(?<![\w*])\*(?:smiles|laughs|chuckles|grins|pauses|nods|sighs|coughs|웃음|미소)[^*\n]{0,20}\*(?!\*)",
    re.IGNORECASE,
)

_CODE_BLOCK = re.compile(r"```.*?(?:```|\Z)", re.DOTALL)
_CODE = re.compile(r"(`+)([^`]+)\1")
_LINK = re.compile(r"!?\[([^\[\]]*)\](?:\([^()\s]*(?:\([^()]*\)[^()\s]*)?(?:\s[^()]*)?\)|\[[^\[\]]*\])")
_FOOTNOTE = re.compile(r"\[\^?\d{1,3}\](?!\w)")
_URL = re.compile(
    r"<?(?:https?://|\bwww\.)([a-z0-9.\-]+)(?::\d+)?((?:[/?#][!#-'*-;=?-Z_a-z~]*)?)>?", re.IGNORECASE | re.ASCII
)
_TAG = re.compile(
    r"</?(?:br|b|i|u|s|em|strong|p|ul|ol|li|code|pre|span|div|hr|h[1-6]|sub|sup|mark)(?:\s[^<>]*)?/?>", re.IGNORECASE
)
_RULE = re.compile(r"^[ \t]*(?:(?:[-*_=][ \t]*){3,}|\|?(?:[ \t]*:?-+:?[ \t]*\|)+[ \t]*:?-*:?[ \t]*)$", re.MULTILINE)
_LINE_MARK = re.compile(
    r"^[ \t]*(?:>(?!=?\d)[ \t]?)*(?:#{1,6}[ \t]+|[-*+•·▪◦‣–][ \t]+(?:\[[ xX]\][ \t]+)?)*|[ \t]+#+[ \t]*$", re.MULTILINE
)
_CELLS = re.compile(r"^[ \t]*\|(.*)\|[ \t]*$", re.MULTILINE)

_STRONG = re.compile(r"(?<![A-Za-z0-9])(?:\*{2,3}|~~)|(?:\*{2,3}|~~)(?![A-Za-z0-9])")
_STAR = re.compile(r"(?<![\w*])\*(?=[^\s*])([^*\n]+?)(?<=\S)\*(?![A-Za-z0-9*])")
_LINE = re.compile(r"(?<!\w)(_{1,3})(?=[^\s_])(.+?)(?<=[^\s_])\1(?![A-Za-z0-9_])")
# One end of an emphasis, if the clause was cut between the two.
_HALF = re.compile(r"(?<!\S)[*_]+(?=\w)|(?<=[^\s\d*_])[*_]+(?!\S)")

# An emoji between two sentences is read as the full stop of the first one.
_EMOJI_BETWEEN = re.compile(f"(?<=[^\\W\\d_]) ?[{EMOJI}]+ +(?=[A-Z](?![a-z]*[A-Z])|[가-힣])")
_EMOJI = re.compile(f"[{EMOJI}]+")
_LAUGHS = re.compile(r"[ㅋㅎㅠㅜ]{2,}|(?<!\S)[:;]-?[)(DP](?!\S)|\^\^+|(?<=[^\W\d])[~∼〜]+(?!\w)")
_EMPTY = re.compile(r"(?<![A-Za-z0-9_])\(\s*\)|\[\s*\]|（\s*）")
_ASKED = re.compile(r"[!?！？]{2,}")
_DOTS = re.compile(r"(?:\.{2,}|…)[.…]*")
_TWICE = re.compile(r"([,;:。])\1+")
_SPACES = re.compile(r"\s+")
_SPACE_BEFORE = re.compile(r"(?<=\S) +(?=[,;!?…。！？、，)]|:(?!\d)|\.(?!\w))")
_LEADING = re.compile(r"^(?:[\s,;!?…。！？、，)\]*_]|:(?!\d)|~(?!\s?[$€£₩]?\d|/)|\.(?!\w)|[-–—](?=\s))+")


def without_marks(text: str, language: str) -> str:
    """Return the sentence's words on one line, with its punctuation. `language` is ISO 639-1."""
    words = _without_markdown(_without_code(_STAGE.sub(" ", _CODE_BLOCK.sub(" ", text)), language))
    return calm(html.unescape(words))


def _without_code(text: str, language: str) -> str:
    """Replace links by their text, addresses by their host, and code by its content."""
    text = _FOOTNOTE.sub("", _LINK.sub(r"\1", text))
    text = _URL.sub(lambda found: _host(found, language), text)
    return _TAG.sub(" ", _CODE.sub(r"\2", text)).replace("`", "")


def _host(found: re.Match[str], language: str) -> str:
    """Return an address's host as it is said, followed by the sentence's own punctuation."""
    host, path = found[1].removeprefix("www."), found[2]
    name = host.rstrip(".-")
    marks = path or host[len(name) :]
    kept = marks[len(marks.rstrip(".,;:!?")) :]
    return name.replace(".", _DOT.get(language, _DOT_ELSEWHERE)) + kept


def _without_markdown(text: str) -> str:
    """Remove the marks of headings, bullets, quotations, tables and emphasis."""
    text = _LINE_MARK.sub("", _RULE.sub("", text))
    text = _CELLS.sub(lambda row: ", ".join(cell.strip() for cell in row[1].split("|") if cell.strip()), text)
    text = _STAR.sub(r"\1", _STRONG.sub("", text))
    return _HALF.sub("", _LINE.sub(r"\2", text))


def calm(text: str) -> str:
    """Remove emoji and laughter, and collapse repeated marks and white space."""
    text = _EMPTY.sub(" ", _LAUGHS.sub(" ", _EMOJI.sub(" ", _EMOJI_BETWEEN.sub(", ", text))))
    text = _ASKED.sub(lambda run: "?" if "?" in run[0] or "？" in run[0] else "!", text)
    text = _SPACE_BEFORE.sub("", _SPACES.sub(" ", text))
    text = _TWICE.sub(r"\1", _DOTS.sub("…", text))
    return _LEADING.sub("", text).strip()
