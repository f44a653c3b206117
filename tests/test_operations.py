"""The recipes for every night are what the program takes."""

from __future__ import annotations

import configparser
import re
import shlex
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from textwrap import dedent
from types import ModuleType

import pytest

from conftest import Command

PAGE = "docs/operations.md"
LINE = re.compile(r"(?<=rapporteur )convert [^\n\"`]*")


def recipes(root: Path) -> list[str]:
    page = (root / PAGE).read_text(encoding="utf-8")
    return LINE.findall(re.sub(r"\\\n|\"\n\s*\"", "", page))


def test_every_recipe_is_a_command_that_runs(
    root: Path, tmp_path: Path, rapporteur: Command
) -> None:
    (tmp_path / "reports").mkdir()
    (tmp_path / "reports" / "nets.txt").write_text("1.  The group met.\n", encoding="utf-8")
    listed = recipes(root)
    assert len(listed) >= 6
    for line in listed:
        here = line.replace("/srv/", f"{tmp_path}/").replace("convert . ", "convert reports ")
        here = here.replace("postgresql://me@host/reports", f"sqlite:///{tmp_path}/reports.db")
        done = rapporteur(*shlex.split(here), "--no-entities")
        assert done.returncode == 0, (line, done.stderr)


def test_the_units_of_systemd_can_be_read(root: Path) -> None:
    page = (root / PAGE).read_text(encoding="utf-8")
    units = re.findall(r"^```ini\n(.*?)^```$", page, re.MULTILINE | re.DOTALL)
    service, timer = (configparser.ConfigParser(interpolation=None) for _ in units)
    service.read_string(units[0])
    timer.read_string(units[1])
    assert service["Service"]["Type"] == "oneshot"
    assert timer["Timer"]["Persistent"] == "true"


@pytest.mark.skipif(shutil.which("systemd-analyze") is None, reason="no systemd here")
def test_systemd_takes_the_units(root: Path, tmp_path: Path) -> None:
    page = (root / PAGE).read_text(encoding="utf-8")
    units = re.findall(r"^`(\S+)`:\n\n```ini\n(.*?)^```$", page, re.MULTILINE | re.DOTALL)
    names = [Path(place).name for place, _ in units]
    assert names == ["rapporteur.service", "rapporteur.timer"]
    for name, (_, text) in zip(names, units, strict=True):
        here = text.replace("/opt/rapporteur/bin/rapporteur", sys.executable)
        (tmp_path / name).write_text(here, encoding="utf-8")
    command = ["systemd-analyze", "verify", *(str(tmp_path / name) for name in names)]
    done = subprocess.run(command, check=False, capture_output=True, text=True)
    assert (done.returncode, done.stderr) == (0, "")


def test_the_task_of_airflow_is_a_command(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    page = (root / PAGE).read_text(encoding="utf-8")
    (recipe,) = re.findall(r"^## Airflow\n\n((?:    .*\n|\n)+)", page, re.MULTILINE)
    tasks: list[dict[str, object]] = []

    def dag(**facts: object) -> Callable[[Callable[[], None]], Callable[[], None]]:
        assert facts["max_active_runs"] == 1
        return lambda build: build

    def task(**facts: object) -> None:
        tasks.append(facts)

    here = {"airflow.sdk": "dag", "airflow.providers.standard.operators.bash": "BashOperator"}
    for name, what in here.items():
        module = ModuleType(name)
        setattr(module, what, dag if what == "dag" else task)
        monkeypatch.setitem(sys.modules, name, module)
    exec(compile(dedent(recipe), PAGE, "exec"), {})
    assert [one["task_id"] for one in tasks] == ["convert"]
    assert "rapporteur convert /srv/reports -o /srv/json -q" in str(tasks[0]["bash_command"])


@pytest.mark.parametrize("name", ["Dockerfile", "compose.yml"])
def test_the_container_has_no_root_and_no_password(root: Path, name: str) -> None:
    text = (root / name).read_text(encoding="utf-8")
    assert "rapporteur" in text
    assert not re.search(r"PASSWORD[=:]\s*\"?\w", text)
    assert "USER rapporteur" in text or "read_only: true" in text


@pytest.mark.slow
def test_the_wheel_has_its_grammars_and_its_name(root: Path, tmp_path: Path) -> None:
    import zipfile

    command = [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(tmp_path)]
    subprocess.run(command, cwd=root, check=True, capture_output=True)
    (wheel,) = tmp_path.glob("un_rapporteur-*.whl")
    with zipfile.ZipFile(wheel) as held:
        assert "rapporteur/grammars/base.toml" in held.namelist()
