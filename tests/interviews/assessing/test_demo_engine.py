"""A pass on the engine: the demo model has no judgement, but it writes only in the form, about the answers."""

from collections.abc import Iterator

import pytest
from channels.db import database_sync_to_async as in_thread

from interviews.assessing import work
from interviews.evaluation.evidence import Citation
from interviews.llm.local_engine.backend import LocalBackend
from interviews.models import Assessment, Interview
from ops import ROOT

from .scenes import allowed, waiting
from .test_passes import assessing

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture(scope="module")
def demo_model() -> Iterator[LocalBackend]:
    backend = LocalBackend(str(ROOT / "demo_model/demo.gguf"), gpu_layers=0, context=8192, slots=1, threads=1)
    engine = backend.load().engine
    yield backend
    engine.close()


@in_thread
def scene(model: LocalBackend) -> Interview:
    interview, _user = waiting()
    about = model.describe()
    allowed(interview.position, about["model"], about["model_sha256"])
    return interview


@in_thread
def said(interview: Interview, row: Assessment) -> list[Citation]:
    """Return the quotations of a pass. Raises ValueError if one is in no answer."""
    transcript = work.task_of(interview, row.order).transcript
    return [transcript.quote(*place) for place in row.quotes]


async def test_a_pass_ends_in_the_form_with_the_hash_of_the_model(demo_model: LocalBackend) -> None:
    interview = await scene(demo_model)
    assert await assessing(demo_model).make_next()
    row = await in_thread(Assessment.objects.order_by("pk").first)()
    assert row and row.state == Assessment.State.DONE and len(row.prompt_sha256) == 64
    assert row.model_sha256 == demo_model.describe()["model_sha256"] != ""
    assert [[quote.turn, quote.start, quote.end] for quote in await said(interview, row)] == row.quotes
