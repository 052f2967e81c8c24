"""The alert rules of deploy/ are well formed, and ask for metrics that exist."""

import shutil
import subprocess
from typing import Any

import pytest
import yaml

from ops import ROOT

from .test_dashboard import NAME, counted, sample_names

FILE = ROOT / "deploy/grafana/alerts.yml"
RULES: list[dict[str, Any]] = [rule for group in yaml.safe_load(FILE.read_text())["groups"] for rule in group["rules"]]


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule["alert"])
def test_an_alert_asks_for_existing_metrics_and_says_what_to_do(rule: dict[str, Any]) -> None:
    known = {name for family in counted() for name in sample_names(family)}
    asked = NAME.findall(rule["expr"])
    assert {name for name, _ in asked} <= known
    assert all("worker" in matchers for _, matchers in asked)
    assert asked or rule["expr"].startswith('up{job="interviews-web"}')
    assert rule["annotations"]["summary"]


@pytest.mark.process
def test_prometheus_itself_accepts_the_rules() -> None:
    if shutil.which("promtool") is None:
        pytest.skip("promtool, of Debian's package prometheus, is not installed")
    subprocess.run(["promtool", "check", "rules", str(FILE)], check=True)
