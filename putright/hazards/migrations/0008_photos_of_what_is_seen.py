"""Photos of what is seen while somebody looks into a potential hazard."""

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    """Which photo is of which investigation."""

    dependencies = [("hazards", "0007_out_of_scope"), ("repairs", "0004_the_works")]

    operations = [
        migrations.CreateModel(
            "SeenPhoto",
            [
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "investigation",
                    models.ForeignKey(
                        "hazards.investigation", django.db.models.deletion.PROTECT, related_name="photos"
                    ),
                ),
                (
                    "photo",
                    models.OneToOneField("repairs.photo", django.db.models.deletion.PROTECT, related_name="seen"),
                ),
            ],
        ),
    ]
