"""The wheel: what the package reads while it runs is in it, and an installed Kring writes nothing beside its code."""

import json
import os
import sys
import zipfile
from pathlib import Path

import pytest

from kring.config.engine import processes
from tests.house.source import ROOT
from tests.house.test_house_supply import tracked

# What is read of it: pages in Dutch, styles, scripts and icons, the words of both languages, the weights, the demo,
# the page of the API; and what is started by its path.
READ = """
import json, sys
from pathlib import Path
import django
django.setup()
import kring
from django.template import engines
from django.utils import translation
from kring.api import docs
from kring.config import engine, last_will, messages
from kring.config.demo.worlds import worlds
from kring.config.engine import leash
from kring.finding import shipped
from kring.registers import shipped as registers
from kring.web import environment, static
from kring.web.components import samples

messages.compile_all(Path(sys.argv[1]) / "locale")
translation.activate("nl")
templates = environment.environment().list_templates(extensions=["html", "txt"])
for name in templates:
    environment.environment().get_template(name)
print(json.dumps({
    "from": kring.__file__,
    "dutch": translation.gettext("Today"),
    "templates": len(templates),
    "files": sorted(static.addresses()),
    "weights": bool(shipped.shipped_weights()),
    "words": bool(shipped.shipped_lexicon()),
    "conversations": sum(len(world.conversations) for world in worlds()),
    "schemes": [file.path.parent.name for file in registers.files()],
    "api": len(docs._environment().list_templates()),
    "samples": samples.SOURCE.is_file(),
    "started": [Path(one.__file__).is_file() for one in (leash, last_will)],
}))
"""


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The wheel, built as anybody would build it."""
    folder = tmp_path_factory.mktemp("wheel")
    built = processes.start(
        [sys.executable, "-m", "hatchling", "build", "--target", "wheel", "--directory", str(folder)],
        environment=os.environ,
        folder=str(ROOT),
    )
    assert built.wait() == 0
    return next(folder.glob("*.whl"))


def test_all_of_the_package_is_in_it_and_nothing_else(wheel: Path) -> None:
    names = {name for name in zipfile.ZipFile(wheel).namelist() if ".dist-info/" not in name}
    kept = {name.removeprefix("src/") for name in tracked() if name.startswith("src/kring/") and (ROOT / name).exists()}
    catalogues = {name for name in kept if name.endswith(".po")}
    assert catalogues
    compiled = {name.removesuffix(".po") + ".mo" for name in catalogues}
    assert kept - catalogues | compiled <= names
    assert {name.split("/")[0] for name in names} == {"kring"}
    assert {name for name in names if name.endswith((".po", ".pyc"))} == set()


def test_it_names_the_command_and_the_licence(wheel: Path) -> None:
    with zipfile.ZipFile(wheel) as opened:
        named = {name.partition(".dist-info/")[2]: name for name in opened.namelist() if ".dist-info/" in name}
        assert "GNU AFFERO" in opened.read(named["licenses/LICENSE"]).decode()
        assert "kring = kring.config.cli:main" in opened.read(named["entry_points.txt"]).decode()


def test_installed_it_reads_what_it_needs_and_writes_nothing_beside_its_code(wheel: Path, tmp_path: Path) -> None:
    installed, data = tmp_path / "installed", tmp_path / "data"
    with zipfile.ZipFile(wheel) as opened:
        opened.extractall(installed)
        before = {name for name in opened.namelist() if not name.endswith("/")}
    environment = os.environ | {
        "PYTHONPATH": str(installed),
        "PYTHONDONTWRITEBYTECODE": "1",
        "DJANGO_SETTINGS_MODULE": "kring.config.settings",
        "KRING_DATA": str(data),
    }
    ran = processes.finish([sys.executable, "-c", READ, str(data)], environment=environment)
    assert ran.returncode == 0, ran.stderr
    found = json.loads(ran.stdout)
    assert Path(found["from"]).is_relative_to(installed)
    assert found["dutch"] == "Vandaag"
    assert {"kring.css", "kring.js"} <= set(found["files"])
    assert len(list((data / "static").glob("*.gz"))) == len(found["files"])
    assert found["templates"] > 100
    assert found["conversations"] >= 150
    assert {"nivre", "nova", "pmi"} < set(found["schemes"])
    assert (found["weights"], found["words"], found["samples"]) == (True, True, True)
    assert (found["api"] > 0, found["started"]) == (True, [True, True])
    after = {path.relative_to(installed).as_posix() for path in installed.rglob("*") if path.is_file()}
    assert after == before


def test_what_is_installed_says_that_only_a_checkout_is_tested(wheel: Path, tmp_path: Path) -> None:
    with zipfile.ZipFile(wheel) as opened:
        opened.extractall(tmp_path)
    for verb in ("test", "check"):
        said = processes.finish(
            [sys.executable, "-m", "kring.config.cli", verb], environment=os.environ | {"PYTHONPATH": str(tmp_path)}
        )
        assert (said.returncode, said.stderr) == (
            1,
            "kring: Only a checkout can be tested, and this Kring was installed.\n",
        )
