"""What others wrote, made fit for a prompt: it reads the same, and nothing takes it for a part of the prompt. Pure.

A model server that renders its own chat template reads markers wherever they stand, and no vocabulary is at hand to
tell which those are. So the shapes that model families use are broken by look-alikes. The local model needs none of
this (llm/gguf_model.py), but every model believes what looks like a turn of its own kind.

Every text takes linear time: nothing in a pattern that repeats without bound can match the same text in two ways.
"""

import re

OPEN = "<answer>"
CLOSE = "</answer>"
# So much of an answer is read, some five minutes of speech: one of 64 KB would leave no room for any question.
HEAD_CHARS = 4_000
CUT = " […]"

# Nobody sees them, so they can only hide an instruction or split a marker: controls, soft hyphens, fillers, zero
# widths and joiners, directions, variation selectors, private characters, the block of tags, lone surrogates.
_INVISIBLE = re.compile(
    "[\0-\x08\x0e-\x1b\x7f-\x84\x86-\x9f\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200b-\u200f"
    "\u202a-\u202e\u2060-\u206f\u2800\u3164\ud800-\uf8ff\ufe00-\ufe0f\ufeff\uffa0\ufff0-\uffff\U0001d173-\U0001d17a"
    "\U000e0000-\U0010ffff]"
)
# What somebody may take for the end of a line, when only some do.
_LINE_BREAK = re.compile("\r\n|[\r\x0b\x0c\x1c-\x1e\x85\u2028\u2029]")

# Tokenizers that normalise read the wide and the small forms as the plain ones.
_LESS, _MORE, _LEFT, _RIGHT, _BAR, _COLON = "<＜﹤", ">＞﹥", r"\[［", r"\]］", "|｜", ":：﹕"

# <|im_end|> <｜User｜> <turn|> <s> </s> <<SYS>> <think> <start_of_turn> <unused7>, and the tags of our own fence
_ANGLE = re.compile(
    rf"[{_LESS}](?=\s*(?:/\s*)?answer|[{_BAR}]|/?(?:"
    r"s|bos|eos|eot|eod|pad|unk|cls|sep|mask|sys|inst|think(?:ing)?|thought|reasoning|unused\d{1,6}|"
    r"system|developer|user|human|assistant|model|bot|tools?|functions?|prompt|instructions?|"
    rf"(?=\w{{0,63}}_)\w{{1,64}}|\w{{1,64}}[{_BAR}])[{_MORE}])",
    re.IGNORECASE,
)
# [|endofturn|] [INST] [/INST] [TOOL_CALLS] [SYSTEM_PROMPT] [gMASK]
_SQUARE = re.compile(
    rf"[{_LEFT}](?=[{_BAR}]|/?(?:"
    r"inst|sys|bos|eos|eot|eod|pad|unk|cls|sep|g?mask|sop|think|args|img|call_id|"
    r"system_prompt|available_tools|model_settings|tool_(?:calls|results|content))"
    rf"[{_RIGHT}])",
    re.IGNORECASE,
)
# A line of a request, of ours or as models without markers know them: "Topic:", "### Instruction:", "**Human**:"
_REQUEST = re.compile(
    r"^((?:[^\w\n]|_)*(?:"
    r"topic|move|focus|position|system|developer|user|human|assistant|ai|bot|model|interviewer|tool|function|"
    r"instructions?|response|input|output|직무|시스템|사용자|어시스턴트|면접관|명령어?|지시문?|응답)"
    rf"(?:[^\w\n{_COLON}]|_)*)[{_COLON}]",
    re.IGNORECASE | re.MULTILINE,
)
_BROKEN_MARKER = re.compile(rf"[\u2039\u3014][^\s{_LESS}{_LEFT}{_MORE}{_RIGHT}]{{0,64}}[{_MORE}{_RIGHT}]*")
_HALF_A_TAG = re.compile(rf"[{_LESS}]\s*/?\Z")


def fenced(answer: str) -> str:
    """An answer between tags that are ours alone: its beginning, where it is very long."""
    said = harmless(answer).strip()
    head = said if len(said) <= HEAD_CHARS else said[:HEAD_CHARS] + CUT
    return f"{OPEN}\n{head}\n{CLOSE}"


def begun(draft: str) -> str:
    """An answer that is still being written, as far as it stays the same when more follows: what `fenced` gives of
    the whole one begins with it."""
    # The last word may not be whole: its tokens would change. And a bracket may still become a tag of the fence.
    *whole_words, _growing = f"{visible(draft)}…".rsplit(maxsplit=1)
    settled = _HALF_A_TAG.sub("", "".join(whole_words).strip())
    return f"{OPEN}\n{harmless(settled).strip()[:HEAD_CHARS]}"


def harmless(text: str) -> str:
    """A text of several lines."""
    return _REQUEST.sub("\\1\u2236", _unmarked(visible(text)))


def phrase(text: str) -> str:
    """A text on one line, which stands in a request of ours or beside a label."""
    return " ".join(_unmarked(visible(text)).split())


def spoken(text: str) -> str:
    """What of a text is somebody's words: neither markers nor the labels of requests. To be looked through, not to be
    shown."""
    return _BROKEN_MARKER.sub(" ", _unmarked(_REQUEST.sub("", visible(text))))


def visible(text: str) -> str:
    """A text without what nobody sees, and with one kind of line break."""
    return _LINE_BREAK.sub("\n", _INVISIBLE.sub("", text))


def _unmarked(text: str) -> str:
    return _SQUARE.sub("\u3014", _ANGLE.sub("\u2039", text))
