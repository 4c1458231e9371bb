"""A closed presence list is never changed, nor taken away."""

from django.db import migrations

_KEEP = """
CREATE FUNCTION meeting_presence_list_stays() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'A closed presence list is never changed or taken away.' USING ERRCODE = 'restrict_violation';
END $$;
CREATE TRIGGER meeting_presence_list_stays BEFORE UPDATE OR DELETE ON meeting_presence_list
    FOR EACH ROW EXECUTE FUNCTION meeting_presence_list_stays();
"""
_LET_GO = (
    "DROP TRIGGER meeting_presence_list_stays ON meeting_presence_list; DROP FUNCTION meeting_presence_list_stays()"
)


class Migration(migrations.Migration):
    dependencies = [("meetings", "0001_initial")]

    operations = [migrations.RunSQL(_KEEP, _LET_GO)]
