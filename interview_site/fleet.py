"""Merges the metrics of this process with those that the workers reported."""

from collections.abc import Iterable, Mapping, Sequence

from prometheus_client import Metric
from prometheus_client.parser import text_string_to_metric_families
from prometheus_client.registry import Collector
from prometheus_client.samples import Sample


class Fleet(Collector):
    """Adds the label `worker` to the samples of each worker; this process's own samples have none.

    A report that cannot be parsed is left out, and so is a metric whose type differs in a worker of another version.
    """

    def __init__(self, own: Sequence[Collector], reports: Mapping[str, bytes]) -> None:
        """`own` are of this process. `reports` are in Prometheus's text format, by worker name."""
        self._own, self._reports = own, reports

    def collect(self) -> Iterable[Metric]:
        families = {family.name: family for one in self._own for family in one.collect()}
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
    """Return the report's metrics, without those on the interpreter and on creation times. Empty if it is malformed."""
    try:
        families = list(text_string_to_metric_families(report.decode()))
    except (ValueError, IndexError):
        return []
    if any(family.type == "unknown" for family in families):  # a sample without a TYPE line
        return []
    return [family for family in families if not family.name.endswith("_created") and family.name[:7] != "python_"]
