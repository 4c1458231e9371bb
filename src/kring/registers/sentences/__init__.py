"""Sentences out of codes and facts, in the reader's language: what is wrong with a file, and what a verdict says.

Pages, the PDF and the command line all take them from here. Rules never hold a sentence.
"""

from kring.registers.sentences.names import category_label, entry_label, label, on, plain, rule_label
from kring.registers.sentences.problems import place, problem
from kring.registers.sentences.verdicts import number, reason, rule, way, why, word

__all__ = [
    "category_label",
    "entry_label",
    "label",
    "number",
    "on",
    "place",
    "plain",
    "problem",
    "reason",
    "rule",
    "rule_label",
    "way",
    "why",
    "word",
]
