"""Entries are never changed, and taken away only with the person whose they are (see `actions.erasing`)."""

from django.db import migrations

_KEEP = """
CREATE FUNCTION learning_entry_stays() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP = 'DELETE' AND current_setting('kring.erasing', true) = OLD.person_id::text THEN
        RETURN OLD;
    END IF;
    RAISE EXCEPTION 'An entry of the ledger is never changed or taken away: correct it by another one.'
        USING ERRCODE = 'restrict_violation';
END $$;
CREATE TRIGGER learning_entry_stays BEFORE UPDATE OR DELETE ON learning_entry
    FOR EACH ROW EXECUTE FUNCTION learning_entry_stays();
"""
_LET_GO = "DROP TRIGGER learning_entry_stays ON learning_entry; DROP FUNCTION learning_entry_stays()"


class Migration(migrations.Migration):
    dependencies = [("learning", "0001_initial")]

    operations = [migrations.RunSQL(_KEEP, _LET_GO)]
