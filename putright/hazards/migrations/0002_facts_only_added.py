"""The database refuses to change or take away a fact, whoever asks: it is put right by a later one that says so."""

from django.db import migrations

REFUSE = """
CREATE FUNCTION hazards_fact_refuse() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'A fact is never changed: % of % was refused. State one that corrects it.', TG_OP, TG_TABLE_NAME
        USING ERRCODE = 'integrity_constraint_violation';
END $$;
CREATE TRIGGER hazards_fact_refuse BEFORE UPDATE OR DELETE OR TRUNCATE ON hazards_fact
    FOR EACH STATEMENT EXECUTE FUNCTION hazards_fact_refuse();
ALTER TABLE hazards_fact ENABLE ALWAYS TRIGGER hazards_fact_refuse;
"""


class Migration(migrations.Migration):
    """Only added to, from the first fact on."""

    dependencies = [("hazards", "0001_the_cases")]

    operations = [
        migrations.RunSQL(
            REFUSE, "DROP TRIGGER hazards_fact_refuse ON hazards_fact; DROP FUNCTION hazards_fact_refuse();"
        ),
    ]
