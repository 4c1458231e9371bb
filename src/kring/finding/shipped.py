"""What ships with finding as data: the learned weights and the lexicon, read once from the package."""

from __future__ import annotations

from functools import cache
from importlib import resources

from kring.finding.rules import Lexicon, Weights, parse_lexicon, parse_weights

_PACKAGE = "kring.finding"


@cache
def shipped_weights() -> Weights:
    """The weights for a community that has none of its own yet."""
    return parse_weights(resources.files(_PACKAGE).joinpath("weights.json").read_text(encoding="utf-8"))


@cache
def shipped_lexicon() -> Lexicon:
    """The Dutch and English lexicon."""
    text = resources.files(_PACKAGE).joinpath("lexicon", "nl_en.tsv").read_text(encoding="utf-8")
    return parse_lexicon(text.splitlines())
