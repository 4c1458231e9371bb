"""What happens while a wheel is built: messages are compiled into it, for what is installed is often read-only.

And the schemes of registers come along, which in a checkout stand where people look for them.
"""

from __future__ import annotations

import shutil
import tempfile
from pathlib import Path
from typing import Any

from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po
from hatchling.builders.hooks.plugin.interface import BuildHookInterface


class CompiledMessages(BuildHookInterface[Any]):
    """Puts each compiled catalogue where its source would be, without writing into the checkout."""

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        """Compile into a folder of our own; a checkout that is only pointed to compiles at its start."""
        self.made = Path(tempfile.mkdtemp(prefix="kring-messages-"))
        if version == "editable":
            return
        build_data["force_include"][str(Path(self.root, "schemes"))] = "kring/registers/shipped"
        for source in Path(self.root, "src/kring/locale").glob("*/LC_MESSAGES/*.po"):
            language = source.parts[-3]
            compiled = self.made / f"{language}.mo"
            with source.open("rb") as words, compiled.open("wb") as written:
                write_mo(written, read_po(words, locale=language))
            build_data["force_include"][str(compiled)] = f"kring/locale/{language}/LC_MESSAGES/{source.stem}.mo"

    def finalize(self, version: str, build_data: dict[str, Any], artifact_path: str) -> None:
        """Throw the folder away; what was in it is in the wheel."""
        del version, build_data, artifact_path
        shutil.rmtree(self.made)
