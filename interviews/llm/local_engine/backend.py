"""The backend `llama_cpp`: a GGUF file, run in this process."""

import threading
from collections.abc import Sequence
from pathlib import Path

import structlog

from interviews.llm.errors import ModelError
from interviews.llm.message import Message

from .chat_model import LlamaCppChatModel
from .chat_template import ChatTemplate
from .engine import Engine
from .gguf_model import GgufModel
from .steps.cycle import LONGEST_GAP

log = structlog.get_logger(__name__)

STILL_LOADING_SECONDS = 2.0


class LocalBackend:
    """The backend of a local model file.

    It loads the model once and logs the progress. If the file is missing or broken, the next `load` tries again.
    """

    def __init__(
        self,
        path: str,
        *,
        gpu_layers: int,
        context: int,
        slots: int,
        threads: int,
        longest_gap: float = LONGEST_GAP,
        measurements: Path | None = None,
    ) -> None:
        """`path` is a .gguf file; the other arguments are those of GgufModel and Engine."""
        self._path, self._gpu_layers = path, gpu_layers
        self._context, self._slots, self._threads = context, slots, threads
        self._longest_gap, self._measurements = longest_gap, measurements
        self._model: LlamaCppChatModel | None = None
        self._loading = threading.Lock()

    def load(self) -> LlamaCppChatModel:
        with self._loading:
            if self._model is None:
                self._model = self._load()
            return self._model

    def check(self) -> None:
        """Read the file's header, which tells whether it is whole, and try its template."""
        model = GgufModel(self._path, header_only=True)
        try:
            ChatTemplate(model)
        finally:
            model.close()

    @property
    def is_local(self) -> bool:
        return True

    def describe(self) -> dict[str, str]:
        sha256 = self._model.engine.model.sha256 if self._model else ""
        return {"model": Path(self._path).name, "model_sha256": sha256}

    @property
    def continues_stems(self) -> bool:
        return True

    def read_ahead(self, chat: Sequence[Message], session: int, public: int | None = None) -> None:
        if self._model is not None:
            self._model.read_ahead(chat, session, public)

    def forget(self, session: int) -> None:
        if self._model is not None:
            self._model.forget(session)

    def _load(self) -> LlamaCppChatModel:
        loaded = threading.Event()
        reporter = threading.Thread(target=self._log_progress, args=(loaded,), name="model loading log", daemon=True)
        reporter.start()
        try:
            model = self._start_engine(GgufModel(self._path, self._gpu_layers))
        finally:
            loaded.set()
        log.info("model loaded", model=model.engine.model.name, **model.engine.sizes)
        if costs := model.engine.costs:
            log.info("steps measured", **{f"rows_{rows}_ms": round(1000 * s, 2) for rows, s in costs.seconds.items()})
        return model

    def _start_engine(self, model: GgufModel) -> LlamaCppChatModel:
        try:
            template = ChatTemplate(model)
            engine = Engine(
                model,
                context=self._context,
                slots=self._slots,
                threads=self._threads,
                longest_gap=self._longest_gap,
                measurements=self._measurements,
            )
            return LlamaCppChatModel(template=template, engine=engine)
        except ModelError:
            model.close()  # the next call loads it again
            raise

    def _log_progress(self, loaded: threading.Event) -> None:
        path = Path(self._path)
        megabytes = round(path.stat().st_size / 1e6, 1) if path.is_file() else 0
        log.info("loading model", model=path.name, megabytes=megabytes)
        seconds = 0.0
        while not loaded.wait(STILL_LOADING_SECONDS):
            seconds += STILL_LOADING_SECONDS
            log.info("still loading model", model=path.name, seconds=seconds)
