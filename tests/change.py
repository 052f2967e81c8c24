"""What a test changes of a counter that the whole process shares."""

from prometheus_client import REGISTRY


class Change:
    """How much a sample grows, `by`, from here on."""

    def __init__(self, name: str, **labels: str) -> None:
        self._name, self._labels = name, labels
        self._before = self._now()

    def _now(self) -> float:
        return REGISTRY.get_sample_value(self._name, self._labels) or 0.0

    @property
    def by(self) -> float:
        return self._now() - self._before
