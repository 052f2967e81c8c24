"""Makes what other people wrote safe for a prompt: it reads the same, but nothing takes it for part of the prompt.

A model server that renders its own chat template recognises markers anywhere in a message, and its vocabulary, which
would say what they are, is not at hand. So the first character of anything shaped like a known family's marker is
replaced by a look-alike. The local model tokenizes messages without special tokens (llm/local_engine/gguf_model.py) and
would not need this, but every model tends to believe text that looks like a turn of its own kind.

A tokenizer that normalises its input reads compatibility forms (`＜/ａｎｓｗｅｒ＞`) as markers. So markers are looked
for in a folded view of the text (folded_view.py), and broken in the text itself.

Every text takes linear time: no unbounded repetition in a pattern can match the same text in two ways.
"""

import re
from collections.abc import Iterable

from .folded_view import FoldedView

OPEN = "<answer>"
CLOSE = "</answer>"
# An answer can have this many characters, about five minutes of speech. One of 64 KB would fill the model's context.
MAX_ANSWER_CHARS = 4_000
CUT = " […]"

# Invisible characters can only hide an instruction or split a marker: controls, soft hyphens, fillers, zero-width
# characters and joiners, text directions, variation selectors, private use, the tags block, lone surrogates.
_INVISIBLE = re.compile(
    "[\0-\x08\x0e-\x1b\x7f-\x84\x86-\x9f\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200b-\u200f"
    "\u202a-\u202e\u2060-\u206f\u2800\u3164\ud800-\uf8ff\ufe00-\ufe0f\ufeff\uffa0\ufff0-\uffff\U0001bca0-\U0001bca3"
    "\U0001d173-\U0001d17a\U000e0000-\U0010ffff]"
)
# Characters that some readers, but not all, take for the end of a line.
_LINE_BREAK = re.compile("\r\n|[\r\x0b\x0c\x1c-\x1e\x85\u2028\u2029]")

# What a marker's first character, or a label's colon, is replaced by.
_LOOK_ALIKE = {"<": "\u2039", "[": "\u3014", ":": "\u2236"}

# <|im_end|> <｜User｜> <turn|> <s> </s> <<SYS>> <think> <start_of_turn> <unused7>, and our own fence
_ANGLE = re.compile(
    r"<(?=\s*(?:/\s*)?answer|\||/?(?:"
    r"s|bos|eos|eot|eod|pad|unk|cls|sep|mask|sys|inst|think(?:ing)?|thought|reasoning|unused\d{1,6}|"
    r"system|developer|user|human|assistant|model|bot|tools?|functions?|prompt|instructions?|"
    r"(?=\w{0,63}_)\w{1,64}|\w{1,64}\|)>)",
    re.IGNORECASE,
)
# [|endofturn|] [INST] [/INST] [TOOL_CALLS] [SYSTEM_PROMPT] [gMASK]
_SQUARE = re.compile(
    r"\[(?=\||/?(?:"
    r"inst|sys|bos|eos|eot|eod|pad|unk|cls|sep|g?mask|sop|think|args|img|call_id|"
    r"system_prompt|available_tools|model_settings|tool_(?:calls|results|content))\])",
    re.IGNORECASE,
)
# The label of a line: as our own prompts have them ("Candidate:", in phrases/), or as models without markers use them
# ("### Instruction:"). All colons before the next word are the label's.
_LABEL = re.compile(
    r"^(?:[^\w\n]|_)*(?:"
    r"job|about[^\w\n]+the[^\w\n]+job|competency|interviewer|candidate|topic|move|focus|position|"
    r"system|developer|user|human|assistant|ai|bot|model|tool|function|instructions?|response|input|output|"
    r"직무(?:[^\w\n]*소개)?|역량|면접관|지원자|시스템|사용자|어시스턴트|명령어?|지시문?|응답)"
    r"(?:[^\w\n:]|_)*(?P<end>:[^\w\n]*)",
    re.IGNORECASE | re.MULTILINE,
)
_BROKEN_MARKER = re.compile(r"[\u2039\u3014][^\s<[>\]＜［＞］﹤﹥]{0,64}[>\]＞］﹥]*")
_HALF_A_TAG = re.compile(r"[<＜﹤]\s*[/／]?\Z")


def fenced(answer: str) -> str:
    """Return an answer between the fence's tags, cut to its first MAX_ANSWER_CHARS characters."""
    said = harmless(answer).strip()
    head = said if len(said) <= MAX_ANSWER_CHARS else said[:MAX_ANSWER_CHARS] + CUT
    return f"{OPEN}\n{head}\n{CLOSE}"


def begun(draft: str) -> str:
    """Return the settled part of an answer that is still being written: a prefix of `fenced` for the whole answer."""
    # The last word may still grow, which would change its tokens. An open bracket may still become one of our tags.
    *whole_words, _growing = f"{visible(draft)}…".rsplit(maxsplit=1)
    settled = _HALF_A_TAG.sub("", "".join(whole_words).strip())
    return f"{OPEN}\n{harmless(settled).strip()[:MAX_ANSWER_CHARS]}"


def harmless(text: str) -> str:
    """Return a text of several lines without markers and labels."""
    view = FoldedView(visible(text))
    colons = (place for label in _LABEL.finditer(view.folded) for place in _colons(view.folded, label))
    return _broken(view, (*colons, *_markers(view)))


def phrase(text: str) -> str:
    """Return a text on one line and without markers, to stand in a request of ours or behind a label."""
    view = FoldedView(visible(text))
    return " ".join(_broken(view, _markers(view)).split())


def spoken(text: str) -> str:
    """Return the words of a text, without markers and labels. To be searched, not to be shown."""
    view = FoldedView(visible(text))
    unlabelled = view.without((label.start(), label.start("end") + 1) for label in _LABEL.finditer(view.folded))
    view = FoldedView(unlabelled)
    return _BROKEN_MARKER.sub(" ", _broken(view, _markers(view)))


def has_marker(text: str) -> bool:
    """Return whether a text has anything that a reader could take for the marker of a chat template or of our fence."""
    return bool(_markers(FoldedView(visible(text))))


def visible(text: str) -> str:
    """Return a text without invisible characters, and with "\n" for every line break."""
    return _LINE_BREAK.sub("\n", _INVISIBLE.sub("", text))


def _markers(view: FoldedView) -> list[int]:
    """Return where in the folded text a marker begins."""
    return [marker.start() for pattern in (_ANGLE, _SQUARE) for marker in pattern.finditer(view.folded)]


def _colons(folded: str, label: re.Match[str]) -> list[int]:
    return [place for place in range(*label.span("end")) if folded[place] == ":"]


def _broken(view: FoldedView, places: Iterable[int]) -> str:
    """Return the text with a look-alike for what is at these places of its folded view."""
    return view.with_replaced({place: _LOOK_ALIKE[view.folded[place]] for place in places})
