"""What Kring is built on: licences, locks, the list of dependencies; and that no secret is in the repository."""

import re
import subprocess
import tomllib
from importlib.metadata import distribution
from pathlib import Path

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

from kring.foundation.machine import BUILT_ON
from tests.house.source import ROOT

LOCKS = sorted((ROOT / "locks").glob("*.txt"))
# Each may be combined with, and shipped beside, a work under AGPL-3.0-or-later.
COMPATIBLE = (
    "MIT", "MIT-CMU", "MIT-0", "BSD", "BSD-2-Clause", "BSD-3-Clause", "0BSD", "ISC", "Apache-2.0", "Apache 2.0",
    "PSF", "PSF-2.0", "Python-2.0", "LGPL", "LGPL-2.1-or-later", "LGPL-3.0-only", "LGPL-3.0-or-later", "MPL-2.0",
    "HPND", "Unlicense", "CC0-1.0", "PostgreSQL", "Zlib", "AGPL-3.0-or-later", "GPL-3.0-or-later",
)  # fmt: skip
REFUSED = (
    "AGPL-3.0-only WITH",
    "SSPL",
    "BUSL",
    "Commons Clause",
    "Elastic",
    "Proprietary",
    "GPL-2.0-only",
    "CDDL",
    "EPL-1.0",
)
_OPERATORS = re.compile(r"\s+(?:AND|OR|WITH)\s+|[()]")
_SECRET_NAMES = re.compile(
    r"(^|/)(\.env(\..*)?|.*\.(pem|key|p12|pfx|jks|kdbx|dump|sqlite3?|tar)|id_[a-z0-9]+|secret_key|setup_token|installation\.json)$"
)
_SECRET_TEXTS = re.compile(
    r"-----BEGIN [A-Z ]*PRIVATE KEY-----|AKIA[0-9A-Z]{16}|ghp_[A-Za-z0-9]{36}|xox[baprs]-[A-Za-z0-9-]{10,}"
)


# What a package's own licence file says, where its classifiers say less: BSD, and MIT for what it was ported from.
READ = {"qrcode": {"BSD-3-Clause", "MIT"}}


def locked(path: Path) -> list[Requirement]:
    """The requirements of a lock that count here."""
    lines = (line.partition("\\")[0].strip() for line in path.read_text(encoding="utf-8").splitlines())
    found = [Requirement(line) for line in lines if line and not line.startswith(("#", "-"))]
    return [one for one in found if one.marker is None or one.marker.evaluate()]


def licences(name: str) -> set[str]:
    """What a package says of its licence: the expression, else the classifiers, else the first line of its text."""
    if name in READ:
        return READ[name]
    about = distribution(name).metadata
    if expression := about.get("License-Expression"):
        return {part.strip() for part in _OPERATORS.split(expression) if part and part.strip()}
    classified = {line.split(" :: ")[-1] for line in about.get_all("Classifier") or () if line.startswith("License ::")}
    named = {_by_classifier(words) for words in classified} - {""}
    return named or {(about.get("License") or "none").strip().splitlines()[0][:60]}


def _by_classifier(words: str) -> str:
    known = {
        "MIT License": "MIT",
        "BSD License": "BSD",
        "Apache Software License": "Apache-2.0",
        "ISC License (ISCL)": "ISC",
        "Python Software Foundation License": "PSF-2.0",
        "Mozilla Public License 2.0 (MPL 2.0)": "MPL-2.0",
        "GNU Lesser General Public License v3 (LGPLv3)": "LGPL-3.0-only",
        "GNU Lesser General Public License v3 or later (LGPLv3+)": "LGPL-3.0-or-later",
        "OSI Approved": "",
    }
    return known.get(words, words)


def is_compatible(licence: str) -> bool:
    """Whether a licence, by its name or the words before it, is on the list."""
    plain = licence.removesuffix(" License").removesuffix(" license").removeprefix("The ").strip()
    return plain in COMPATIBLE or plain.removesuffix("-Clause") in COMPATIBLE


def tracked() -> list[str]:
    """The files that git keeps."""
    listed = subprocess.run(["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, check=True)
    return [name for name in listed.stdout.decode().split("\0") if name]


@pytest.mark.parametrize("requirement", locked(ROOT / "locks" / "runtime.txt"), ids=lambda one: one.name)
def test_what_ships_may_be_combined_with_our_licence(requirement: Requirement) -> None:
    found = licences(requirement.name)
    assert found
    assert {licence for licence in found if not is_compatible(licence)} == set()
    assert not any(word in licence for licence in found for word in REFUSED)


def test_our_own_licence_is_what_it_says() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    assert project["license"] == "AGPL-3.0-or-later"
    assert "GNU AFFERO GENERAL PUBLIC LICENSE" in (ROOT / "LICENSE").read_text(encoding="utf-8")


@pytest.mark.parametrize("path", LOCKS, ids=lambda path: path.name)
def test_a_lock_pins_every_package_by_version_and_hash_and_names_no_index(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    entries = [entry for entry in re.split(r"\n(?=[A-Za-z0-9])", text) if entry and not entry.startswith("#")]
    assert entries
    for entry in entries:
        assert re.match(r"[A-Za-z0-9._\[\],-]+==\S+", entry), entry[:80]
        assert "--hash=sha256:" in entry, entry[:80]
    assert not re.search(r"https?://|--index-url|--extra-index-url|--find-links|--trusted-host|(^|\n)-i ", text)


def test_the_lock_holds_what_the_project_asks_for() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    versions = {
        canonicalize_name(one.name): next(iter(one.specifier)).version for one in locked(ROOT / "locks" / "runtime.txt")
    }
    for line in project["dependencies"]:
        asked = Requirement(line)
        assert asked.specifier.contains(versions[canonicalize_name(asked.name)]), line


def test_the_development_lock_runs_what_ships() -> None:
    shipped, tested = (
        {canonicalize_name(one.name): str(one.specifier) for one in locked(ROOT / "locks" / f"{name}.txt")}
        for name in ("runtime", "development")
    )
    assert {name for name, version in shipped.items() if tested.get(name) != version} == set()


def test_every_direct_dependency_has_its_reason() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    document = (ROOT / "docs" / "decisions" / "dependencies.md").read_text(encoding="utf-8").lower()
    direct = {Requirement(line).name for line in project["project"]["dependencies"]}
    assert {name for name in direct if _told(name) not in document} == set()
    assert direct == set(BUILT_ON)


def _told(name: str) -> str:
    return {"psycopg": "psycopg 3"}.get(name, name)


def test_no_file_that_holds_secrets_is_tracked() -> None:
    names = tracked()
    assert [name for name in names if _SECRET_NAMES.search(name)] == []
    texts = (ROOT / name for name in names if not name.startswith("tests/house/"))
    leaking = [
        path.name
        for path in texts
        if path.is_file()
        and path.stat().st_size < 2_000_000
        and _SECRET_TEXTS.search(path.read_text("utf-8", "replace"))
    ]
    assert leaking == []


def test_what_a_data_folder_holds_is_ignored() -> None:
    ignored = (ROOT / ".gitignore").read_text(encoding="utf-8").split()
    assert {"/data/", "*.mo", "/.venv*/"} <= set(ignored)
