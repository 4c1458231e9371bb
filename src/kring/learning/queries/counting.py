"""What of a ledger counts."""

from typing import Final

from django.db.models import Exists, OuterRef, Q

from kring.learning.models import Entry

# Rows that aren't struck and that no other replaces. As an anti-join, which the database stops after a page of rows; a
# left join would be made in full first.
COUNTS: Final = Q(~Exists(Entry.objects.filter(replaces=OuterRef("pk"))), struck=False)
