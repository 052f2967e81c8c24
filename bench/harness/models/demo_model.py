"""Loads the demo model in the bench's own process, as a worker would."""

from interviews.llm.backends import make_backend
from interviews.llm.local_engine.chat_model import LlamaCppChatModel
from interviews.llm.model_settings import ModelSettings

from .bench_models import DEMO, DEMO_CONTEXT, THREADS


def demo_model() -> LlamaCppChatModel:
    settings = ModelSettings("llama_cpp", str(DEMO), context_tokens=DEMO_CONTEXT, threads=THREADS)
    model = make_backend(settings, slots=1).load()
    assert isinstance(model, LlamaCppChatModel)
    return model
