"""The database stamps each line itself, and refuses to change or take away a line or a seal, whoever asks.

Written out here and not left to django-pgtrigger: its triggers stand aside for any session that sets a variable, which
every role may. These have no such door. They fire in a session that replays another's changes as well (ENABLE ALWAYS).
"""

from django.db import migrations

STAMP = """
CREATE FUNCTION record_stamp() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    NEW.written_at := clock_timestamp();
    NEW.written_in := pg_current_xact_id()::text::bigint;
    RETURN NEW;
END $$;
CREATE TRIGGER record_stamp BEFORE INSERT ON record_line FOR EACH ROW EXECUTE FUNCTION record_stamp();
ALTER TABLE record_line ENABLE ALWAYS TRIGGER record_stamp;
"""

REFUSE = """
CREATE FUNCTION record_refuse() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'The record is never changed: % of % was refused. Write a line that corrects it.', TG_OP, TG_TABLE_NAME
        USING ERRCODE = 'integrity_constraint_violation';
END $$;
CREATE TRIGGER record_refuse BEFORE UPDATE OR DELETE OR TRUNCATE ON record_line
    FOR EACH STATEMENT EXECUTE FUNCTION record_refuse();
CREATE TRIGGER record_refuse BEFORE UPDATE OR DELETE OR TRUNCATE ON record_seal
    FOR EACH STATEMENT EXECUTE FUNCTION record_refuse();
ALTER TABLE record_line ENABLE ALWAYS TRIGGER record_refuse;
ALTER TABLE record_seal ENABLE ALWAYS TRIGGER record_refuse;
"""

# Whoever was given these tables, by whatever name, may read and add and no more. The owner keeps its rights: PostgreSQL
# uses them itself to look up the line that a correction names, and the triggers hold against it.
READ_AND_ADD = """
DO $$
DECLARE given record;
BEGIN
    FOR given IN
        SELECT DISTINCT it.oid::regclass AS name, may.grantee, role.rolname
        FROM pg_class AS it
        CROSS JOIN LATERAL aclexplode(it.relacl) AS may
        LEFT JOIN pg_roles AS role ON role.oid = may.grantee
        WHERE it.oid IN ('record_line'::regclass, 'record_seal'::regclass) AND may.grantee <> it.relowner
    LOOP
        EXECUTE format(
            'REVOKE UPDATE, DELETE, TRUNCATE ON %s FROM %s',
            given.name,
            CASE WHEN given.grantee = 0 THEN 'PUBLIC' ELSE quote_ident(given.rolname) END
        );
    END LOOP;
END $$;
"""


class Migration(migrations.Migration):
    """Append-only, from the first line on."""

    dependencies = [("record", "0001_the_record")]

    operations = [
        migrations.RunSQL(STAMP, "DROP TRIGGER record_stamp ON record_line; DROP FUNCTION record_stamp();"),
        migrations.RunSQL(
            REFUSE,
            "DROP TRIGGER record_refuse ON record_line; DROP TRIGGER record_refuse ON record_seal;"
            "DROP FUNCTION record_refuse();",
        ),
        migrations.RunSQL(READ_AND_ADD, migrations.RunSQL.noop),
    ]
