import pytest
from django.core.cache import cache


@pytest.fixture(autouse=True)
def nobody_has_called_yet() -> None:
    """Throttles count in the cache."""
    cache.clear()
