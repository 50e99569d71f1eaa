"""What is deployed is well-formed, hardened, and one process a database.

The checks need tools that not every machine has: systemd-analyze, kubectl, and those of
`pip install -e .[deploy]`. Without a tool its tests are skipped.
"""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from tests.paths import ROOT

DEPLOY = ROOT / "deploy"
UNITS = ["pledge-bot.service", "pledge-bot@.service"]
OFFICES = ["geumcheon", "guro", "yangcheon"]


def run(*command: str | Path, cwd: Path = ROOT) -> str:
    """The output of a tool that must be content; skips where there is no such tool."""
    tool = shutil.which(command[0], path=Path(sys.executable).parent) or shutil.which(command[0])
    if tool is None:
        pytest.skip(f"no {command[0]} on this machine")
    done = subprocess.run(
        [tool, *command[1:]],
        cwd=cwd,
        capture_output=True,
        encoding="utf-8",
        check=False,
        timeout=60,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout + done.stderr


def manifests() -> list[dict[str, Any]]:
    """The three offices of the example, as kustomize makes them."""
    yaml = pytest.importorskip("yaml")
    made = run("kubectl", "kustomize", DEPLOY / "kubernetes" / "example")
    return list(yaml.safe_load_all(made))


@pytest.mark.parametrize("unit", UNITS)
def test_units_are_valid_and_hardened(unit: str, tmp_path: Path) -> None:
    """By systemd's own judgement; the exposure of an ordinary service is above 9."""
    name = unit.replace("@", "@office")
    text = (DEPLOY / "systemd" / unit).read_text("utf-8")
    assert "ExecStart=/opt/pledge-bot/bin/pledge-bot run" in text
    text = text.replace("/opt/pledge-bot/bin/pledge-bot", "/bin/true")  # there is none here
    (tmp_path / name).write_text(text)
    assert run("systemd-analyze", "verify", tmp_path / name) == ""
    judged = run("systemd-analyze", "security", "--offline=true", "--no-pager", tmp_path / name)
    exposure = re.search(r"exposure level for \S+: ([\d.]+)", judged)
    assert exposure is not None
    assert float(exposure.group(1)) <= 1.5


def test_the_template_differs_in_its_names_alone() -> None:
    """A user, a folder and a description for each office."""
    one, template = ((DEPLOY / "systemd" / unit).read_text("utf-8") for unit in UNITS)
    settings = [line for line in template.splitlines() if not line.startswith("#")]
    assert "User=pledge-bot-%i" in settings
    joined = "\n".join(settings).replace(" of %i", "").replace("-%i", "")
    assert joined == "\n".join(line for line in one.splitlines() if not line.startswith("#"))


def test_a_wrong_setting_does_not_start_again_and_again() -> None:
    """The status of the command line is that of the unit."""
    from bot.commands import WRONG_SETTINGS  # noqa: PLC0415

    for unit in UNITS:
        text = (DEPLOY / "systemd" / unit).read_text("utf-8")
        assert f"RestartPreventExitStatus={WRONG_SETTINGS}" in text


def test_the_container_is_linted() -> None:
    """By hadolint."""
    run("hadolint", DEPLOY / "Containerfile")


def test_the_container_needs_no_root() -> None:
    """Neither as a user nor as a file system; its health check is the command's."""
    text = (DEPLOY / "Containerfile").read_text("utf-8")
    stage = text.rpartition("\nFROM ")[2]
    assert re.search(r"^USER 10001:10001$", stage, re.MULTILINE)
    assert re.search(r"^VOLUME /data$", stage, re.MULTILINE)
    assert 'CMD ["pledge-bot", "doctor", "--alive"]' in stage


def test_the_containers_context_is_enough_for_the_wheel(tmp_path: Path) -> None:
    """What .dockerignore lets through, and no secret of a clone."""
    let_in = [
        line[1:]
        for line in (ROOT / ".dockerignore").read_text("utf-8").splitlines()
        if line.startswith("!")
    ]
    assert ".env" not in let_in
    for name in let_in:
        source, target = ROOT / name, tmp_path / name
        target.parent.mkdir(parents=True, exist_ok=True)
        if source.is_dir():
            shutil.copytree(source, target)
        else:
            shutil.copy(source, target)
    run(sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", "out", cwd=tmp_path)
    assert list(tmp_path.glob("out/*.whl"))


def test_each_office_has_one_process_one_volume_and_its_own_secret() -> None:
    """Nothing is shared between them."""
    made = manifests()
    sets = [each for each in made if each["kind"] == "StatefulSet"]
    assert [each["metadata"]["name"] for each in sets] == [f"pledge-bot-{o}" for o in OFFICES]
    names = {each["metadata"]["name"] for each in made}
    assert len(names) == len(made)
    used: list[str] = []
    for each in sets:
        assert each["spec"]["replicas"] == 1
        [claim] = each["spec"]["volumeClaimTemplates"]
        assert claim["spec"]["accessModes"] == ["ReadWriteOnce"]
        [container] = each["spec"]["template"]["spec"]["containers"]
        assert container["image"] == "registry.example.go.kr/pledge-bot:1.0.0"
        used += [source[kind]["name"] for source in container["envFrom"] for kind in source]
    assert len(set(used)) == len(used) == 2 * len(OFFICES)
    assert set(used) <= names


def test_pods_run_without_root_and_rights() -> None:
    """As the restricted pod security standard wants it."""
    for each in manifests():
        if each["kind"] == "StatefulSet":
            pod = each["spec"]["template"]["spec"]
            [container] = pod["containers"]
            assert pod["securityContext"]["runAsNonRoot"]
            assert pod["securityContext"]["seccompProfile"] == {"type": "RuntimeDefault"}
            assert not pod["automountServiceAccountToken"]
            assert container["livenessProbe"]["httpGet"] == {"path": "/health", "port": "metrics"}
            assert container["securityContext"] == {
                "allowPrivilegeEscalation": False,
                "readOnlyRootFilesystem": True,
                "capabilities": {"drop": ["ALL"]},
            }


def test_the_bot_listens_where_the_cluster_asks() -> None:
    """On every address of its pod, at the port of that name."""
    made = manifests()
    [ports] = {
        str(each["spec"]["template"]["spec"]["containers"][0]["ports"])
        for each in made
        if each["kind"] == "StatefulSet"
    }
    assert ports == "[{'containerPort': 9100, 'name': 'metrics'}]"
    settings = [each["data"] for each in made if each["kind"] == "ConfigMap"]
    assert [each["BOT_METRICS_LISTEN"] for each in settings] == ["0.0.0.0:9100"] * len(OFFICES)


def test_manifests_follow_kubernetes_schemas(tmp_path: Path) -> None:
    """Strictly: an unknown field is a fault."""
    (tmp_path / "made.yaml").write_text(
        run("kubectl", "kustomize", DEPLOY / "kubernetes" / "example")
    )
    run("kubernetes-validate", "--strict", tmp_path / "made.yaml")


def test_the_webhook_front_is_valid(tmp_path: Path) -> None:
    """By Caddy; each office has a path and a port of its own."""
    caddyfile = DEPLOY / "webhook" / "Caddyfile"
    routes = re.findall(r"handle (\S+) \{\n\s+reverse_proxy (\S+)", caddyfile.read_text("utf-8"))
    assert [path for path, _ in routes] == [f"/{office}" for office in OFFICES]
    assert len({port for _, port in routes}) == len(OFFICES)
    assert "Valid configuration" in run(
        *("caddy", "validate", "--adapter", "caddyfile", "--config", caddyfile), cwd=tmp_path
    )
