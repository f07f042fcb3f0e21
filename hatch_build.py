"""Puts into the wheel what takes long to make: the built-in rules as they are after loading, and the compiled core.

The core is compiled where there is a Rust compiler; see ``native/README.md``. ``HEALTHLINT_NATIVE`` says otherwise:
``require`` makes it an error when that cannot be done, ``never`` does not try.
"""

from __future__ import annotations

import hashlib
import importlib.util
import json
import os
import platform
import shutil
import subprocess
import sys
import sysconfig
import tempfile
from dataclasses import replace
from pathlib import Path
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface

WISH = "HEALTHLINT_NATIVE"
"""The environment variable."""
MODULE = "healthlint/_native.pyd" if os.name == "nt" else "healthlint/_native.abi3.so"


class Build(BuildHookInterface):
    """Adds to wheels. An editable installation has the compiled core in its source folder, and no snapshot of rules."""

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        """Makes what is added."""
        self._folder = tempfile.TemporaryDirectory()
        core = compiled_or_pure(Path(self.root))
        if version == "editable":
            if core:
                _replace(core, Path(self.root, MODULE))
            return
        if core:
            build_data["force_include"][str(core)] = MODULE
            build_data["pure_python"] = False
            system = self.build_config.builder.get_best_matching_tag().rpartition("-")[2]
            build_data["tag"] = f"cp311-abi3-{system}"
        self._add_rules(build_data, core)

    def finalize(self, version: str, build_data: dict[str, Any], artifact_path: str) -> None:  # noqa: ARG002
        """Clears up."""
        self._folder.cleanup()

    def _add_rules(self, build_data: dict[str, Any], core: Path | None) -> None:
        """Works the rules out with the code that is being built, which tells whether they fit it when it runs."""
        sys.path.insert(0, self.root)
        # A core that lies in the source folder may be of another day.
        if core is None or not _loaded(core):
            os.environ["HEALTHLINT_PURE"] = "1"
        from healthlint import __version__, config, packs
        from healthlint.core import pieces
        from healthlint.engine import gate, gates
        from healthlint.packs import kept, snapshot

        data = kept.shipped(packs.builtin(), version=__version__)
        self._add(build_data, data, f"healthlint/packs/{kept.SHIPPED}")
        key, _, written = data.partition(b"\n")
        rules = replace(snapshot.read(pieces.split(written), [""]), key=key.decode())
        data = gate.shipped(config.apply(rules, config.Config()))
        if data is not None:
            self._add(build_data, data, f"healthlint/engine/{gates.SHIPPED}")

    def _add(self, build_data: dict[str, Any], data: bytes, name: str) -> None:
        path = Path(self._folder.name) / Path(name).name
        path.write_bytes(data)
        build_data["force_include"][str(path)] = name


class NotCompiledError(Exception):
    """Why there is no compiled core."""


def compiled_or_pure(root: Path) -> Path | None:
    """The compiled core of a source folder; None where Python does without, which is said on standard error."""
    wish = os.environ.get(WISH, "")
    if wish not in ("", "require", "never"):
        raise SystemExit(f"{WISH} is '{wish}': expected 'require', 'never' or nothing")
    if wish == "never":
        return None
    try:
        return _compiled(root / "native")
    except NotCompiledError as error:
        if wish == "require":
            raise SystemExit(
                f"healthlint: the compiled core cannot be built, and {WISH} requires it: {error}"
            ) from error
        print(f"healthlint: no compiled core, Python does its work, slower: {error}", file=sys.stderr)
        return None


def _loaded(core: Path) -> bool:
    """Makes a compiled core the one that Python imports. False where it is for another machine."""
    spec = importlib.util.spec_from_file_location("healthlint._native", core)
    try:
        module = importlib.util.module_from_spec(spec)
        spec.loader.exec_module(module)
        import healthlint
    except (AttributeError, ImportError, OSError):
        return False
    sys.modules["healthlint._native"] = module
    setattr(healthlint, "_native", module)  # noqa: B010 - its own name for a module of its own
    return True


def digest(crate: Path) -> str:
    """Of the sources of the compiled core, so that a test can tell whether it is made from them."""
    found = hashlib.blake2b(digest_size=16)
    for path in sorted([*crate.glob("src/*.rs"), crate / "Cargo.toml", crate / "Cargo.lock"]):
        found.update(f"{path.name}\0".encode() + path.read_bytes().replace(b"\r\n", b"\n"))
    return found.hexdigest()


def _compiled(crate: Path) -> Path:
    """Compiles the crate and returns the library that cargo made.

    Raises:
        NotCompiledError: with the reason.
    """
    if platform.python_implementation() != "CPython" or sysconfig.get_config_var("Py_GIL_DISABLED"):
        raise NotCompiledError("it is for CPython with its global lock only")
    cargo = shutil.which("cargo")
    if cargo is None:
        raise NotCompiledError("there is no Rust compiler ('cargo' is not on PATH)")
    command = [cargo, "build", "--release", "--locked", "--message-format=json-render-diagnostics"]
    # The library is the same for every Python: none is asked, so that nothing is compiled anew for each environment.
    settings = {"PYO3_NO_PYTHON": "1", "PYO3_BUILD_EXTENSION_MODULE": "1", "HEALTHLINT_NATIVE_SOURCE": digest(crate)}
    try:
        done = subprocess.run(command, cwd=crate, env=os.environ | settings, capture_output=True, check=False)
    except OSError as error:
        raise NotCompiledError(f"{cargo}: {error.strerror}") from error
    if done.returncode:
        said = done.stderr.decode("utf-8", "replace").splitlines()
        errors = [line for line in said if line.startswith("error")] or said[-1:]
        raise NotCompiledError(f"cargo build failed: {' '.join(errors[:1])}")
    for line in done.stdout.splitlines():
        message = json.loads(line)
        if message["reason"] == "compiler-artifact" and "cdylib" in message["target"]["kind"]:
            libraries = [name for name in message["filenames"] if name.endswith((".so", ".dylib", ".dll"))]
            if libraries:
                return Path(libraries[0])
    raise NotCompiledError("cargo build made no library")


def _replace(source: Path, target: Path) -> None:
    """Copies a file in one step: the old one may be in use."""
    new = target.with_name(f"{target.name}.new")
    shutil.copyfile(source, new)
    new.replace(target)
