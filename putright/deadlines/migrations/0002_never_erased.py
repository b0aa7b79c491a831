"""The database refuses to erase a deadline, or to change or erase the proof that somebody was told, whoever asks."""

from django.db import migrations

REFUSE = """
CREATE FUNCTION deadlines_refuse() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'A deadline is never erased: % of % was refused. It is met, or it falls away.', TG_OP, TG_TABLE_NAME
        USING ERRCODE = 'integrity_constraint_violation';
END $$;
CREATE TRIGGER deadlines_refuse BEFORE DELETE OR TRUNCATE ON deadlines_deadline
    FOR EACH STATEMENT EXECUTE FUNCTION deadlines_refuse();
CREATE TRIGGER deadlines_refuse BEFORE UPDATE OR DELETE OR TRUNCATE ON deadlines_told
    FOR EACH STATEMENT EXECUTE FUNCTION deadlines_refuse();
ALTER TABLE deadlines_deadline ENABLE ALWAYS TRIGGER deadlines_refuse;
ALTER TABLE deadlines_told ENABLE ALWAYS TRIGGER deadlines_refuse;
"""

# After many were told at once, what they left behind in the index is swept up within a minute or two.
SWEPT = "ALTER TABLE deadlines_reminder SET (autovacuum_vacuum_scale_factor = 0.01, autovacuum_analyze_scale_factor = 0.01)"
UNSWEPT = "ALTER TABLE deadlines_reminder RESET (autovacuum_vacuum_scale_factor, autovacuum_analyze_scale_factor)"


class Migration(migrations.Migration):
    """Never erased, from the first deadline on."""

    dependencies = [("deadlines", "0001_the_deadlines")]

    operations = [
        migrations.RunSQL(
            REFUSE,
            "DROP TRIGGER deadlines_refuse ON deadlines_deadline; DROP TRIGGER deadlines_refuse ON deadlines_told;"
            "DROP FUNCTION deadlines_refuse();",
        ),
        migrations.RunSQL(SWEPT, UNSWEPT),
    ]
