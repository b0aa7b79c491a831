# What several processes must count together, such as how often somebody tried to sign in. The same table that Django's
# own createcachetable makes, made here because the application may not make tables.

from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("accounts", "0001_the_accounts")]

    operations = [
        migrations.RunSQL(
            """
            CREATE TABLE accounts_cache (
                cache_key varchar(255) NOT NULL PRIMARY KEY,
                value text NOT NULL,
                expires timestamptz NOT NULL
            );
            CREATE INDEX accounts_cache_expires ON accounts_cache (expires);
            """,
            "DROP TABLE accounts_cache",
        )
    ]
