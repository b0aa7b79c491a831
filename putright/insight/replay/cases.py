"""Turns the rows of a history into cases the law can be asked about, and turns back what cannot be.

Every row that comes in goes out again once: as a case, or in the rejects with its row, column and
reason. Words are read in Python, once for each different word; rows are joined to what they mean.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import asdict
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as parquet

from putright.insight.engines import quoted
from putright.insight.replay import CannotRead
from putright.insight.replay.dates import read_days, read_time
from putright.insight.replay.reading import Source
from putright.law.facts import MOMENT, YES_OR_NO, Fact, facts_of_area
from putright.law.hazard_types import hazard_types

YES, NO = {"yes", "y", "true", "1"}, {"no", "n", "false", "0"}
# A date, then perhaps a time: 18/12/2025 16:40, 2025-12-18T16:40:00Z, 18 Dec 2025 4pm.
SPLIT = r"(?s)^\s*(.*?)(?:(?:\s+|T)(\d{1,2}(?:[:.]\d{2}.*|\s*[AaPp][Mm].*))?)?\s*$"
# A letter, a figure or a sign that can be seen: not a space of any kind, nor a mark that shows nothing.
SOMETHING = r"[^\s\p{Z}\p{Cc}\p{Cf}]"
# Two references that look the same are the same.
BARE_REFERENCE = r"regexp_replace(regexp_replace(b.reference, '\p{Cf}', '', 'g'), '^[\s\p{Z}]+|[\s\p{Z}]+$', '', 'g')"
REJECTS = pa.schema([("row", pa.int64()), ("column", pa.string()), ("value", pa.string()), ("reason", pa.string())])


class Cases:
    """The cases of a history, written to Parquet as they are read, and what was turned back."""

    def __init__(self, connection: Any, area: str, source: Source, folder: Path) -> None:
        self.connection, self.area, self.source = connection, area, source
        self.facts = facts_of_area(area)
        self.path, self.rejects = folder / "cases.parquet", folder / "rejects.parquet"
        self.rows = self.taken = 0
        self.is_exact = True
        known = {"reference", *self.facts}
        self.unread = [name for name in source.columns if name not in known]
        missing = [name for name in ("reference", *self._required()) if name not in source.columns]
        if missing:
            raise CannotRead(
                f"{source.path} has no column called {', '.join(missing)}. Its columns are "
                f"{', '.join(name or '(nothing)' for name in source.columns[:20])}. "
                "`putright replay --template` prints the heading that is wanted."
            )

    def _required(self) -> list[str]:
        return [fact.name for fact in self.facts.values() if fact.required]

    def take_in(self, progress: Callable[[int], None]) -> None:
        """Read every row; afterwards `rows` is `taken` and turned back together, or there is a fault in us."""
        here = [name for name in self.source.columns if name in self.facts]
        kinds: dict[str, pa.DataType] = {"row": pa.int64(), "reference": pa.string()}
        for name in here:
            kind = self.facts[name].kind
            kinds[name] = {MOMENT: pa.int64(), YES_OR_NO: pa.bool_()}.get(kind, pa.string())
            if kind == MOMENT:
                kinds[f"{name}__latest"] = pa.int64()
        schema = pa.schema(list(kinds.items()))
        with parquet.ParquetWriter(self.rejects, REJECTS, compression="zstd") as rejects:
            with parquet.ParquetWriter(self.path, schema, compression="zstd") as cases:
                for batch in self.source.batches():
                    self.rows += batch.num_rows
                    read, refused = self._read(batch, here)
                    cases.write_table(read.select(schema.names).cast(schema))
                    rejects.write_table(refused.cast(REJECTS))
                    self._write_unread(rejects)
                    self.taken += read.num_rows
                    progress(self.rows)
            self._write_unread(rejects)
            rejects.write_table(self._turn_back_doubles().cast(REJECTS))

    def _write_unread(self, rejects: parquet.ParquetWriter) -> None:
        """Rows that were not even rows are written down as they come, and not kept in memory."""
        unread = [asdict(row) for row in self.source.refused]
        self.source.refused.clear()
        rejects.write_table(pa.Table.from_pylist(unread, schema=REJECTS))
        self.rows += len(unread)

    def _run(self, query: str) -> list[tuple[Any, ...]]:
        """Run a statement to its end."""
        return list(self.connection.con.execute(query).fetchall())

    def _turn_back_doubles(self) -> pa.Table:
        """A reference is one case: the first row that has it is kept, and any later one is turned back."""
        run, cases = self._run, quoted(str(self.path))
        doubled = self.connection.con.sql(
            f"SELECT row, 'reference' AS column, reference AS value, "
            f"'The reference is already on row ' || first || '.' AS reason FROM (SELECT row, reference, "
            f"min(row) OVER (PARTITION BY reference) AS first FROM {cases} WHERE reference IN "
            f"(SELECT reference FROM {cases} GROUP BY reference HAVING count(*) > 1)) WHERE row > first"
        ).to_arrow_table()
        if doubled.num_rows:
            kept = self.path.with_name("kept.parquet")
            self.connection.con.register("doubled", doubled)
            run(
                f"COPY (SELECT * FROM {cases} WHERE row NOT IN (SELECT row FROM doubled)) "
                f"TO {quoted(str(kept))} (FORMAT parquet, COMPRESSION zstd)"
            )
            kept.replace(self.path)
            self.taken -= doubled.num_rows
        return doubled

    def _read(self, batch: pa.Table, here: list[str]) -> tuple[pa.Table, pa.Table]:
        """The cases of one batch, and every reason for turning a row of it back."""
        run = self._run
        self.connection.con.register("batch", batch)
        selected, joins = ["b.row", f"{BARE_REFERENCE} AS reference"], []
        problems = [_problem("reference", "b.reference", f"{BARE_REFERENCE} = ''", "'The reference is missing.'")]
        for number, name in enumerate(here):
            fact = self.facts[name]
            if fact.required:
                says = quoted(f"It is missing. {fact.says}")
                problems.append(_problem(name, f"b.{name}", f"NOT regexp_matches(b.{name}, '{SOMETHING}')", says))
            if fact.kind == MOMENT:
                self._learn_moments(name, number)
                joins.append(f"LEFT JOIN days_{number} d{number} ON d{number}.text = s.{name}.day")
                joins.append(f"LEFT JOIN times_{number} t{number} ON t{number}.text = s.{name}.time")
                selected += _moment(name, number)
                problems += _moment_problems(name, number)
            else:
                self._learn_words(name, number, fact)
                joins.append(f"LEFT JOIN words_{number} w{number} ON w{number}.text = b.{name}")
                selected.append(f"w{number}.value AS {name}")
                problems.append(_problem(name, f"b.{name}", f"w{number}.problem IS NOT NULL", f"w{number}.problem"))
        moments = [name for name in here if self.facts[name].kind == MOMENT]
        split = [f"regexp_extract(b.{name}, '{SPLIT}', ['day', 'time']) AS {name}" for name in moments]
        run(
            f"CREATE OR REPLACE TEMP TABLE read AS WITH s AS (SELECT {', '.join(['b.row', *split])} FROM batch b) "
            f"SELECT {', '.join(selected)}, list_filter([{', '.join(problems)}], lambda p: p IS NOT NULL) AS problems "
            f"FROM batch b JOIN s USING (row) {' '.join(joins)}"
        )
        for fact in (self.facts[name] for name in here if self.facts[name].after in here):
            run(
                f"UPDATE read SET problems = list_append(problems, {_too_early(fact)}) "
                f"WHERE {fact.name}__latest < {fact.after}"
            )
        refused = self.connection.con.sql(
            'SELECT row, p."column" AS column, p.value AS value, p.reason AS reason '
            "FROM (SELECT row, unnest(problems) AS p FROM read) ORDER BY row"
        ).to_arrow_table()
        read = self.connection.con.sql("SELECT * EXCLUDE (problems) FROM read WHERE len(problems) = 0").to_arrow_table()
        self.connection.con.unregister("batch")
        if self.is_exact and moments:
            inexact = " OR ".join(f"{name} <> {name}__latest" for name in moments)
            self.is_exact = not run(f"SELECT count(*) FROM read WHERE {inexact}")[0][0]
        return read, refused

    def _learn_moments(self, name: str, number: int) -> None:
        split = f"SELECT regexp_extract({name}, '{SPLIT}', ['day', 'time']) AS s FROM batch"
        for part, reads, table in (("day", read_days, "days"), ("time", read_time, "times")):
            query = f"SELECT DISTINCT s.{part} FROM ({split}) WHERE s.{part} <> ''"
            texts = [text for (text,) in self.connection.con.execute(query).fetchall()]
            rows = [{"text": text, **asdict(reads(text))} for text in texts]
            whole = {key: pa.int64() for key in ("begins", "ends", "day", "seconds", "offset")}
            keys = ("begins", "ends", "day") if part == "day" else ("seconds", "offset")
            kinds = {"text": pa.string(), **{key: whole[key] for key in keys}, "problem": pa.string()}
            self.connection.con.register(f"{table}_{number}", pa.Table.from_pylist(rows, schema=pa.schema(kinds)))

    def _learn_words(self, name: str, number: int, fact: Fact) -> None:
        query = f"SELECT DISTINCT {name} FROM batch WHERE regexp_matches({name}, '{SOMETHING}')"
        texts = [text for (text,) in self.connection.con.execute(query).fetchall()]
        rows = [dict(zip(("text", "value", "problem"), (text, *read_word(text, fact)))) for text in texts]
        value = pa.bool_() if fact.kind == YES_OR_NO else pa.string()
        schema = pa.schema({"text": pa.string(), "value": value, "problem": pa.string()})
        self.connection.con.register(f"words_{number}", pa.Table.from_pylist(rows, schema=schema))


def read_word(text: str, fact: Fact) -> tuple[str | bool | None, str | None]:
    """What a word means for a fact, or what is wrong with it."""
    word = " ".join(text.lower().replace("_", " ").split())
    if fact.kind == YES_OR_NO:
        if word in YES | NO:
            return word in YES, None
        return None, f"“{text[:60]}” is neither yes nor no."
    choices = {choice.replace("_", " "): choice for choice in fact.choices}
    if fact.name == "hazard":
        choices |= {kind.name.lower(): kind.slug for kind in hazard_types().values()}
    if word in choices:
        return choices[word], None
    return None, f"“{text[:60]}” is not one of: {', '.join(fact.choices)}."


def _moment(name: str, number: int) -> list[str]:
    """The first and the last second that a written moment can mean.

    On the two days a year when the clocks change, a London day is an hour short or long; the hour
    that happens twice can mean either.
    """
    d, t = f"d{number}", f"t{number}"
    utc = f"{d}.day * 86400 + {t}.seconds - {t}.offset"
    length = f"({d}.ends - {d}.begins)"
    clock = f"{d}.begins + {t}.seconds"
    earliest = (
        f"CASE WHEN {t}.seconds IS NULL THEN {d}.begins WHEN {t}.offset IS NOT NULL THEN {utc} "
        f"WHEN {length} = 82800 AND {t}.seconds >= 3600 THEN {clock} - 3600 "
        f"WHEN {length} = 90000 AND {t}.seconds >= 7200 THEN {clock} + 3600 ELSE {clock} END"
    )
    latest = (
        f"CASE WHEN {t}.seconds IS NULL THEN {d}.ends - 1 WHEN {t}.offset IS NOT NULL THEN {utc} "
        f"WHEN {length} = 82800 AND {t}.seconds >= 3600 THEN {clock} - 3600 "
        f"WHEN {length} = 90000 AND {t}.seconds >= 3600 THEN {clock} + 3600 ELSE {clock} END"
    )
    return [f"{earliest} AS {name}", f"{latest} AS {name}__latest"]


def _moment_problems(name: str, number: int) -> list[str]:
    d, t, value = f"d{number}", f"t{number}", f"b.{name}"
    unread = f"s.{name}.day = '' AND s.{name}.time = '' AND regexp_matches({value}, '{SOMETHING}')"
    skipped = f"{d}.ends - {d}.begins = 82800 AND {t}.offset IS NULL AND {t}.seconds BETWEEN 3600 AND 7199"
    return [
        _problem(name, value, unread, "'It is not a date we can read.'"),
        _problem(name, value, f"{d}.problem IS NOT NULL", f"{d}.problem"),
        _problem(name, value, f"{t}.problem IS NOT NULL", f"{t}.problem"),
        _problem(name, value, f"{t}.seconds IS NOT NULL AND {d}.day IS NULL AND {d}.problem IS NULL",
                 "'There is a time and no day.'"),
        _problem(name, value, skipped, "'That hour never happened in London: the clocks went forward over it.'"),
    ]  # fmt: skip


def _problem(column: str, value: str, when: str, reason: str) -> str:
    return f"CASE WHEN {when} THEN {{'column': '{column}', 'value': left({value}, 200), 'reason': {reason}}} END"


def _too_early(fact: Fact) -> str:
    reason = quoted(f"It is before {fact.after}. One of the two is wrong.")
    value = f"strftime(make_timestamp({fact.name} * 1000000), '%Y-%m-%d %H:%M UTC')"
    return f"{{'column': '{fact.name}', 'value': {value}, 'reason': {reason}}}"
