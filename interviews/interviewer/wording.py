"""One try at a question's words: the model's, checked while they stream, or the bank's."""

from abc import ABC, abstractmethod
from collections.abc import AsyncGenerator, Awaitable, Callable
from contextlib import aclosing
from dataclasses import dataclass
from typing import Any

from langchain_core.language_models import BaseChatModel
from langchain_core.messages import BaseMessageChunk
from langchain_core.messages.utils import convert_to_messages

from interviews.llm.errors import ModelUnavailable, PromptTooLong, StemRefused
from interviews.llm.freedom import Freedom
from interviews.llm.message import Message
from interviews.llm.sampling import MAX_TOKENS, Sampling
from interviews.llm.token_tally import TokenTally

from .check import Expectation, Flawed, StreamCheck
from .events import QuestionAccepted, QuestionEvent, Refusal, Text, WordingStarted
from .frame import QuestionFrame
from .prompts import STOP, public_messages
from .quotation import Quotation, quotable
from .turn_context import TurnContext
from .unchecked import Unchecked


@dataclass(frozen=True, slots=True)
class ModelCall:
    """How to call the model.

    `load` returns the chat model; it is slow the first time, and not called for a question from the bank. `sampling`
    is for the first wording; later ones take the seeds that follow. `freedom` is how much of a question the model words
    in the interview's language. `checked` says whether wordings are checked. `is_local` says whether the model runs in
    this worker: then it is of no use to ask again if it is unavailable, and the bank takes over.
    """

    load: Callable[[], Awaitable[BaseChatModel]]
    sampling: Sampling
    freedom: Freedom = Freedom.FREE
    checked: bool = True
    is_local: bool = False


class Wording(ABC):
    """A wording that streams as `events`. Whether it was refused is known once they have been read to their end."""

    def __init__(self, started: WordingStarted) -> None:
        self.started = started
        self._ended = False
        self._refusal: Refusal | None = None

    @property
    def refusal(self) -> Refusal | None:
        """Why the wording was refused, or None if it stands. Raises RuntimeError before the end of `events`."""
        if not self._ended:
            raise RuntimeError("The graph went on before the wording was read to its end.")
        return self._refusal

    @abstractmethod
    def events(self) -> AsyncGenerator[QuestionEvent, None]:
        """Stream the wording: WordingStarted, its Texts and, unless it is refused, QuestionAccepted.

        Nothing runs ahead of the reader: the model is called when the event after WordingStarted is asked for.
        """

    def _end(self, refusal: Refusal | None = None) -> None:
        self._ended, self._refusal = True, refusal


class BankWording(Wording):
    """A question that needs no model."""

    def __init__(self, text: str, refusal: Refusal | None) -> None:
        super().__init__(WordingStarted([], None, refusal))
        self._text = text

    async def events(self) -> AsyncGenerator[QuestionEvent, None]:
        yield self.started
        yield Text(self._text)
        yield QuestionAccepted()
        self._end()


class ModelWording(Wording):
    """A question that a model words in part: code's beginning at once, then the model's words once they are checked."""

    def __init__(self, turn: TurnContext, call: ModelCall, started: WordingStarted) -> None:
        super().__init__(started)
        self._turn, self._call = turn, call
        self._tally = TokenTally()

    async def events(self) -> AsyncGenerator[QuestionEvent, None]:
        yield self.started
        # The candidate reads this while the model reads the end of the prompt.
        if stem := self.started.frame.stem:
            yield Text(stem)
        written: list[str] = []
        last: BaseMessageChunk | None = None
        check = check_of(self._turn, self.started.frame, self._call.checked)
        try:
            async with aclosing(await self._chunks()) as writing:
                async for last in writing:
                    written.append(str(last.content))
                    if text := check.feed(written[-1]):
                        yield Text(text)
                    if check.complete:
                        break
            if text := check.end(_finish_reason(last)):
                yield Text(text)
        except Flawed as flawed:
            usage = self._usage(last, _finish_reason(last))
            self._end(Refusal(flawed.flaw, flawed.detail, stem + "".join(written), *usage))
        except StemRefused as error:
            self._end(Refusal(error.code, str(error), ""))
        except (PromptTooLong, ModelUnavailable) as error:
            if not self._bank_may_follow(error):
                raise
            self._end(Refusal(error.code, str(error), stem + "".join(written)))
        else:
            yield self._usage(last, "stop" if check.complete else _finish_reason(last))
            self._end()

    def _usage(self, last: BaseMessageChunk | None, finish_reason: str) -> QuestionAccepted:
        # A model that was stopped behind its question sends no last chunk with its usage.
        usage = getattr(last, "usage_metadata", None) or {}
        return QuestionAccepted(
            usage.get("input_tokens", self._tally.prompt),
            usage.get("output_tokens", self._tally.completion),
            finish_reason,
        )

    def _bank_may_follow(self, error: PromptTooLong | ModelUnavailable) -> bool:
        """Return whether the bank takes over. A model server may be back at the next try, so its question fails."""
        return self._call.checked and (self._call.is_local or isinstance(error, PromptTooLong))

    async def _chunks(self) -> AsyncGenerator[BaseMessageChunk, None]:
        started, turn = self.started, self._turn
        public = len(public_messages(turn.brief.language, started.frame.freedom))
        model = await self._call.load()
        return chunks(
            model, started.chat, started.sampling or Sampling(), session=turn.session, public=public, tally=self._tally
        )


def check_of(turn: TurnContext, frame: QuestionFrame, checked: bool = True) -> StreamCheck | Quotation | Unchecked:
    """Return what takes the model's words for this turn's question, and says what may be shown of them."""
    if frame.tail:
        return Quotation(quotable(turn.brief, turn.history, turn.ask), frame.tail)
    if not checked:
        return Unchecked()
    return StreamCheck(
        Expectation(
            turn.brief.language,
            topic=turn.ask.topic,
            title=turn.brief.title,
            stem=frame.stem,
            asked=tuple(exchange.question for exchange in turn.history),
            answer=next((exchange.answer for exchange in reversed(turn.history) if exchange.answer), ""),
            said="\n".join(exchange.answer for exchange in turn.history),
            description=turn.brief.description,
        )
    )


def chunks(
    model: BaseChatModel,
    chat: list[Message],
    sampling: Sampling,
    *,
    session: int | None = None,
    public: int | None = None,
    tally: TokenTally | None = None,
) -> AsyncGenerator[BaseMessageChunk, None]:
    """Stream what the model writes for a prompt, unchecked. If the prompt ends with a stem, the model continues it.

    `session` is the interview's key, by which a local model finds what it has read before; the first `public` messages
    are the same in every interview. `tally` counts the tokens. Closing the generator, or cancelling its reader, stops
    the model within a step. Raises ModelError if the model cannot answer.
    """
    prompt = convert_to_messages([dict(message) for message in chat])
    options: dict[str, Any] = {
        "sampling": sampling,
        "max_tokens": MAX_TOKENS,
        "session": session,
        "public": public,
        "tally": tally,
    }
    return model.astream(prompt, stop=list(STOP), **options)  # type: ignore[return-value]  # it is a generator


def _finish_reason(last: BaseMessageChunk | None) -> str:
    return str(last.response_metadata.get("finish_reason", "")) if last else ""
