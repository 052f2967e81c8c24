"""Makes what other people wrote safe for a prompt: it reads the same, but nothing takes it for part of the prompt.

A model server that renders its own chat template recognises markers anywhere in a message, and its vocabulary, which
would say what they are, is not at hand. So the first character of anything shaped like a known family's marker is
replaced by a look-alike. The local model tokenizes messages without special tokens (llm/local_engine/gguf_model.py) and
would not need this, but every model tends to believe text that looks like a turn of its own kind.

Every text takes linear time: no unbounded repetition in a pattern can match the same text in two ways.
"""

import re

OPEN = "<answer>"
CLOSE = "</answer>"
# The model reads this much of an answer, about five minutes of speech. An answer of 64 KB would fill its context.
HEAD_CHARS = 4_000
CUT = " […]"

# Invisible characters can only hide an instruction or split a marker: controls, soft hyphens, fillers, zero-width
# characters and joiners, text directions, variation selectors, private use, the tags block, lone surrogates.
_INVISIBLE = re.compile(
    "[\0-\x08\x0e-\x1b\x7f-\x84\x86-\x9f\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200b-\u200f"
    "\u202a-\u202e\u2060-\u206f\u2800\u3164\ud800-\uf8ff\ufe00-\ufe0f\ufeff\uffa0\ufff0-\uffff\U0001d173-\U0001d17a"
    "\U000e0000-\U0010ffff]"
)
# Characters that some readers, but not all, take for the end of a line.
_LINE_BREAK = re.compile("\r\n|[\r\x0b\x0c\x1c-\x1e\x85\u2028\u2029]")

# A tokenizer that normalises its input reads the full-width and small forms as the plain ones.
_LESS, _MORE, _LEFT, _RIGHT, _BAR, _COLON = "<＜﹤", ">＞﹥", r"\[［", r"\]］", "|｜", ":：﹕"

# <|im_end|> <｜User｜> <turn|> <s> </s> <<SYS>> <think> <start_of_turn> <unused7>, and our own fence
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
# The label of a line: of our own requests ("Topic:"), or as models without markers use it ("### Instruction:").
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
    """Return an answer between the fence's tags, cut to its first HEAD_CHARS characters."""
    said = harmless(answer).strip()
    head = said if len(said) <= HEAD_CHARS else said[:HEAD_CHARS] + CUT
    return f"{OPEN}\n{head}\n{CLOSE}"


def begun(draft: str) -> str:
    """Return the settled part of an answer that is still being written: a prefix of `fenced` for the whole answer."""
    # The last word may still grow, which would change its tokens. An open bracket may still become one of our tags.
    *whole_words, _growing = f"{visible(draft)}…".rsplit(maxsplit=1)
    settled = _HALF_A_TAG.sub("", "".join(whole_words).strip())
    return f"{OPEN}\n{harmless(settled).strip()[:HEAD_CHARS]}"


def harmless(text: str) -> str:
    """Return a text of several lines without markers and labels."""
    return _REQUEST.sub("\\1\u2236", _unmarked(visible(text)))


def phrase(text: str) -> str:
    """Return a text on one line and without markers, to stand in a request of ours or behind a label."""
    return " ".join(_unmarked(visible(text)).split())


def spoken(text: str) -> str:
    """Return the words of a text, without markers and labels. To be searched, not to be shown."""
    return _BROKEN_MARKER.sub(" ", _unmarked(_REQUEST.sub("", visible(text))))


def visible(text: str) -> str:
    """Return a text without invisible characters, and with "\n" for every line break."""
    return _LINE_BREAK.sub("\n", _INVISIBLE.sub("", text))


def _unmarked(text: str) -> str:
    return _SQUARE.sub("\u3014", _ANGLE.sub("\u2039", text))
