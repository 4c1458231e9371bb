"""The JSON Schema of scheme files, for editors that help while one writes; made out of the models that read them.

`python -m kring.registers.publishing` writes it anew; a test says when that is needed.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from kring.registers.rules.examples import Examples
from kring.registers.rules.schema import Scheme

FOLDER = Path(__file__).parents[3] / "docs" / "reference"
DIALECT = "https://json-schema.org/draft/2020-12/schema"


def schemas() -> dict[str, dict[str, Any]]:
    """Each published schema by its file's name: of a scheme, and of its examples (a list)."""
    examples = Examples.model_json_schema(by_alias=True)
    listed = {"title": "Examples of a scheme", **examples["properties"]["examples"], "$defs": examples["$defs"]}
    scheme = {**Scheme.model_json_schema(by_alias=True), "title": "A scheme of permanent education"}
    return {
        "scheme.schema.json": {"$schema": DIALECT, **_tidied(scheme)},
        "examples.schema.json": {"$schema": DIALECT, **_tidied(listed)},
    }


def text(schema: dict[str, Any]) -> str:
    """A schema as it is published."""
    return json.dumps(schema, indent=2, ensure_ascii=False, default=str) + "\n"


def _tidied(value: Any) -> Any:
    """Without the defaults, which are parsed values, and without titles that only repeat a key."""
    if isinstance(value, list):
        return [_tidied(item) for item in value]
    if not isinstance(value, dict):
        return value
    # A default is a plain or parsed value; a key of the file that is called so has a schema of its own.
    kept = {key: _tidied(inner) for key, inner in value.items() if key != "default" or _is_schema(inner)}
    if isinstance(value.get("title"), str) and "properties" not in value:
        kept.pop("title")
    return kept


def _is_schema(value: Any) -> bool:
    return isinstance(value, dict) and bool({"anyOf", "type", "$ref"} & value.keys())


def write() -> None:
    """Write the files into the documentation."""
    for name, schema in schemas().items():
        (FOLDER / name).write_text(text(schema), encoding="utf-8")


if __name__ == "__main__":
    write()
