"""A question whose model is lost while it is asked: the bank takes over from a model of the worker's own."""

from collections.abc import Iterator

import pytest
from langchain_core.language_models import BaseChatModel

from interviews.interviewer.events import QuestionAccepted, QuestionEvent
from interviews.interviewer.graph import ask_question
from interviews.interviewer.wording import ModelCall
from interviews.llm.errors import ModelUnavailable
from interviews.llm.remote.backend import RemoteBackend
from interviews.llm.sampling import Sampling
from ops.vendors.chat_server import MODEL, Reply, ScriptedServer

from .test_graph import case, flaws, shown


@pytest.fixture(params=[Reply(status=400), Reply(cut_after=3)], ids=["at once", "in the middle"])
def broken(request: pytest.FixtureRequest) -> Iterator[ScriptedServer]:
    with ScriptedServer() as server:
        server.reply = request.param
        yield server


async def asked(server: ScriptedServer, checked: bool = True, is_local: bool = True) -> list[QuestionEvent]:
    """Ask a question of a model that fails as the server does."""

    async def load() -> BaseChatModel:
        return RemoteBackend(server.base_url, MODEL).load()

    call = ModelCall(load, Sampling(seed=7), checked=checked, is_local=is_local)
    return [event async for event in ask_question(case(), call)]


async def test_the_bank_takes_over_from_a_local_model(broken: ScriptedServer) -> None:
    told = await asked(broken)
    assert flaws(told) == ["model_unavailable"]
    assert shown(told).endswith("?")
    assert isinstance(told[-1], QuestionAccepted)


async def test_the_question_fails_if_a_server_is_away_which_may_be_back_at_the_next_try(broken: ScriptedServer) -> None:
    with pytest.raises(ModelUnavailable):
        await asked(broken, is_local=False)


async def test_the_question_fails_if_wordings_are_not_checked(broken: ScriptedServer) -> None:
    with pytest.raises(ModelUnavailable):
        await asked(broken, checked=False)


async def test_the_bank_takes_over_if_the_model_cannot_be_loaded() -> None:
    async def load() -> BaseChatModel:
        raise ModelUnavailable("no such file")

    call = ModelCall(load, Sampling(seed=7), is_local=True)
    told = [event async for event in ask_question(case(), call)]
    assert flaws(told) == ["model_unavailable"]
    assert shown(told).endswith("?")
