"""Frameworks of competences that are published elsewhere or kept by a place, beside the vocabulary of words in use."""

from typing import Final

from django.conf import settings
from django.contrib.postgres.indexes import GinIndex
from django.contrib.postgres.search import SearchVectorField
from django.db import models
from django.db.models import F, Func, Q, Value
from django.utils.translation import gettext_lazy as _

from kring.competences.models import Competence
from kring.foundation.access.models import Place

ACCOUNT = settings.AUTH_USER_MODEL
LONGEST_URI: Final = 300
LONGEST_LABEL: Final = 300
LONGEST_TEXT: Final = 6_000


class Kind(models.TextChoices):
    COMPETENCE = "competence", _("skill")
    KNOWLEDGE = "knowledge", _("knowledge")
    GROUP = "group", _("group")
    OCCUPATION = "occupation", _("occupation")
    COLLECTION = "collection", _("collection")


# What a word of the vocabulary can come of.
ADOPTABLE: Final = (Kind.COMPETENCE, Kind.KNOWLEDGE)


class TieKind(models.TextChoices):
    """What the item at the end of a tie is to the one at its start."""

    BROADER = "broader", _("broader")
    RELATED = "related", _("related")
    ESSENTIAL = "essential", _("essential")
    OPTIONAL = "optional", _("optional")
    MEMBER = "member", _("part of the collection")


class Match(models.TextChoices):
    """What the second item of a mapping is to the first, as SKOS has it."""

    EXACT = "exactMatch", _("the same")
    CLOSE = "closeMatch", _("nearly the same")
    BROAD = "broadMatch", _("broader")
    NARROW = "narrowMatch", _("narrower")


class Sort(models.TextChoices):
    ITEMS = "csv", _("items, as CSV")
    CASE = "case", _("CASE 1.1 JSON")
    MAPPINGS = "mappings", _("mappings, as CSV")


class Framework(models.Model):
    """A framework as one version of it stands. It is nobody's (everyone reads it, operators keep it) or a place's.

    `identifier` is what its publisher calls it, mostly a URI, and `guid` its UUID where it has one as well, as in CASE
    (so with items and ties); `acknowledgement` is the sentence that its licence asks to be shown with its items.
    `importer` is the command that brings its versions in, such as esco: no file that someone brings by page may then be
    taken for all of it.
    """

    slug = models.CharField(max_length=60, unique=True)
    identifier = models.CharField(max_length=LONGEST_URI)
    guid = models.CharField(max_length=36, blank=True, db_default="")
    title = models.CharField(max_length=200)
    version = models.CharField(max_length=40, blank=True)
    language = models.CharField(max_length=8, default="en")
    source = models.CharField(max_length=500, blank=True)
    licence = models.CharField(max_length=200, blank=True)
    acknowledgement = models.CharField(max_length=300, blank=True)
    importer = models.CharField(max_length=20, blank=True, db_default="")
    place = models.ForeignKey(Place, models.CASCADE, null=True, blank=True, related_name="frameworks")
    changed_at = models.DateTimeField()

    class Meta:
        db_table = "framework"
        constraints = [
            models.UniqueConstraint(
                fields=["identifier", "place"], nulls_distinct=False, name="framework_once_in_a_place"
            ),
            models.CheckConstraint(condition=Q(slug__regex=r"^[a-z0-9][a-z0-9-]*$"), name="framework_slug_form"),
            models.CheckConstraint(condition=~Q(title="") & ~Q(identifier=""), name="framework_is_named"),
        ]


class Item(models.Model):
    """A competence, an occupation or a group of a framework. A new version finds it again by its URI; one that a new
    version no longer names is retired and stays for what refers to it.

    `part` is what its publisher gives out in one piece, such as all occupations: only when that piece is brought again,
    what is no longer in it is known to be gone. `competence` is the word of the vocabulary that says the same, once
    someone chose it (see `actions.adopting`).
    """

    framework = models.ForeignKey(Framework, models.CASCADE, related_name="items", db_index=False)
    uri = models.CharField(max_length=LONGEST_URI)
    guid = models.CharField(max_length=36, blank=True, db_default="")
    code = models.CharField(max_length=60, blank=True)
    kind = models.CharField(max_length=10, choices=Kind.choices)
    part = models.CharField(max_length=20, blank=True)
    competence = models.ForeignKey(Competence, models.PROTECT, null=True, blank=True, related_name="items")
    retired_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        db_table = "framework_item"
        constraints = [models.UniqueConstraint(fields=["framework", "uri"], name="framework_item_once")]
        indexes = [models.Index(fields=["framework", "kind", "id"], name="framework_item_of_kind")]


class Label(models.Model):
    """What an item is called in a language: one preferred name, and others. `folded` is how it is looked for: its words
    without accents, case and signs, one space between (see `rules.folding`). `by_members`: proposed here, and
    accepted. `kind` and `searched_in` are its item's kind and framework, so that a search reads no other table; a label
    of a retired item is searched in none."""

    item = models.ForeignKey(Item, models.CASCADE, related_name="labels", db_index=False)
    language = models.CharField(max_length=8)
    is_preferred = models.BooleanField()
    text = models.CharField(max_length=LONGEST_LABEL)
    folded = models.CharField(max_length=LONGEST_LABEL)
    by_members = models.BooleanField(default=False, db_default=False)
    kind = models.CharField(max_length=10, choices=Kind.choices)
    searched_in = models.ForeignKey(Framework, models.CASCADE, null=True, blank=True, related_name="+", db_index=False)
    words = models.GeneratedField(
        expression=Func(
            Func(F("folded"), Value(" "), function="string_to_array", output_field=models.TextField()),
            function="array_to_tsvector",
        ),
        output_field=SearchVectorField(),
        db_persist=True,
    )

    class Meta:
        db_table = "framework_label"
        constraints = [
            models.UniqueConstraint(fields=["item", "language", "text"], name="framework_label_once"),
            models.UniqueConstraint(
                fields=["item", "language"], condition=Q(is_preferred=True), name="framework_label_one_preferred"
            ),
            models.CheckConstraint(condition=~Q(text=""), name="framework_label_says_something"),
        ]
        indexes = [
            models.Index(fields=["folded"], name="framework_label_by_start"),
            # Without a list of what waits to be sorted in: that would be read through by every search.
            GinIndex(fields=["words"], fastupdate=False, name="framework_label_by_word"),
        ]


class Word(models.Model):
    """A word of any label, folded: by these it is known what stands near a mistyped one. One that is in no label any
    more may stay; nothing is found by it then."""

    word = models.CharField(max_length=LONGEST_LABEL, primary_key=True)

    class Meta:
        db_table = "framework_word"


class Description(models.Model):
    """What an item is, in a language."""

    item = models.ForeignKey(Item, models.CASCADE, related_name="descriptions", db_index=False)
    language = models.CharField(max_length=8)
    text = models.TextField(max_length=LONGEST_TEXT)

    class Meta:
        db_table = "framework_description"
        constraints = [models.UniqueConstraint(fields=["item", "language"], name="framework_description_once")]


class Tie(models.Model):
    """What `to` is to `item`: broader or related; or what an occupation or a skill needs: essential or optional."""

    item = models.ForeignKey(Item, models.CASCADE, related_name="ties", db_index=False)
    kind = models.CharField(max_length=9, choices=TieKind.choices)
    to = models.ForeignKey(Item, models.CASCADE, related_name="ties_here", db_index=False)
    guid = models.CharField(max_length=36, blank=True, db_default="")

    class Meta:
        db_table = "framework_tie"
        constraints = [
            models.UniqueConstraint(fields=["item", "kind", "to"], name="framework_tie_once"),
            models.CheckConstraint(condition=~Q(item=F("to")), name="framework_tie_not_to_itself"),
        ]
        indexes = [models.Index(fields=["to", "kind"], name="framework_tie_back")]


class Mapping(models.Model):
    """What an item of another framework is to one of this."""

    item = models.ForeignKey(Item, models.CASCADE, related_name="mappings", db_index=False)
    kind = models.CharField(max_length=11, choices=Match.choices)
    to = models.ForeignKey(Item, models.CASCADE, related_name="mappings_here")
    made_by = models.ForeignKey(ACCOUNT, models.SET_NULL, null=True, related_name="+", db_index=False)
    made_at = models.DateTimeField()

    class Meta:
        db_table = "framework_mapping"
        constraints = [
            models.UniqueConstraint(fields=["item", "to"], name="framework_mapping_one_of_a_pair"),
            models.CheckConstraint(condition=~Q(item=F("to")), name="framework_mapping_not_to_itself"),
        ]


class Proposal(models.Model):
    """A name that a member proposes for an item in a language; who keeps the framework accepts it or turns it down."""

    item = models.ForeignKey(Item, models.CASCADE, related_name="proposals", db_index=False)
    language = models.CharField(max_length=8)
    text = models.CharField(max_length=LONGEST_LABEL)
    person = models.ForeignKey(ACCOUNT, models.CASCADE, related_name="+", db_index=False)
    made_at = models.DateTimeField()
    decided_at = models.DateTimeField(null=True, blank=True)
    decided_by = models.ForeignKey(ACCOUNT, models.SET_NULL, null=True, blank=True, related_name="+", db_index=False)
    is_accepted = models.BooleanField(null=True, blank=True)

    class Meta:
        db_table = "framework_proposal"
        constraints = [
            models.UniqueConstraint(fields=["item", "language", "person"], name="framework_proposal_once"),
            models.CheckConstraint(
                condition=Q(decided_at=None, is_accepted=None) | Q(decided_at__isnull=False, is_accepted__isnull=False),
                name="framework_proposal_decided_or_not",
            ),
        ]
        indexes = [
            models.Index(fields=["person", "made_at"], name="framework_proposal_by_person"),
            models.Index(fields=["id"], condition=Q(decided_at=None), name="framework_proposal_waiting"),
        ]


class Upload(models.Model):
    """A file that waits to be looked at and confirmed. Nothing of it counts yet."""

    framework = models.ForeignKey(Framework, models.CASCADE, related_name="uploads")
    sort = models.CharField(max_length=8, choices=Sort.choices)
    name = models.CharField(max_length=120)
    content = models.TextField()
    made_by = models.ForeignKey(ACCOUNT, models.CASCADE, related_name="+", db_index=False)
    made_at = models.DateTimeField()

    class Meta:
        db_table = "framework_upload"
