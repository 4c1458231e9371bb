"""The launcher: what it says where Python is missing, too old or not whole, and how it is found."""

import os
import shutil
import subprocess
from pathlib import Path

import pytest

from kring.config.engine import processes

ROOT = Path(__file__).parents[3]
LAUNCHER = ROOT / "kring"


@pytest.fixture
def checkout(tmp_path: Path) -> Path:
    """A checkout without an environment, in a folder with a space, called through a link."""
    made = tmp_path / "a checkout"
    (made / "locks").mkdir(parents=True)
    shutil.copy(LAUNCHER, made / "kring")
    for name in ("runtime", "development", "tools"):
        (made / "locks" / f"{name}.txt").write_text("")
    (tmp_path / "link").symlink_to("a checkout/kring")
    return made


@pytest.fixture
def programs(tmp_path: Path) -> Path:
    """A folder with the few programs that a shell script needs, and no Python."""
    folder = tmp_path / "bin"
    folder.mkdir()
    for name in ("cat", "cksum", "dirname", "mkdir", "readlink", "rm", "mv", "sh"):
        found = shutil.which(name)
        assert found is not None
        (folder / name).symlink_to(found)
    return folder


def launch(checkout: Path, programs: Path, *words: str) -> subprocess.CompletedProcess[str]:
    environment = {"PATH": str(programs), "HOME": os.environ.get("HOME", "/")}
    return processes.finish([str(checkout.parent / "link"), *words], environment=environment)


def write_python(programs: Path, body: str, *, name: str = "python3") -> None:
    (programs / name).write_text(f"#!/bin/sh\n{body}\n")
    (programs / name).chmod(0o755)


def test_it_is_a_plain_shell_script() -> None:
    assert LAUNCHER.read_text().startswith("#!/bin/sh\n")
    assert processes.finish(["/bin/sh", "-n", str(LAUNCHER)], environment=os.environ).returncode == 0


def test_without_python_it_names_the_package(checkout: Path, programs: Path) -> None:
    said = launch(checkout, programs, "up")
    assert said.returncode == 1
    assert "there is none here" in said.stderr
    assert "apt install python3 python3-venv" in said.stderr


def test_an_old_python_is_named(checkout: Path, programs: Path) -> None:
    write_python(programs, 'if [ "$1" = --version ]; then echo Python 3.9.18; else exit 1; fi')
    said = launch(checkout, programs, "up")
    assert said.returncode == 1
    assert "Python 3.11 or later is needed, and python3 here is Python 3.9.18" in said.stderr


@pytest.mark.parametrize(("name", "package"), [("python3", "python3-venv"), ("python3.13", "python3.13-venv")])
def test_a_python_without_venv_and_pip_names_the_one_package(
    checkout: Path, programs: Path, name: str, package: str
) -> None:
    python = (
        'case "$2" in\n*version_info*) exit 0 ;;\n*ensurepip*|pip) exit 1 ;;\n*fcntl*) shift 3; exec sh "$@" ;;\nesac'
    )
    write_python(programs, python, name=name)
    said = launch(checkout, programs, "up")
    assert said.returncode == 1
    assert said.stderr.rstrip().endswith(f"apt install {package}")


def make_ready(checkout: Path, body: str) -> None:
    """An environment that fits the lock, whose Python does what `body` says."""
    (checkout / ".venv" / "bin").mkdir(parents=True)
    write_python(checkout / ".venv" / "bin", body, name="python")
    cksum = processes.finish(["cksum"], environment=os.environ, given="").stdout.strip()
    (checkout / ".venv" / "kring.stamp").write_text(f"runtime {cksum} {checkout.resolve()}\n")


def test_a_ready_environment_is_used_at_once(checkout: Path, programs: Path) -> None:
    make_ready(checkout, 'echo "$PYTHONSAFEPATH" "$@"')
    said = launch(checkout, programs, "find", "a b", "--in", "hr")
    assert said.stdout == "1 -m kring.config.cli find a b --in hr\n"
    (checkout / "locks" / "runtime.txt").write_text("django==9\n")
    assert launch(checkout, programs, "find").returncode == 1


def test_what_python_compiles_is_kept_where_the_code_cannot_be_written(checkout: Path, programs: Path) -> None:
    make_ready(checkout, 'echo "in ${PYTHONPYCACHEPREFIX:-its place}"')
    assert launch(checkout, programs, "up").stdout == f"in {os.environ.get('HOME', '/')}/.cache/kring\n"
    (checkout / "src").mkdir()
    assert launch(checkout, programs, "up").stdout == "in its place\n"
