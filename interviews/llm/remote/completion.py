"""Assembles an answer from the chunks that a model server streams."""

from collections.abc import Sequence

from langchain_core.messages import AIMessageChunk
from langchain_core.messages.ai import UsageMetadata
from langchain_core.outputs import ChatGenerationChunk

from interviews.llm.text_assembler import TextAssembler

from .echo_filter import EchoFilter


class Completion:
    """The text that can be shown, the token usage and the finish reason of one answer.

    The request says where the answer is to end, but not every server obeys (llama-cpp-python's ignores
    max_completion_tokens), so the limits are enforced here as well: stop reading once `is_over`. A chunk counts as
    one token, including one of a thought that arrives as text.
    """

    def __init__(self, stop: Sequence[str], max_tokens: int, stem: str = "") -> None:
        """`stem` is what the answer continues, and is not part of it; "" if it continues nothing."""
        self._text = TextAssembler(stop)
        self._echo = EchoFilter(stem)
        self._tokens_left = max_tokens
        self.chunks = 0  # with text
        self._usage: UsageMetadata | None = None
        self._finish_reason = ""
        self._half = ""  # of a surrogate pair whose other half is in the next chunk
        self.is_over = False

    @property
    def leaked(self) -> bool:
        """Whether part of a thought was returned as text of the answer."""
        return self._text.leaked

    def feed(self, chunk: ChatGenerationChunk) -> str:
        """Add a chunk, and return the text that is certain by now, or ""."""
        self._usage = getattr(chunk.message, "usage_metadata", None) or self._usage
        self._finish_reason = (chunk.generation_info or {}).get("finish_reason") or self._finish_reason
        self.chunks += bool(chunk.text)
        self._tokens_left -= bool(chunk.text)
        if self._tokens_left < 0:
            self._finish_reason, self.is_over = "length", True
            return ""
        text = self._text.feed(self._whole(chunk.text).encode())
        self.is_over = self._text.stopped
        return self._echo.feed(text)

    def _whole(self, text: str) -> str:
        """Join the halves of a surrogate pair, which JSON may bring in two chunks. Drop a half that stays alone."""
        if not self._half and text.isascii():
            return text
        text = self._half + text
        self._half = text[-1] if "\ud800" <= text[-1:] <= "\udbff" else ""
        return text.removesuffix(self._half).encode("utf-16-le", "surrogatepass").decode("utf-16-le", "ignore")

    def flush(self) -> str:
        """Return the text that was held back, at the end of the answer."""
        return self._echo.feed(self._text.flush()) + self._echo.flush()

    def final_chunk(self) -> AIMessageChunk:
        """Return the last chunk, without text: usage (None if the server does not report it) and finish reason."""
        return AIMessageChunk(
            content="",
            usage_metadata=self._usage,
            response_metadata={"finish_reason": "stop" if self._text.stopped else self._finish_reason},
            chunk_position="last",
        )
