"""Keeps LangChain and LangSmith from sending what candidates say to anybody but the model.

LangSmith is told what to do by environment variables of many names, which change from release to release. So all of
them are removed, and then the library is asked whether it would trace.
"""

from collections.abc import MutableMapping

from .errors import ModelError

PREFIXES = ("LANGSMITH_", "LANGCHAIN_", "LANGGRAPH_")  # before the name of every variable that they read


class TracingEnabled(ModelError):
    """LangSmith would be sent whole prompts."""


def drop_variables(environment: MutableMapping[str, str]) -> None:
    """Remove the variables that LangChain and LangSmith read. Call this before either is imported: they cache values.

    Some of them trace, others send requests through LangSmith's gateway or make every question fail.
    """
    for name in [name for name in environment if name.startswith(PREFIXES)]:
        del environment[name]


def refuse_tracing() -> None:
    """Raise TracingEnabled if LangChain would trace in this process; otherwise keep it from being told to later."""
    import langsmith  # here, so that processes without a model do not load it
    from langsmith.utils import tracing_is_enabled

    if tracing_is_enabled():
        raise TracingEnabled(
            "LangSmith's tracing is on, and would send what candidates say to a third party. It was turned on by code, "
            "not by a variable: look for langsmith in sitecustomize.py and in the packages that were added to .venv."
        )
    langsmith.configure(enabled=False)
