import pytest

from bench.cases.interviewer.injection import Subject, subjects


@pytest.fixture(scope="session")
def tried(tmp_path_factory: pytest.TempPathFactory) -> list[Subject]:
    """Return the models that hostile answers are tried on."""
    return list(subjects(tmp_path_factory.mktemp("families")))
