"""What anyone signed is never changed or taken away; nor is what she said to it. That an account is gone may be noted."""

from django.db import migrations

_KEEP = """
CREATE FUNCTION agreement_version_stays() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF EXISTS (SELECT FROM agreement_signature WHERE version_id = OLD.id) THEN
        IF TG_OP = 'UPDATE' AND NEW.made_by_id IS NULL
           AND to_jsonb(NEW) - 'made_by_id' = to_jsonb(OLD) - 'made_by_id' THEN
            RETURN NEW;
        END IF;
        RAISE EXCEPTION 'A version that someone signed is never changed or taken away: make another one.'
            USING ERRCODE = 'restrict_violation';
    END IF;
    RETURN CASE TG_OP WHEN 'DELETE' THEN OLD ELSE NEW END;
END $$;
CREATE TRIGGER agreement_version_stays BEFORE UPDATE OR DELETE ON agreement_version
    FOR EACH ROW EXECUTE FUNCTION agreement_version_stays();
CREATE FUNCTION agreement_signature_stays() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP = 'UPDATE' AND NEW.account_id IS NULL
       AND to_jsonb(NEW) - 'account_id' = to_jsonb(OLD) - 'account_id' THEN
        RETURN NEW;
    END IF;
    RAISE EXCEPTION 'A signature is never changed or taken away.' USING ERRCODE = 'restrict_violation';
END $$;
CREATE TRIGGER agreement_signature_stays BEFORE UPDATE OR DELETE ON agreement_signature
    FOR EACH ROW EXECUTE FUNCTION agreement_signature_stays();
"""
_LET_GO = """
DROP TRIGGER agreement_signature_stays ON agreement_signature; DROP FUNCTION agreement_signature_stays();
DROP TRIGGER agreement_version_stays ON agreement_version; DROP FUNCTION agreement_version_stays();
"""


class Migration(migrations.Migration):
    dependencies = [("agreements", "0001_initial")]

    operations = [migrations.RunSQL(_KEEP, _LET_GO)]
