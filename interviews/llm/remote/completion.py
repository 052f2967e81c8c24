"""What a model server's chunks add up to."""

from collections.abc import Sequence

from langchain_core.messages import AIMessageChunk
from langchain_core.messages.ai import UsageMetadata
from langchain_core.outputs import ChatGenerationChunk

from interviews.llm.text_assembler import TextAssembler


class Completion:
    """Text that is fit to be shown, usage and the reason of the end.

    The server was told where to end. One that does not know how (llama-cpp-python's reads no max_completion_tokens) is
    ended here: `over`. A chunk counts as a token, also of a thought that comes as text.
    """

    def __init__(self, stop: Sequence[str], max_tokens: int) -> None:
        self._text = TextAssembler(stop)
        self._room = max_tokens
        self._usage: UsageMetadata | None = None
        self._finish_reason = ""
        self.over = False

    @property
    def leaked(self) -> bool:
        """Part of a thought was given out for the answer."""
        return self._text.leaked

    def feed(self, chunk: ChatGenerationChunk) -> str:
        """The text that is sure by now, or ""."""
        self._usage = getattr(chunk.message, "usage_metadata", None) or self._usage
        self._finish_reason = (chunk.generation_info or {}).get("finish_reason") or self._finish_reason
        self._room -= bool(chunk.text)
        if self._room < 0:
            self._finish_reason, self.over = "length", True
            return ""
        text = self._text.feed(chunk.text.encode(errors="ignore"))  # JSON may spell half a surrogate pair
        self.over = self._text.stopped
        return text

    def flush(self) -> str:
        return self._text.flush()

    def last(self) -> AIMessageChunk:
        return AIMessageChunk(
            content="",
            usage_metadata=self._usage,
            response_metadata={"finish_reason": "stop" if self._text.stopped else self._finish_reason},
            chunk_position="last",
        )
