"""What posts, names and rules hold never steers the terminal that shows it."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from healthlint.cli import main
from healthlint.formats import FORMATS
from tests.conftest import PACK

ESCAPE = "\x1b]0;gone\x07\x1b[31m\x9b2J\u202e"
STEERS = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e]")
IN_YAML = '"\\e]0;gone\\a\\e[31m\\u009b2J\\u202e"'
RULE = f"""\
message: {IN_YAML}
why: {IN_YAML}
do: {IN_YAML}
severity: error
level: recommended
sources: [{{title: {IN_YAML}, url: {IN_YAML}}}]
family: {IN_YAML}
find:
  pattern:
    patterns: [tea]
examples:
  invalid: [«tea», {IN_YAML[:-1]} «tea»"]
  valid: [coffee, water]
"""


@pytest.fixture
def site(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    posts, pack = tmp_path / "posts", tmp_path / "own" / "house"
    posts.mkdir()
    pack.mkdir(parents=True)
    (posts / f"a{ESCAPE}.md").write_text(
        f"---\ntitle: x: {ESCAPE}\n---\n\nOur tea {ESCAPE} cures diabetes. She committed {ESCAPE} suicide.\n"
        f"About 40% of patients [got well{ESCAPE}](https://e.org/{ESCAPE}).\n\n<!-- healthlint-disable no{ESCAPE} -->\n",
        encoding="utf-8",
    )
    (posts / f"b{ESCAPE}.md").write_bytes(b"caf\xe9")
    (pack / "pack.yaml").write_text(PACK.replace("House rules", IN_YAML), encoding="utf-8")
    (pack / "tea.yaml").write_text(RULE, encoding="utf-8")
    (tmp_path / ".healthlint.yaml").write_text(
        f"packs: [own]\nexcludes: [{IN_YAML}]\nper-file: [{{files: {IN_YAML}, ignore: [claims]}}]\n", encoding="utf-8"
    )
    monkeypatch.chdir(tmp_path)
    return tmp_path


@pytest.mark.parametrize(
    "arguments",
    [
        *(["posts", "-f", name] for name in FORMATS),
        ["posts", "--statistics"],
        ["posts", "--show-excused"],
        ["posts", "--fix"],
        ["posts", "--color", "never"],
        ["posts", "--select", f"x{ESCAPE}"],
        ["posts", "--add-ignores", f"why{ESCAPE}"],
        ["baseline", "posts"],
        ["explain", "house/tea"],
        ["rules"],
        ["rules", "-f", "json"],
        ["test", "house"],
        ["config", "posts"],
        ["config", "posts", "--rules"],
        ["config", f"posts/a{ESCAPE}.md", "-f", "json"],
        [f"nowhere{ESCAPE}"],
        ["posts", "--config", f"nowhere{ESCAPE}"],
        ["posts", "--baseline", f"nowhere{ESCAPE}"],
        ["posts", "-o", f"nowhere/{ESCAPE}"],
        ["posts", "-f", f"x{ESCAPE}"],
    ],
    ids=lambda arguments: " ".join(arguments).replace(ESCAPE, "!"),
)
def test_nothing_steers_the_terminal(arguments: list[str], site: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert site.is_dir()
    main(arguments)
    out, err = capsys.readouterr()
    assert out or err
    assert not STEERS.search(out), repr(STEERS.search(out))
    assert not STEERS.search(err), repr(STEERS.search(err))
