"""Sentences out of codes and facts, in the reader's language: what is wrong with a file, and what a verdict says.

Pages, the PDF and the command line all take them from here. Rules never hold a sentence.
"""

from kring.registers.sentences.problems import place, problem
from kring.registers.sentences.verdicts import label, number, reason, rule, way, why, word

__all__ = ["label", "number", "place", "problem", "reason", "rule", "way", "why", "word"]
