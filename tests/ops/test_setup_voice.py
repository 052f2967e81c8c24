"""What set-up does if the voice cannot be installed."""

from pathlib import Path

import pytest

from ops.problem import Problem

from .test_setup import checkout_in, imports, lock, prepare

pytestmark = pytest.mark.process


def test_a_machine_that_cannot_have_the_voice_says_so_in_one_line_and_goes_on(tmp_path: Path) -> None:
    checkout = checkout_in(tmp_path / "checkout")
    voice = (checkout / "requirements-voice.txt").read_text()
    (checkout / "requirements-voice.txt").write_text("no-such-package==1.0\n")
    lock(checkout)
    for _ in range(2):
        *_, told = prepare(checkout, "run").splitlines()
        assert "espeak-ng speaks: installing the voice failed: " in told and told.endswith("/.setup/pip.log")
    assert imports(checkout, "product") and not imports(checkout, "voice")
    with pytest.raises(Problem, match="no-such-package"):
        prepare(checkout, "test")  # the tests need it
    (checkout / "requirements-voice.txt").write_text(voice)
    lock(checkout)
    assert "espeak-ng" not in prepare(checkout, "run")
    assert imports(checkout, "voice")
    assert prepare(checkout, "run") == ""
