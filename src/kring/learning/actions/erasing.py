"""The one way in which a ledger is taken away: with the person whose it is."""

from django.db import connection, transaction

from kring.learning.models import Aim, Draft, Entry, Evidence, Import, LedgerMonth


@transaction.atomic
def erase_ledger(*, person: int) -> int:
    """Take away the whole ledger of a person who left, with evidence, drafts and aims; returns how many rows it had.

    Files that nothing names then are forgotten soon after. The database lets entries go only of the person that is
    named in `kring.erasing`, until this transaction ends.
    """
    Draft.objects.filter(person=person).delete()
    Import.objects.filter(person=person).delete()
    Aim.objects.filter(account=person).delete()
    LedgerMonth.objects.filter(person=person).delete()
    Evidence.objects.filter(person=person).delete()
    with connection.cursor() as cursor:
        cursor.execute("SELECT set_config('kring.erasing', %s, true)", [str(person)])
        cursor.execute(f"DELETE FROM {Entry._meta.db_table} WHERE person_id = %s", [person])  # noqa: S608, SLF001
        erased: int = cursor.rowcount
        cursor.execute("SELECT set_config('kring.erasing', '', true)")
    return erased
