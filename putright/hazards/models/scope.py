"""That the law on hazards does not cover a case: why, with evidence, an author and a second person."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q

from putright.accounts.models import Account
from putright.hazards.models.case import Case


class ScopeFinding(models.Model):
    """Why one of us says that the law does not cover a case, and what a second person makes of the evidence.

    Until the second person agrees, nothing changes; and whoever finds otherwise may end it at any time.
    """

    class Reason(models.TextChoices):
        """Why the law would not bind, in the order in which it gives its reasons (putright/law/tables/scope.yaml)."""

        NOT_OURS = "not_ours", "The landlord is not responsible for repairing the part that is affected"
        NO_DEFICIENCY = "no_deficiency", "It does not come from a defect, disrepair, lack of maintenance or poor design"
        NOT_IN_CONTROL = "not_in_control", "Putting it right is not within the landlord’s control"
        BREACH = "breach", "It is wholly or mainly caused by the tenant breaking the tenancy"

    case = models.ForeignKey(Case, models.PROTECT, related_name="scope_findings")
    reason = models.CharField(max_length=20, choices=Reason)
    evidence = models.TextField()
    found_by = models.ForeignKey(Account, models.PROTECT, related_name="scope_findings_found")
    found_at = models.DateTimeField()
    agreed_by = models.ForeignKey(Account, models.PROTECT, null=True, blank=True, related_name="scope_findings_agreed")
    agreed_at = models.DateTimeField(null=True, blank=True)
    agreed_words = models.TextField(blank=True)
    # The second person did not agree, or it was found out otherwise.
    ended_by = models.ForeignKey(Account, models.PROTECT, null=True, blank=True, related_name="scope_findings_ended")
    ended_at = models.DateTimeField(null=True, blank=True)
    ended_words = models.TextField(blank=True)

    class Meta:
        """What the database refuses, whoever asks."""

        constraints = (
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

    class Privacy:
        """Field by field: its class, why we hold it, how long, and who may see it."""

        id = ("ordinary", "names this row", "six years after it is put right", "nobody outside")
        case = ("ordinary", "which case", "six years after it is put right", "they and staff")
        reason = ("ordinary", "which reason of the law", "six years after it is put right", "they and staff")
        evidence = ("personal", "what it rests on", "six years after it is put right", "they and staff who decide")
        found_by = ("ordinary", "who says so", "six years after it is put right", "they and staff")
        found_at = ("ordinary", "when", "six years after it is put right", "they and staff")
        agreed_by = ("ordinary", "who agrees", "six years after it is put right", "they and staff")
        agreed_at = ("ordinary", "when", "six years after it is put right", "they and staff")
        agreed_words = ("personal", "why they agree", "six years after it is put right", "they and staff who decide")
        ended_by = ("ordinary", "who found otherwise", "six years after it is put right", "they and staff")
        ended_at = ("ordinary", "when", "six years after it is put right", "they and staff")
        ended_words = ("personal", "why it is not so", "six years after it is put right", "they and staff who decide")

    def __str__(self) -> str:
        return f"{self.case} found out of scope: {self.reason}"
