"""How people are ranked for "who has done this before?", as pure rules.

The way of one question, in order:

1. `guess_language` where the asker's language is not known; `index_schema.ask` turns title and text into a query
   (`choose_concepts` picks the words, `Lexicon` adds the other language).
2. `index_schema.narrowed` keeps to places that the reader may see, days before the one of asking, not the asker.
3. The best 1,000 documents become `Vote`s (author, score, created, conversation, document: fast fields).
4. `Activity` of the voters and of the recently active, summed over the same places before `day_start(at)`.
5. `rank` puts people in order with `Evidence` and `Reason`s. `fit` learns a community's own `Weights`.
"""

from kring.finding.rules.features import DAY, FEATURES, Activity, Vote, activity_of, day_start, features_of
from kring.finding.rules.fitting import ENOUGH, Example, fit
from kring.finding.rules.ranking import Evidence, Ranked, Reason, Weights, evidence_of, parse_weights, rank
from kring.finding.rules.translation import Lexicon, parse_lexicon
from kring.finding.rules.words import LANGUAGES, Concept, Term, choose_concepts, guess_language, words_of

__all__ = [
    "DAY", "ENOUGH", "FEATURES", "LANGUAGES", "Activity", "Concept", "Evidence", "Example", "Lexicon", "Ranked", "Reason", "Term",
    "Vote", "Weights", "activity_of", "choose_concepts", "day_start", "evidence_of", "features_of", "fit", "guess_language",
    "parse_lexicon", "parse_weights", "rank", "words_of",
]
