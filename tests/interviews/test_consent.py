"""A consent is recorded whole or not at all."""

import pytest

from interviews import demo, services
from interviews.models import Interview


def interrupt(*_: object, **__: object) -> None:
    raise KeyboardInterrupt


@pytest.mark.django_db(transaction=True)
def test_a_consent_that_is_interrupted_leaves_nothing_half_done(monkeypatch: pytest.MonkeyPatch) -> None:
    interview = services.create_interview(demo.position("en"), "Kim")
    with monkeypatch.context() as patched, pytest.raises(KeyboardInterrupt):
        patched.setattr(Interview, "refresh_from_db", interrupt)
        services.consent(interview, "en")
    interview.refresh_from_db()
    assert (interview.status, interview.consented_at, interview.consent_version) == ("invited", None, "")
