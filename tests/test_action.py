"""The GitHub Action: its file, and its script run as a runner would, with files for what the runner reads."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any, NamedTuple

import jsonschema
import pytest
import yaml

ROOT = Path(__file__).parents[1]
ACTION: dict[str, Any] = yaml.safe_load((ROOT / "action.yml").read_text("utf-8"))
(STEP,) = ACTION["runs"]["steps"]
BAD = "# Tea\n\nOur tea cures diabetes in a week.\n"

pytestmark = pytest.mark.skipif(not shutil.which("bash"), reason="needs bash")


class Outcome(NamedTuple):
    """What a step left behind."""

    code: int
    log: str
    outputs: dict[str, str]
    summary: str


def run(folder: Path, *, installed: bool = True, env: dict[str, str] | None = None, **inputs: str) -> Outcome:
    """Runs the step of the action in a folder, its inputs filled in as a runner does."""
    runner = folder.parent / "runner"
    shutil.rmtree(runner, ignore_errors=True)
    runner.mkdir()
    environment = {name: value for name, value in os.environ.items() if not name.startswith(("GITHUB_", "INPUT_"))}
    environment.pop("PYTHONPATH", None)
    for name, value in STEP["env"].items():
        key = value.removeprefix("${{ inputs.").removesuffix(" }}")
        environment[name] = inputs.pop(key.replace("-", "_"), ACTION["inputs"][key]["default"])
    assert not inputs, "no such input"
    environment |= {
        "GITHUB_ACTIONS": "true",
        "GITHUB_ACTION_PATH": str(ROOT),
        "GITHUB_OUTPUT": str(runner / "output"),
        "GITHUB_STEP_SUMMARY": str(runner / "summary"),
        "RUNNER_TEMP": str(runner),
        "HEALTHLINT_PYTHON": sys.executable,
    }
    if installed:
        environment["HEALTHLINT_PROGRAM"] = str(Path(sys.executable).with_name("healthlint"))
    environment |= env or {}
    (runner / "step.sh").write_text(STEP["run"], "utf-8")
    # As the runner calls `shell: bash`.
    command = ["bash", "--noprofile", "--norc", "-eo", "pipefail", str(runner / "step.sh")]
    done = subprocess.run(command, cwd=folder, env=environment, capture_output=True, text=True, check=False)
    read = {
        name: (runner / name).read_text("utf-8") if (runner / name).exists() else "" for name in ("output", "summary")
    }
    outputs = dict(line.split("=", 1) for line in read["output"].splitlines())
    return Outcome(done.returncode, done.stdout + done.stderr, outputs, read["summary"])


@pytest.fixture
def site(tmp_path: Path) -> Path:
    folder = tmp_path / "my site"
    (folder / "my posts").mkdir(parents=True)
    (folder / "my posts" / "bad.md").write_text(BAD, "utf-8")
    (folder / "good.md").write_text("# Soup\n\nChop the carrots.\n", "utf-8")
    return folder


def test_the_file_is_an_action(shared: Path) -> None:
    schema = json.loads((shared / "external" / "formats" / "schemastore-github-action.json").read_text("utf-8"))

    jsonschema.validate(ACTION, schema)


def test_inputs_reach_the_script_as_variables() -> None:
    assert ACTION["runs"]["using"] == "composite"
    assert set(ACTION["inputs"]) == {"version", "paths", "args", "config", "fail-on", "sarif"}
    assert all(given["description"] and "default" in given for given in ACTION["inputs"].values())
    wanted = {f"INPUT_{name.upper().replace('-', '_')}": f"${{{{ inputs.{name} }}}}" for name in ACTION["inputs"]}
    assert STEP["env"] == wanted
    assert "${{" not in STEP["run"], "what stands in an input must never be run"
    script = (ROOT / ".github" / "action" / "run.sh").read_text("utf-8")
    assert all(name in script for name in wanted)
    assert {value["value"] for value in ACTION["outputs"].values()} == {
        f"${{{{ steps.lint.outputs.{name} }}}}" for name in ACTION["outputs"]
    }


def test_findings_are_annotations_a_summary_and_a_failure(site: Path) -> None:
    done = run(site)

    assert done.code == 1
    assert "::error title=healthlint claims/cure,file=my posts/bad.md,line=3,col=9," in done.log
    assert "cures diabetes" in done.summary
    assert done.summary.startswith("## healthlint\n")
    assert done.outputs == {"exit-code": "1"}


def test_a_clean_run(site: Path) -> None:
    done = run(site, paths="good.md")

    assert (done.code, done.outputs) == (0, {"exit-code": "0"})
    assert "::error" not in done.log
    assert "No problems in 1 file." in done.summary


def test_all_inputs(site: Path) -> None:
    (site / "other.yaml").write_text("select: [claims/cure]\nseverity: {claims/cure: warning}\n", "utf-8")
    inputs = {
        "paths": "good.md\n'my posts'\n",
        "args": "--no-cache --ignore 'trust, hygiene'",
        "config": "other.yaml",
        "fail_on": "error",
        "sarif": "out file.sarif",
    }

    done = run(site, **inputs)

    assert (done.code, done.outputs) == (0, {"exit-code": "0", "sarif": "out file.sarif"}), done.log
    (found,) = json.loads((site / "out file.sarif").read_text("utf-8"))["runs"][0]["results"]
    assert (found["ruleId"], found["level"]) == ("claims/cure", "warning")
    assert run(site, **inputs | {"fail_on": "warning"}).code == 1


@pytest.mark.parametrize("hostile", ["$(touch pwned)", "`touch pwned`", "; touch pwned", "--config; touch pwned"])
def test_inputs_are_never_run(site: Path, hostile: str) -> None:
    for name in ("paths", "args", "config", "sarif"):
        run(site, **{name: hostile})

    assert not list(site.glob("**/pwned"))


def test_mistakes_are_told(site: Path) -> None:
    done = run(site, args="--select 'claims")
    assert (done.code, done.outputs) == (2, {"exit-code": "2"})
    assert "::error title=healthlint::The input 'args' has a quote without its second: --select 'claims" in done.log

    done = run(site, paths=" ")
    assert (done.code, "::error title=healthlint::The input 'paths' is empty." in done.log) == (2, True)

    done = run(site, args="--selekt claims")
    assert (done.code, done.outputs) == (2, {"exit-code": "2"})
    assert "--selekt" in done.log


def test_an_old_python_is_told(site: Path, tmp_path: Path) -> None:
    empty = tmp_path / "bin"
    empty.mkdir()
    for name in ("bash", "mktemp", "cat"):
        (empty / name).symlink_to(str(shutil.which(name)))
    for name in ("python3", "python"):
        (empty / name).write_text("#!/bin/sh\nexit 1\n", "utf-8")
        (empty / name).chmod(0o755)

    done = run(site, env={"PATH": str(empty), "HEALTHLINT_PYTHON": ""})

    assert done.code == 2
    assert (
        "::error title=healthlint::healthlint needs Python 3.11 or later: put actions/setup-python before it."
        in done.log
    )


def test_a_version_that_is_not_there(site: Path) -> None:
    done = run(site, installed=False, version="9.9.9", env={"PIP_NO_INDEX": "1"})

    assert (done.code, done.outputs) == (2, {"exit-code": "2"})
    assert "::error title=healthlint::healthlint 9.9.9 cannot be installed: see the log." in done.log


@pytest.mark.usefixtures("registry")
def test_it_installs_what_the_action_holds(site: Path) -> None:
    done = run(site, installed=False)

    assert (done.code, done.outputs) == (1, {"exit-code": "1"}), done.log
    assert "::group::Install healthlint of this action" in done.log
    assert "cures diabetes" in done.summary
