"""Loads the demo model in the bench's own process, as a worker would."""

from types import SimpleNamespace

from interviews.llm.backends import make_backend
from interviews.llm.local_engine.chat_model import LlamaCppChatModel

from .models import DEMO, DEMO_CONTEXT, THREADS


def demo_model() -> LlamaCppChatModel:
    settings = SimpleNamespace(
        LLM_BACKEND="llama_cpp", LLM_MODEL=str(DEMO), LLM_CONTEXT=DEMO_CONTEXT, LLM_THREADS=THREADS,
        LLM_GPU_LAYERS=0, WORKER_CONCURRENCY=1,
    )  # fmt: skip
    model = make_backend(settings).load()
    assert isinstance(model, LlamaCppChatModel)
    return model
