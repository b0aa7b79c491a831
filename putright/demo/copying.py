"""Very many new rows at once, by PostgreSQL's COPY: a city's homes in minutes, where saving each would take hours."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from operator import attrgetter
from typing import Any

from django.db import connection, models
from psycopg import sql

# How many numbers are asked for at a time.
AT_A_TIME = 1000


class Numbers:
    """Gives each new row its number before it is kept, so that rows can point to each other before that too."""

    def __init__(self) -> None:
        self._left: dict[type[models.Model], Iterator[int]] = defaultdict(lambda: iter(()))

    def next(self, model: type[models.Model]) -> int:
        """The next number of a table, which the database will give to nobody else."""
        number = next(self._left[model], None)
        if number is None:
            self._left[model] = iter(self._ask(model))
            number = next(self._left[model])
        return number

    def _ask(self, model: type[models.Model]) -> list[int]:
        with connection.cursor() as cursor:
            cursor.execute(
                "SELECT nextval(pg_get_serial_sequence(%s, 'id')) FROM generate_series(1, %s)",
                [model._meta.db_table, AT_A_TIME],
            )
            return [number for (number,) in cursor.fetchall()]


def copy(rows: Iterable[models.Model]) -> None:
    """Keep new rows of any models, each table's in one COPY, in the order in which each model first came."""
    tables: dict[type[models.Model], list[models.Model]] = defaultdict(list)
    for row in rows:
        tables[type(row)].append(row)
    for model, ours in tables.items():
        _copy(model, ours)


def _copy(model: type[models.Model], rows: list[models.Model]) -> None:
    fields = [field for field in model._meta.concrete_fields if _is_ours(field, rows[0])]
    columns = sql.SQL(", ").join([sql.Identifier(str(field.column)) for field in fields])
    into = sql.SQL("COPY {} ({}) FROM STDIN").format(sql.Identifier(model._meta.db_table), columns)
    values = attrgetter(*(field.attname for field in fields))
    with connection.cursor() as cursor, cursor.copy(into) as out:
        for row in rows:
            out.write_row(values(row))


def _is_ours(field: models.Field[Any, Any], row: models.Model) -> bool:
    """Whether we say what is in it; the rest the database works out or fills in itself."""
    return not field.generated and not hasattr(getattr(row, field.attname), "resolve_expression")
