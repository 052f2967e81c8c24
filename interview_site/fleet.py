"""What this process counts and what its workers reported, as one: /metrics shows all of it."""

from collections.abc import Iterable, Mapping

from prometheus_client import Metric
from prometheus_client.parser import text_string_to_metric_families
from prometheus_client.registry import Collector
from prometheus_client.samples import Sample


class Fleet(Collector):
    """Workers' samples are told apart by a label, `worker`; this process's own have none.

    A report that cannot be read is left out, and so is a family that a worker of another version counts otherwise.
    """

    def __init__(self, own: Collector, reports: Mapping[str, bytes]) -> None:
        """`reports`: by worker, in Prometheus's text format."""
        self._own, self._reports = own, reports

    def collect(self) -> Iterable[Metric]:
        families = {family.name: family for family in self._own.collect()}
        for worker, report in self._reports.items():
            for family in _parsed(report):
                _add(families, family, worker)
        return families.values()


def _add(families: dict[str, Metric], family: Metric, worker: str) -> None:
    known = families.setdefault(family.name, Metric(family.name, family.documentation, family.type))
    if known.type == family.type:
        known.samples += [_labelled(sample, worker) for sample in family.samples]


def _labelled(sample: Sample, worker: str) -> Sample:
    return sample._replace(labels={**sample.labels, "worker": worker})


def _parsed(report: bytes) -> list[Metric]:
    """All families but those on the interpreter, and on when counting began; none where one is broken."""
    try:
        families = list(text_string_to_metric_families(report.decode()))
    except (ValueError, IndexError):
        return []
    if any(family.type == "unknown" for family in families):  # a sample that stands in no family
        return []
    return [family for family in families if not family.name.endswith("_created") and family.name[:7] != "python_"]
