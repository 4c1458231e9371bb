"""How well someone can do something, from 0 to 5, in behaviour that can be seen: our own words. Pure.

A level says what someone does by herself, in what situations, and what she does for others. It is about one competence,
not about a person or a job. How other scales lie beside it is data, with a note where that is loose.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final, NamedTuple

LOWEST: Final = 0
HIGHEST: Final = 5


class Text(NamedTuple):
    """A text in both languages."""

    en: str
    nl: str

    def said(self, language: str) -> str:
        """The text in a language ("nl" or "en")."""
        return self.nl if language == "nl" else self.en


@dataclass(frozen=True, slots=True)
class Level:
    """A level, by what can be seen of it."""

    number: int
    name: Text
    herself: Text
    situations: Text
    others: Text


@dataclass(frozen=True, slots=True)
class Scale:
    """Another scale: what stands at each of our levels from 0 to 5, empty where it has nothing, and how loosely."""

    key: str
    name: str
    about: Text
    beside: Sequence[str]
    note: Text


LEVELS: Final[Sequence[Level]] = (
    Level(
        0,
        Text("New to it", "Nog nieuw"),
        Text(
            "Knows that it exists, or not even that. Has not done it yet.",
            "Weet dat het bestaat, of zelfs dat niet. Heeft het nog niet gedaan.",
        ),
        Text("None yet.", "Nog geen."),
        Text(
            "Says honestly that this is new, and asks who can do it.",
            "Zegt eerlijk dat dit nieuw is, en vraagt wie het wel kan.",
        ),
    ),
    Level(
        1,
        Text("Trying it out", "Verkent"),
        Text(
            "Takes the steps that someone shows or has written down, one at a time, and sees when a step went wrong.",
            "Zet de stappen die iemand voordoet of heeft opgeschreven, één voor één, en ziet het als een stap misgaat.",
        ),
        Text(
            "Simple ones, prepared by someone else, in which a mistake does no harm.",
            "Eenvoudige, door een ander voorbereid, waarin een fout geen kwaad kan.",
        ),
        Text(
            "Takes a part of the work off someone’s hands, and tells what was and wasn’t clear.",
            "Neemt iemand een deel van het werk uit handen, en vertelt wat wel en niet duidelijk was.",
        ),
    ),
    Level(
        2,
        Text("With help", "Met hulp"),
        Text(
            "Does the whole of it, with someone near to ask, and knows beforehand where help will be needed.",
            "Doet het in zijn geheel, met iemand in de buurt om te vragen, en weet vooraf waar hulp nodig is.",
        ),
        Text(
            "Usual ones that were seen before. What differs is brought to someone else first.",
            "Gewone, die eerder zijn voorgekomen. Wat afwijkt, gaat eerst langs een ander.",
        ),
        Text(
            "Shows a newcomer the first steps, and shares what went well and what did not.",
            "Laat een nieuwkomer de eerste stappen zien, en deelt wat goed ging en wat niet.",
        ),
    ),
    Level(
        3,
        Text("On one’s own", "Zelfstandig"),
        Text(
            "Does it without anyone looking along, chooses between known ways, and answers for what comes of it.",
            "Doet het zonder dat er iemand meekijkt, kiest tussen bekende manieren, en staat in voor wat ervan komt.",
        ),
        Text(
            "All usual ones, and the unusual ones of every week. Sees in time when it goes beyond that.",
            "Alle gewone, en de ongewone van elke week. Ziet op tijd wanneer het daarbuiten valt.",
        ),
        Text(
            "Helps colleagues on when they are stuck, and says why something is done this way.",
            "Helpt collega’s verder als ze vastzitten, en legt uit waarom iets zo gaat.",
        ),
    ),
    Level(
        4,
        Text("Versed", "Ervaren"),
        Text(
            "Finds a way where the known ones don’t fit, and weighs what it does to others, to time and to money.",
            "Vindt een weg waar de bekende niet passen, en weegt wat het doet met anderen, met tijd en met geld.",
        ),
        Text(
            "Hard ones: with opposed interests, incomplete facts, or much at stake.",
            "Lastige: met botsende belangen, onvolledige gegevens, of als er veel van afhangt.",
        ),
        Text(
            "Is the one who is asked. Teaches and coaches, looks others’ work through, and makes the usual way better.",
            "Is degene aan wie het gevraagd wordt. Leidt op en begeleidt, kijkt werk van anderen na, en verbetert de "
            "gewone gang van zaken.",
        ),
    ),
    Level(
        5,
        Text("Sets the example", "Toonaangevend"),
        Text(
            "Makes new ways that others take over, and knows their limits as well as their use.",
            "Bedenkt nieuwe manieren die anderen overnemen, en kent de grenzen ervan even goed als het nut.",
        ),
        Text(
            "Those that nobody had before, across teams, trades or organisations.",
            "Die nog niemand eerder had, over teams, vakken of organisaties heen.",
        ),
        Text(
            "Brings up those who will do it better. What she writes, teaches or decides is leaned on outside her own "
            "organisation.",
            "Leidt mensen op die het beter gaan doen. Op wat ze schrijft, leert of beslist, bouwt men ook buiten de "
            "eigen organisatie.",
        ),
    ),
)

SCALES: Final[Sequence[Scale]] = (
    Scale(
        "dreyfus",
        "Dreyfus",
        Text("how skill grows, by H. and S. Dreyfus", "hoe vaardigheid groeit, van H. en S. Dreyfus"),
        ("", "Novice", "Advanced beginner", "Competent", "Proficient", "Expert"),
        Text(
            "Close: both speak of one skill. Dreyfus looks at how someone thinks, these levels at what can be seen.",
            "Nauw: beide gaan over één vaardigheid. Dreyfus kijkt naar hoe iemand denkt, deze niveaus naar wat te "
            "zien is.",
        ),
    ),
    Scale(
        "eqf",
        "EQF",
        Text("European Qualifications Framework", "Europees kwalificatiekader"),
        ("", "1–2", "3–4", "5", "6", "7–8"),
        Text(
            "Loose: EQF says how high a qualification is, not how well one thing is done. Someone with a diploma at 7 "
            "may be at 1 in something new.",
            "Losjes: EQF zegt hoe hoog een diploma is, niet hoe goed iemand één ding kan. Met een diploma op 7 sta je "
            "in iets nieuws misschien op 1.",
        ),
    ),
    Scale(
        "nlqf",
        "NLQF",
        Text("Dutch qualifications framework", "Nederlands kwalificatieraamwerk"),
        ("", "1–2", "3–4", "5", "6", "7–8"),
        Text(
            "Loose, for the same reason. NLQF also has an entry level, below 1.",
            "Losjes, om dezelfde reden. NLQF kent ook een instroomniveau, onder 1.",
        ),
    ),
    Scale(
        "sfia",
        "SFIA",
        Text("Skills Framework for the Information Age", "raamwerk voor vaardigheden in ICT"),
        ("", "1", "2", "3", "4–5", "6–7"),
        Text(
            "Loose: SFIA’s levels are of responsibility, and not every skill has all seven.",
            "Losjes: SFIA’s niveaus gaan over verantwoordelijkheid, en niet elke vaardigheid kent ze alle zeven.",
        ),
    ),
    Scale(
        "e-cf",
        "e-CF",
        Text("European e-Competence Framework", "Europees raamwerk voor e-competenties"),
        ("", "", "e-1", "e-2", "e-3", "e-4, e-5"),
        Text(
            "Loose: e-CF begins where someone works with some independence, and has no level for beginning.",
            "Losjes: e-CF begint waar iemand al enigszins zelfstandig werkt, en kent geen niveau voor het begin.",
        ),
    ),
    Scale(
        "cefr",
        "CEFR",
        Text("for languages", "voor talen (ERK)"),
        ("", "A1", "A2", "B1", "B2", "C1–C2"),
        Text(
            "For knowing a language only, and then fairly close. Each of reading, listening, writing and speaking may "
            "be at another level.",
            "Alleen voor het beheersen van een taal, en dan vrij nauw. Lezen, luisteren, schrijven en spreken kunnen "
            "elk op een ander niveau staan.",
        ),
    ),
)


def level(number: int) -> Level:
    """A level by its number. Raises ValueError for what is none."""
    if not LOWEST <= number <= HIGHEST:
        raise ValueError(number)
    return LEVELS[number]


def from_scale(key: str, said: str) -> int | None:
    """Our level beside what another scale says; None for what it doesn't have.

    >>> from_scale("eqf", "6"), from_scale("cefr", "c2"), from_scale("e-cf", "e-5"), from_scale("sfia", "9")
    (4, 5, 5, None)
    """
    wanted = said.strip().casefold()
    found = next((scale for scale in SCALES if scale.key == key), None)
    if found is None or not wanted:
        return None
    return next((number for number, beside in enumerate(found.beside) if wanted in _each(beside)), None)


def _each(beside: str) -> list[str]:
    """What stands at a level, one by one.

    >>> _each("7–8"), _each("e-4, e-5"), _each("")
    (['7', '8'], ['e-4', 'e-5'], [])
    """
    return [one.strip().casefold() for one in beside.replace("–", ",").split(",") if one.strip()]
