"""deploy/kubernetes.yaml against the product: settings, commands, and the time that processes take to end."""

import re
from typing import Any

import pytest
import yaml

from ops import ROOT
from ops.processes import procfile

from .test_deploy import command, unit

TEXT = (ROOT / "deploy/kubernetes.yaml").read_text()
ITEMS: list[dict[str, Any]] = yaml.safe_load(TEXT)["items"]
SETTINGS = "".join((ROOT / f"interview_site/{name}.py").read_text() for name in ("settings", "environment"))


def item(kind: str, name: str) -> dict[str, Any]:
    [found] = [item for item in ITEMS if item["kind"] == kind and item["metadata"]["name"] == name]
    return found


def pod(name: str) -> dict[str, Any]:
    kind = "Job" if name == "migrate" else "Deployment"
    spec: dict[str, Any] = item(kind, f"interviews-{name}")["spec"]["template"]["spec"]
    return spec


def container(name: str) -> dict[str, Any]:
    [only] = pod(name)["containers"]
    return dict(only)


def variables() -> set[str]:
    own = {entry["name"] for name in ("web", "worker", "migrate") for entry in container(name).get("env", [])}
    return own | set(item("ConfigMap", "interviews")["data"]) | set(item("Secret", "interviews")["stringData"])


def test_the_settings_read_every_variable() -> None:
    assert len(variables()) > 10
    assert {name for name in variables() if f'"{name}"' not in SETTINGS} == set()


def test_secrets_are_in_the_secret_and_empty() -> None:
    secret = item("Secret", "interviews")["stringData"]
    assert set(secret.values()) == {""} and "SECRET_KEY" in secret
    others = variables() - set(secret)
    assert not {name for name in others if re.search(r"SECRET|PASSWORD|_KEY$|DATABASE_URL|REDIS_URL", name)}


@pytest.mark.parametrize("name", ["web", "worker"])
def test_it_starts_the_procfiles_command(name: str) -> None:
    assert command(container(name)["command"], **{"0.0.0.0": "127.0.0.1"}) == procfile.commands(8000)[name]


@pytest.mark.parametrize("name", ["web", "worker", "migrate"])
def test_a_pod_runs_without_privileges_and_writes_to_its_volumes_alone(name: str) -> None:
    spec, safe = pod(name), container(name)["securityContext"]
    assert spec["securityContext"]["runAsNonRoot"] and not spec["automountServiceAccountToken"]
    assert (safe["allowPrivilegeEscalation"], safe["readOnlyRootFilesystem"]) == (False, True)
    assert safe["capabilities"] == {"drop": ["ALL"]}
    mounts, volumes = container(name)["volumeMounts"], spec["volumes"]
    assert {mount["name"] for mount in mounts} == {volume["name"] for volume in volumes}
    assert f"--uid {spec['securityContext']['runAsUser']}" in (ROOT / "deploy/Dockerfile").read_text()


@pytest.mark.parametrize(("name", "own_grace"), [("web", 5), ("worker", 20)])
def test_a_pod_is_not_killed_before_its_own_grace_is_over(name: str, own_grace: int) -> None:
    hook = container(name).get("lifecycle", {}).get("preStop")
    before = int(hook["exec"]["command"][-1]) if hook else 0  # seconds of sleep
    assert pod(name)["terminationGracePeriodSeconds"] > before + own_grace
    assert int(unit(name)["TimeoutStopSec"].removesuffix("s")) > own_grace


def test_probes_ask_what_is_there() -> None:
    web, worker = container("web"), container("worker")
    for kind in ("readinessProbe", "livenessProbe", "startupProbe"):
        asked = web[kind]["httpGet"]
        assert asked["path"] == "/healthz" and asked["port"] == web["ports"][0]["containerPort"]
        assert asked["httpHeaders"][0]["value"] in item("ConfigMap", "interviews")["data"]["ALLOWED_HOSTS"].split(",")
    [port] = [entry["value"] for entry in worker["env"] if entry["name"] == "WORKER_METRICS_PORT"]
    assert f"127.0.0.1:{port}/metrics" in worker["livenessProbe"]["exec"]["command"][-1]


def test_the_service_the_policy_and_the_claim_fit_the_pods() -> None:
    labels = item("Deployment", "interviews-web")["spec"]["template"]["metadata"]["labels"]
    service, policy = item("Service", "interviews-web")["spec"], item("NetworkPolicy", "interviews-web")["spec"]
    assert service["selector"] == policy["podSelector"]["matchLabels"] == labels
    assert service["ports"][0]["targetPort"] == container("web")["ports"][0]["containerPort"]
    [claim] = [v["persistentVolumeClaim"] for v in pod("worker")["volumes"] if "persistentVolumeClaim" in v]
    assert item("PersistentVolumeClaim", claim["claimName"])


def test_the_image_is_this_version() -> None:
    [version] = re.findall(r'^version = "(.*)"', (ROOT / "pyproject.toml").read_text(), re.MULTILINE)
    assert {container(name)["image"].split(":")[-1] for name in ("web", "worker", "migrate")} == {version}
