"""The metrics of several processes in one valid text, each worker with its label."""

import random

import pytest
from prometheus_client import CollectorRegistry, Counter, Gauge, Histogram, generate_latest
from prometheus_client.parser import text_string_to_metric_families

from interview_site.fleet import Fleet


def registry(count: int = 1) -> CollectorRegistry:
    """Return metrics of every type; a label contains everything that must be escaped."""
    made = CollectorRegistry()
    Counter("asked", "Questions\nasked.", ["code"], registry=made).labels('a "b" \\ \n').inc(count)
    Gauge("waiting", "In line.", registry=made).set(count)
    Histogram("seconds", "Time.", buckets=[0.5, 1], registry=made).observe(0.7)
    Counter("python_things", "The interpreter's.", registry=made)
    return made


def report(count: int = 1) -> bytes:
    return generate_latest(registry(count))


def merged(own: CollectorRegistry, **reports: bytes) -> str:
    return generate_latest(Fleet([own], reports)).decode()


def samples(text: str) -> dict[tuple[str, str], float]:
    """Return the samples without other labels by name and worker. Raises ValueError if one appears twice."""
    found: dict[tuple[str, str], float] = {}
    for family in text_string_to_metric_families(text):
        for sample in family.samples:
            key = sample.name + sample.labels.get("le", ""), sample.labels.get("worker", "")
            if key in found:
                raise ValueError(key)
            found[key] = sample.value
    return found


def test_each_worker_has_its_own_samples_and_this_process_those_without_a_worker() -> None:
    shown = samples(merged(registry(1), w1=report(2), w2=report(3)))
    assert [shown["waiting", worker] for worker in ("", "w1", "w2")] == [1, 2, 3]
    assert [shown["asked_total", worker] for worker in ("", "w1", "w2")] == [1, 2, 3]
    assert [shown["seconds_bucket1.0", worker] for worker in ("", "w1", "w2")] == [1, 1, 1]


def test_a_metric_appears_once_with_all_its_samples() -> None:
    text = merged(registry(), w1=report(), w2=report())
    types = [line for line in text.splitlines() if line.startswith("# TYPE")]
    assert len(types) == len(set(types))
    for family in text_string_to_metric_families(text):
        assert family.type != "unknown", "a sample stands outside its family"


def test_labels_are_unchanged() -> None:
    families = text_string_to_metric_families(merged(CollectorRegistry(), w1=report()))
    [asked] = [family for family in families if family.name == "asked"]
    assert asked.documentation == "Questions\nasked."
    assert [sample.labels for sample in asked.samples] == [{"code": 'a "b" \\ \n', "worker": "w1"}]


def test_metrics_that_only_workers_have_are_included() -> None:
    assert samples(merged(CollectorRegistry(), w1=report(2)))["waiting", "w1"] == 2


def test_interpreter_metrics_and_creation_times_are_left_out_of_reports() -> None:
    text = merged(CollectorRegistry(), w1=report())
    assert "python_" not in text
    assert "_created" not in text


@pytest.mark.parametrize("broken", [b"\xff", b"waiting", b"a{ 1", b"free 1\n", b"# TYPE waiting\n", report()[:-30]])
def test_a_malformed_report_is_left_out_and_the_others_stay(broken: bytes) -> None:
    own, other = registry(), report(2)
    assert merged(own, w1=broken, w2=other) == merged(own, w2=other)


def test_a_metric_of_another_type_is_left_out() -> None:
    other = CollectorRegistry()
    Gauge("asked", "Not a counter there.", registry=other).set(9)
    Gauge("waiting", "In line.", registry=other).set(9)
    shown = samples(merged(registry(1), w1=generate_latest(other)))
    assert shown["waiting", "w1"] == 9
    assert ("asked_total", "w1") not in shown
    assert ("asked", "w1") not in shown


def test_no_damage_to_a_report_breaks_the_page() -> None:
    dice = random.Random(7)
    for _ in range(300):
        damaged = bytearray(report())
        for _ in range(dice.randint(1, 3)):
            at = dice.randrange(len(damaged))
            damaged[at : at + dice.randint(0, 9)] = dice.choice(
                [b"", b'"', b"{", b"}", b"\n", b" ", b"#", b"\xff", b"1"]
            )
        assert "waiting 1.0" in merged(registry(), w1=bytes(damaged))
