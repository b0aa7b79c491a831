"""The database refuses to change the file that a photo was built from, whoever asks: it is evidence.

It may be taken away, before it is sent or when the years it is kept for are over; what is there is as it came.
"""

from django.db import migrations

REFUSE = """
CREATE FUNCTION repairs_original_refuse() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'The file a photo was built from is never changed: % of % was refused. Add the photo again.',
        TG_OP, TG_TABLE_NAME USING ERRCODE = 'integrity_constraint_violation';
END $$;
CREATE TRIGGER repairs_original_refuse BEFORE UPDATE OR TRUNCATE ON repairs_original
    FOR EACH STATEMENT EXECUTE FUNCTION repairs_original_refuse();
ALTER TABLE repairs_original ENABLE ALWAYS TRIGGER repairs_original_refuse;
"""


class Migration(migrations.Migration):
    """Sealed, from the first photo on."""

    dependencies = [("repairs", "0001_the_reports")]

    operations = [
        migrations.RunSQL(
            REFUSE,
            "DROP TRIGGER repairs_original_refuse ON repairs_original; DROP FUNCTION repairs_original_refuse();",
        ),
    ]
