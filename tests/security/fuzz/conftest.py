from tests.security.test_access import everybody

__all__ = ["everybody"]
