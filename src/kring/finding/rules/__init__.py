"""How people are ranked for "who has done this before?", as pure rules.

The way of one question, in order:

1. `guess_language` where the asker's language is not known; `index_schema.ask` turns title and text into a query
   (`choose_concepts` picks the words, `Lexicon` adds the other language).
2. `index_schema.narrowed` keeps to places that the reader may see, days before the one of asking, not the asker.
3. `index_schema.votes_for` reads the best 1,000 documents as `Vote`s, `index_schema.tagged` who did how much under
its tags.
4. `Pulse`: everyone's `Activity`, summed over the same places before `day_start(at)`; kept for a day per set of places.
5. `rank` puts people in order with `Evidence` and `Reason`s. `fit` learns a community's own `Weights`.
"""

from kring.finding.rules.features import (
    DAY,
    FEATURES,
    MOST_LATELY,
    Activity,
    Pulse,
    Vote,
    activity_of,
    day_start,
    features_of,
    pulse_of,
    rarity,
    tag_sums,
)
from kring.finding.rules.fitting import ENOUGH, Example, example_of, fit
from kring.finding.rules.ranking import GROUPS, Evidence, Ranked, Reason, Weights, evidence_of, parse_weights, rank
from kring.finding.rules.translation import Lexicon, parse_lexicon
from kring.finding.rules.words import (
    LANGUAGES,
    LONGEST_WORD,
    STOP_WORDS,
    Concept,
    Term,
    choose_concepts,
    guess_language,
    words_of,
)

__all__ = [
    "DAY", "ENOUGH", "FEATURES", "GROUPS", "LANGUAGES", "LONGEST_WORD", "MOST_LATELY", "STOP_WORDS", "Activity",
    "Concept", "Evidence",
    "Example", "Lexicon", "Pulse", "Ranked", "Reason", "Term", "Vote", "Weights", "activity_of", "choose_concepts",
    "day_start", "evidence_of", "example_of", "features_of", "fit", "guess_language", "parse_lexicon", "parse_weights",
    "pulse_of", "rank", "rarity", "tag_sums", "words_of",
]  # fmt: skip
