"""The database refuses to change or take away a written summary, whoever asks: it is as it was sent."""

from django.db import migrations

REFUSE = """
CREATE FUNCTION hazards_summary_refuse() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'A written summary is as it was sent: % of % was refused.', TG_OP, TG_TABLE_NAME
        USING ERRCODE = 'integrity_constraint_violation';
END $$;
CREATE TRIGGER hazards_summary_refuse BEFORE UPDATE OR DELETE OR TRUNCATE ON hazards_summary
    FOR EACH STATEMENT EXECUTE FUNCTION hazards_summary_refuse();
ALTER TABLE hazards_summary ENABLE ALWAYS TRIGGER hazards_summary_refuse;
"""


class Migration(migrations.Migration):
    """Only added to, from the first summary on."""

    dependencies = [("hazards", "0003_investigations")]

    operations = [
        migrations.RunSQL(
            REFUSE, "DROP TRIGGER hazards_summary_refuse ON hazards_summary; DROP FUNCTION hazards_summary_refuse();"
        ),
    ]
