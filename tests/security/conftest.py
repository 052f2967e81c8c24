from tests.interviews.conftest import site

__all__ = ["site"]
