"""Frameworks as CASE 1.1 JSON of 1EdTech: a CFDocument, its CFItems, and CFAssociations between them. Pure.

What CASE has no field for (names in other languages) stands in `extensions`, as the specification has it, and ties of
ours that it doesn't know are of types that begin with `ext:`. What a file holds and a framework here doesn't is named,
and left out.
"""

from kring.competences.frameworks.rules.case.reading import Brought, read
from kring.competences.frameworks.rules.case.writing import write

__all__ = ["Brought", "read", "write"]
