"""The example dashboard and the documentation match the metrics of web processes and workers."""

import json
import re
from collections.abc import Iterator
from typing import Any

import pytest
from prometheus_client import REGISTRY, Metric

import interviews.llm.metrics
import interviews.metrics
import streaming.fanout.metrics
import streaming.speech.metrics
import streaming.writing.metrics  # noqa: F401 - each registers what it counts
from interviews import jobs
from ops import ROOT

GRAFANA = ROOT / "deploy/grafana"
OURS = ("interview_", "llm_", "speech_", "stream_")
OF_WORKERS = ("interview_", "llm_", "speech_", "stream_append_")
NAME = re.compile(r"\b((?:interview|llm|speech|stream|process)_\w+)(\{[^}]*\})?")


def counted() -> Iterator[Metric]:
    return (family for family in REGISTRY.collect() if family.name.startswith((*OURS, "process_")))


def sample_names(family: Metric) -> list[str]:
    endings = {"counter": ["_total"], "histogram": ["_bucket", "_count", "_sum"]}
    return [family.name + ending for ending in endings.get(family.type, [""])]


@pytest.fixture(scope="module")
def dashboard() -> dict[str, Any]:
    return dict(json.loads((GRAFANA / "dashboard.json").read_text()))


@pytest.fixture(scope="module")
def panels(dashboard: dict[str, Any]) -> list[dict[str, Any]]:
    return [panel for panel in dashboard["panels"] if panel["type"] != "row"]


@pytest.fixture(scope="module")
def asked(panels: list[dict[str, Any]]) -> list[tuple[str, str]]:
    """Return (name, matchers) of every series that a query uses."""
    return [found for panel in panels for target in panel["targets"] for found in NAME.findall(target["expr"])]


def test_every_query_uses_an_existing_metric(asked: list[tuple[str, str]]) -> None:
    known = {name for family in counted() for name in sample_names(family)}
    assert len(asked) > 30
    assert {name for name, _ in asked} - known == set()


def test_every_query_says_whether_it_means_workers_or_web_processes(asked: list[tuple[str, str]]) -> None:
    for name, matchers in asked:
        if name.startswith("process_"):
            assert "worker" in matchers
        else:
            assert ('worker!=""' if name.startswith(OF_WORKERS) else 'worker=""') in matchers, name


def test_workers_are_not_counted_once_per_web_process(panels: list[dict[str, Any]]) -> None:
    of_workers = [t["expr"] for panel in panels for t in panel["targets"] if 'worker!=""' in t["expr"]]
    assert [query for query in of_workers if "max without (instance, job)" not in query and "max by" not in query] == []


def test_the_dashboard_covers_every_hop(asked: list[tuple[str, str]]) -> None:
    names = {name for name, _ in asked}
    hops = ["interview_queue_seconds", "interview_first_token_seconds", "interview_first_sound_seconds"]
    hops += ["interview_question_seconds", "interview_tokens_per_second", "stream_append_seconds"]
    assert {f"{hop}_bucket" for hop in [*hops, "stream_relay_seconds"]} <= names
    assert {"llm_kv_cells_used", "stream_viewers", "stream_repaired_total", "speech_skipped_total"} <= names
    assert "interview_attempts_total" in names


def test_the_first_token_has_its_threshold_at_half_a_second(panels: list[dict[str, Any]]) -> None:
    of_first_token = [panel for panel in panels if panel["title"].startswith("First token")]
    assert len(of_first_token) == 3
    for panel in of_first_token:
        defaults = panel["fieldConfig"]["defaults"]
        assert [step["value"] for step in defaults["thresholds"]["steps"]] == [None, 0.5]
        assert defaults["unit"] == "s"


def test_grafana_can_import_it(dashboard: dict[str, Any], panels: list[dict[str, Any]]) -> None:
    assert [variable["type"] for variable in dashboard["templating"]["list"]] == ["datasource"]
    ids = [panel["id"] for panel in dashboard["panels"]]
    assert len(ids) == len(set(ids))
    for panel in panels:
        sources = [panel["datasource"], *(target["datasource"] for target in panel["targets"])]
        assert {source["uid"] for source in sources} == {"${datasource}"}


def test_no_panels_overlap(dashboard: dict[str, Any]) -> None:
    taken: set[tuple[int, int]] = set()
    for panel in dashboard["panels"]:
        at = panel["gridPos"]
        cells = {(at["x"] + x, at["y"] + y) for x in range(at["w"]) for y in range(at["h"])}
        assert max(x for x, _ in cells) < 24
        assert not cells & taken, panel["title"]
        taken |= cells


def test_every_metric_is_documented() -> None:
    listed = (ROOT / "docs/metrics.md").read_text()
    shown = {sample_names(family)[0].removesuffix("_bucket") for family in counted() if family.name.startswith(OURS)}
    assert len(shown) > 30
    assert {name for name in shown if f"`{name}`" not in listed} == set()


def test_failures_are_those_that_an_attempt_can_end_with() -> None:
    assert {*interviews.metrics.CODES} == jobs.RETRYABLE
