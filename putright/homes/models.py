"""A landlord's blocks and homes: where they are, what they are like, and what the landlord repairs there."""

from __future__ import annotations

import re
from typing import Self

from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex
from django.db import models
from django.db.models import Q, functions

from putright.record import reference
from putright.record.models import About

UPRN = r"^[1-9][0-9]{0,11}$"
POSTCODE = r"^[A-Z]{1,2}[0-9][A-Z0-9]? [0-9][A-Z]{2}$"
LSOA = r"^E01[0-9]{6}$"
HOUSE_NUMBER = re.compile(r"[0-9]+[A-Za-z]?([-/][0-9]+[A-Za-z]?)?")


def written(line: str | None, street: str | None, *rest: str | None) -> str:
    """An address on one line, as an envelope has it: 12 Rose Street, WX1 2AB; and Flat 9, Rose Street, WX1 2AB."""
    between = " " if HOUSE_NUMBER.fullmatch(line or "") else ", "
    return ", ".join(part for part in (between.join(part for part in (line, street) if part), *rest) if part)


class Landlord(models.Model):
    """Whose homes these are, and how residents reach them. There is one in each database."""

    name = models.CharField(max_length=100)
    phone = models.CharField(max_length=30)
    # Answered at night as well.
    emergency_phone = models.CharField(max_length=30)
    phone_hours = models.CharField(max_length=100)
    email = models.EmailField()
    address = models.CharField(max_length=300)
    # An invented landlord, on which anyone may walk in as anyone.
    is_demo = models.BooleanField(default=False)
    only_one = models.BooleanField(default=True, unique=True, editable=False)

    class Meta:
        """What the database refuses, whoever asks."""

        constraints = (models.CheckConstraint(name="homes_landlord_only_one", condition=Q(only_one=True)),)

    class Privacy:
        """Field by field: its class, why we hold it, how long, and who may see it."""

        id = ("public", "names this row", "while it is the landlord", "anyone")
        name = ("public", "who it is", "while it is the landlord", "anyone")
        phone = ("public", "to reach them", "while it is the landlord", "anyone")
        emergency_phone = ("public", "to reach them at night", "while it is the landlord", "anyone")
        phone_hours = ("public", "when they answer", "while it is the landlord", "anyone")
        email = ("public", "to reach them", "while it is the landlord", "anyone")
        address = ("public", "to write to them", "while it is the landlord", "anyone")
        is_demo = ("public", "whether it is invented", "while it is the landlord", "anyone")
        only_one = ("public", "keeps it to one", "while it is the landlord", "anyone")

    def __str__(self) -> str:
        return self.name


class Block(models.Model):
    """A building of several homes, with what they share."""

    reference = models.CharField(max_length=10, unique=True, default=reference.new, editable=False)
    name = models.CharField(max_length=100)
    uprn = models.CharField(max_length=12, unique=True, null=True, blank=True)
    street = models.CharField(max_length=100)
    town = models.CharField(max_length=60)
    postcode = models.CharField(max_length=8)
    storeys = models.PositiveSmallIntegerField()
    built_year = models.PositiveSmallIntegerField(null=True, blank=True)

    class Meta:
        """What the database refuses, whoever asks."""

        constraints = (
            models.CheckConstraint(name="homes_block_uprn", condition=Q(uprn__isnull=True) | Q(uprn__regex=UPRN)),
            models.CheckConstraint(name="homes_block_postcode", condition=Q(postcode__regex=POSTCODE)),
            models.CheckConstraint(name="homes_block_storeys", condition=Q(storeys__gte=1)),
        )

    class Privacy:
        """Field by field: its class, why we hold it, how long, and who may see it."""

        id = ("ordinary", "names this row", "while it stands", "nobody outside")
        reference = ("ordinary", "names it in an address", "while it stands", "residents and staff")
        name = ("ordinary", "what it is called", "while it stands", "residents and staff")
        uprn = ("ordinary", "the number it has nationally", "while it stands", "staff")
        street = ("ordinary", "where it is", "while it stands", "residents and staff")
        town = ("ordinary", "where it is", "while it stands", "residents and staff")
        postcode = ("ordinary", "where it is", "while it stands", "residents and staff")
        storeys = ("ordinary", "how tall it is", "while it stands", "residents and staff")
        built_year = ("ordinary", "how old it is", "while it stands", "residents and staff")

    def __str__(self) -> str:
        return self.name


class HomeQuerySet(models.QuerySet["Home"]):
    """Homes, by where they are."""

    def found_by(self, words: str) -> Self:
        """Those whose address has all these words, in any order; a postcode may be written together."""
        found = self
        for word in words.replace(",", " ").split():
            found = found.filter(searched__contains=word.lower())
        return found

    def near(self, home: Home) -> Self:
        """Those in the same block, this one left out."""
        return self.filter(block=home.block_id).exclude(pk=home.pk) if home.block_id else self.none()


class Home(models.Model):
    """One home: its address, what it is like, and what the landlord repairs in it."""

    class Archetype(models.TextChoices):
        """What kind of building it is."""

        FLAT = "flat", "Flat"
        MAISONETTE = "maisonette", "Maisonette"
        TERRACE = "terrace", "Terraced house"
        SEMI = "semi", "Semi-detached house"
        DETACHED = "detached", "Detached house"
        BUNGALOW = "bungalow", "Bungalow"
        BEDSIT = "bedsit", "Bedsit or studio"
        SHELTERED = "sheltered", "Sheltered flat"

    class Part(models.TextChoices):
        """What there is to repair."""

        STRUCTURE = "structure", "Walls, roof, floors and ceilings"
        WINDOWS_AND_DOORS = "windows_and_doors", "Windows and doors"
        WATER = "water", "Water, basins, sinks, baths and toilets"
        GAS_AND_ELECTRICS = "gas_and_electrics", "Gas and electrics"
        HEATING = "heating", "Heating and hot water"
        SHARED_PARTS = "shared_parts", "Stairs, lifts and other shared parts"
        KITCHEN = "kitchen", "Kitchen units"
        GARDEN = "garden", "Fences, paths and gardens"

    reference = models.CharField(max_length=10, unique=True, default=reference.new, editable=False)
    block = models.ForeignKey(Block, models.PROTECT, null=True, blank=True, related_name="homes")
    uprn = models.CharField(max_length=12, unique=True, null=True, blank=True)
    # "Flat 9, Larkfield House": what comes before the street.
    line = models.CharField(max_length=100)
    street = models.CharField(max_length=100)
    town = models.CharField(max_length=60)
    postcode = models.CharField(max_length=8)
    lsoa = models.CharField(max_length=9, null=True, blank=True)
    archetype = models.CharField(max_length=12, choices=Archetype)
    built_year = models.PositiveSmallIntegerField(null=True, blank=True)
    # The storeys of a house, or the floor of a flat counted from the ground, which is 0.
    storeys = models.PositiveSmallIntegerField(null=True, blank=True)
    floor = models.SmallIntegerField(null=True, blank=True)
    bedrooms = models.PositiveSmallIntegerField(null=True, blank=True)
    epc = models.CharField(max_length=1, null=True, blank=True)
    landlord_repairs = ArrayField(models.CharField(max_length=20, choices=Part), default=list)
    # The address as search reads it: small letters, the postcode with its space and without.
    searched = models.GeneratedField(
        expression=functions.Lower(
            functions.Concat(
                "line",
                models.Value(" "),
                "street",
                models.Value(" "),
                "town",
                models.Value(" "),
                "postcode",
                models.Value(" "),
                functions.Replace("postcode", models.Value(" "), models.Value("")),
            )
        ),
        output_field=models.TextField(),
        db_persist=True,
    )

    objects = HomeQuerySet.as_manager()

    class Meta:
        """What the database refuses, whoever asks."""

        constraints = (
            models.CheckConstraint(name="homes_home_uprn", condition=Q(uprn__isnull=True) | Q(uprn__regex=UPRN)),
            models.CheckConstraint(name="homes_home_postcode", condition=Q(postcode__regex=POSTCODE)),
            models.CheckConstraint(name="homes_home_lsoa", condition=Q(lsoa__isnull=True) | Q(lsoa__regex=LSOA)),
            models.CheckConstraint(name="homes_home_epc", condition=Q(epc__isnull=True) | Q(epc__in=list("ABCDEFG"))),
        )
        indexes = (GinIndex(name="homes_home_searched", fields=["searched"], opclasses=["gin_trgm_ops"]),)

    class Privacy:
        """Field by field: its class, why we hold it, how long, and who may see it."""

        id = ("ordinary", "names this row", "while it stands", "nobody outside")
        reference = ("ordinary", "names it in an address", "while it stands", "its household and staff")
        block = ("ordinary", "where it is", "while it stands", "its household and staff")
        uprn = ("ordinary", "the number it has nationally", "while it stands", "staff")
        line = ("ordinary", "where it is", "while it stands", "its household and staff")
        street = ("ordinary", "where it is", "while it stands", "its household and staff")
        town = ("ordinary", "where it is", "while it stands", "its household and staff")
        postcode = ("ordinary", "where it is", "while it stands", "its household and staff")
        lsoa = ("ordinary", "which area's figures are its own", "while it stands", "staff")
        archetype = ("ordinary", "what it is like", "while it stands", "its household and staff")
        built_year = ("ordinary", "how old it is", "while it stands", "its household and staff")
        storeys = ("ordinary", "what it is like", "while it stands", "its household and staff")
        floor = ("ordinary", "where in the block it is", "while it stands", "its household and staff")
        bedrooms = ("ordinary", "what it is like", "while it stands", "its household and staff")
        epc = ("ordinary", "how warm it can be kept", "while it stands", "its household and staff")
        landlord_repairs = ("ordinary", "what is ours to repair", "while it stands", "its household and staff")
        searched = ("ordinary", "to find it", "while it stands", "staff")

    @property
    def about(self) -> About:
        """What the record calls it."""
        return About("homes.home", self.reference)

    def __str__(self) -> str:
        return self.address

    @property
    def address(self) -> str:
        """On one line: Flat 9, Larkfield House, Rose Street, Wexcombe, WX1 2AB."""
        return written(self.line, self.street, self.town, self.postcode)
