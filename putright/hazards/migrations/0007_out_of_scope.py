"""Every reason why the law does not bind takes evidence and a second person, as a breach does."""

from typing import Any

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models
from django.db.models import F, Q

ACCOUNT: Any = {"on_delete": django.db.models.deletion.PROTECT, "to": settings.AUTH_USER_MODEL}
REASONS = [
    ("not_ours", "The landlord is not responsible for repairing the part that is affected"),
    ("no_deficiency", "It does not come from a defect, disrepair, lack of maintenance or poor design"),
    ("not_in_control", "Putting it right is not within the landlord’s control"),
    ("breach", "It is wholly or mainly caused by the tenant breaking the tenancy"),
]
CONSTRAINTS = (
    models.CheckConstraint(
        name="hazards_out_of_scope_reason",
        condition=Q(reason__in=("not_ours", "no_deficiency", "not_in_control", "breach")),
    ),
    models.UniqueConstraint(
        name="hazards_out_of_scope_one_at_a_time", fields=["case"], condition=Q(ended_at__isnull=True)
    ),
    models.CheckConstraint(name="hazards_out_of_scope_has_evidence", condition=~Q(evidence="")),
    models.CheckConstraint(
        name="hazards_out_of_scope_agreed_by_a_second_person",
        condition=Q(agreed_at__isnull=True, agreed_by__isnull=True, agreed_words="")
        | (Q(agreed_at__gte=F("found_at")) & ~Q(agreed_words="") & ~Q(agreed_by=F("found_by"))),
    ),
    models.CheckConstraint(
        name="hazards_out_of_scope_ended_by_somebody",
        condition=Q(ended_at__isnull=True, ended_by__isnull=True, ended_words="")
        | (Q(ended_at__isnull=False, ended_by__isnull=False) & ~Q(ended_words="")),
    ),
)
BEFORE = ("one_at_a_time", "has_evidence", "agreed_by_a_second_person", "ended_by_somebody")


class Migration(migrations.Migration):
    """What was found before was a breach."""

    dependencies = [("hazards", "0006_recommendations_ordered")]

    operations = [
        *(migrations.RemoveConstraint("breach", f"hazards_breach_{name}") for name in BEFORE),
        migrations.RenameModel("Breach", "ScopeFinding"),
        migrations.AddField("scopefinding", "reason", models.CharField(choices=REASONS, default="breach", max_length=20), False),
        migrations.AlterField(
            "scopefinding",
            "case",
            models.ForeignKey("hazards.case", django.db.models.deletion.PROTECT, related_name="scope_findings"),
        ),
        migrations.AlterField(
            "scopefinding", "found_by", models.ForeignKey(**ACCOUNT, related_name="scope_findings_found")
        ),
        migrations.AlterField(
            "scopefinding",
            "agreed_by",
            models.ForeignKey(**ACCOUNT, null=True, blank=True, related_name="scope_findings_agreed"),
        ),
        migrations.AlterField(
            "scopefinding",
            "ended_by",
            models.ForeignKey(**ACCOUNT, null=True, blank=True, related_name="scope_findings_ended"),
        ),
        *(migrations.AddConstraint("scopefinding", one) for one in CONSTRAINTS),
    ]
