"""Reads a landlord's history, CSV or Parquet, in batches of text, with the number of every row kept."""

from __future__ import annotations

import codecs
import csv
import io
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.csv as arrow_csv
import pyarrow.parquet as parquet

from putright.insight.replay import CannotRead

BLOCK = 32 * 1024 * 1024
LONGEST_ROW_SHOWN = 200
DELIMITERS = {",": "comma", ";": "semicolon", "\t": "tab"}


@dataclass
class Refused:
    """A row that could not be taken in: its number (the heading is row 1), the column, what was there, and why."""

    row: int
    column: str
    value: str
    reason: str


@dataclass
class Source:
    """A file of history: its columns by our names, and its rows as text."""

    path: Path
    columns: list[str]
    batches: Callable[[], Iterator[pa.Table]]
    # Rows turned back since the last batch was taken; whoever takes a batch empties it.
    refused: list[Refused] = field(default_factory=list)


def open_history(path: Path) -> Source:
    """Open a history, by what is in the file and not by what it is called.

    Each batch is a table of text with a column `row`: its number, counted as a spreadsheet counts.
    """
    if not path.is_file():
        raise CannotRead(f"{path} is not a file. Give a CSV or a Parquet file.")
    try:
        size = path.stat().st_size
        with path.open("rb") as file:
            start = file.read(8)
    except OSError as error:
        raise CannotRead(f"{path} cannot be opened: {error.strerror}.") from None
    if not size:
        raise CannotRead(f"{path} is empty. There is nothing in it to replay.")
    if start[:4] == b"PAR1":
        return _open_parquet(path)
    if start[:4] == b"PK\x03\x04" or start == b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1":
        raise CannotRead(f"{path} is an Excel workbook. In Excel choose Save As, “CSV UTF-8”, and give us that file.")
    _refuse_other_encodings(path, start)
    return _open_csv(path)


def _refuse_other_encodings(path: Path, start: bytes) -> None:
    """We do not guess at letters: a wrong guess would change a name or a reference without a sound."""
    how = "In Excel choose Save As, “CSV UTF-8”, and give us that file."
    if start[:2] in (b"\xff\xfe", b"\xfe\xff"):
        raise CannotRead(f"{path} is written in UTF-16. {how}")
    decoder, line = codecs.getincrementaldecoder("utf-8")(), 1
    with path.open("rb") as file:
        while block := file.read(BLOCK):
            if b"\0" in block:
                row = line + block[: block.index(b"\0")].count(b"\n")
                raise CannotRead(f"{path} has a NUL byte on line {row}, so it is not a text file. {how}")
            try:
                decoder.decode(block)
            except UnicodeDecodeError as error:
                row = line + error.object[: error.start].count(b"\n")
                raise CannotRead(f"{path} is not written in UTF-8: see line {row}. {how}") from None
            line += block.count(b"\n")
        try:
            decoder.decode(b"", final=True)
        except UnicodeDecodeError:
            raise CannotRead(f"{path} is cut off in the middle of a letter, on line {line}. Copy it again.") from None


def _open_csv(path: Path) -> Source:
    with path.open(encoding="utf-8-sig", newline="") as file:
        first = file.readline(1_000_000)
    delimiter = max(DELIMITERS, key=first.count)
    try:
        heading = next(csv.reader(io.StringIO(first), delimiter=delimiter, strict=True), [])
    except csv.Error as error:
        raise CannotRead(f"The first line of {path} is not a heading we can read: {error}.") from None
    columns = _named(path, heading)
    source = Source(path, columns, lambda: iter(()))

    def batches() -> Iterator[pa.Table]:
        source.refused.clear()
        turned_back: set[int] = set()

        def refuse(row: Any) -> str:
            # Arrow counts rows from the first line of the file when it is read on one thread.
            turned_back.add(row.number)
            reason = f"The row has {row.actual_columns} columns and the heading has {row.expected_columns}."
            if "\n" in row.text:
                reason += " It runs over several lines: a quotation mark in it may not be closed."
            source.refused.append(Refused(row.number, "", row.text[:LONGEST_ROW_SHOWN], reason))
            return "skip"

        try:
            reader = arrow_csv.open_csv(
                path,
                read_options=arrow_csv.ReadOptions(
                    use_threads=False, block_size=BLOCK, column_names=columns, skip_rows=1
                ),
                parse_options=arrow_csv.ParseOptions(
                    delimiter=delimiter,
                    newlines_in_values=True,
                    ignore_empty_lines=False,
                    invalid_row_handler=refuse,
                ),
                convert_options=arrow_csv.ConvertOptions(
                    column_types={name: pa.string() for name in columns}, strings_can_be_null=False
                ),
            )
            number = 2
            for batch in reader:
                numbers, number = _numbers(batch.num_rows, number, turned_back)
                yield pa.Table.from_batches([batch]).append_column("row", numbers)
        except pa.ArrowInvalid as error:
            if "Empty CSV" in str(error):
                return
            why = "one row is longer than 32 MB" if "straddl" in str(error) else str(error)
            raise CannotRead(f"{path} cannot be read as {DELIMITERS[delimiter]}-separated rows: {why}.") from None

    source.batches = batches
    return source


def _numbers(count: int, number: int, turned_back: set[int]) -> tuple[pa.Array, int]:
    """The numbers of the rows in a batch, passing over those that were turned back."""
    if not any(number <= refused < number + count + len(turned_back) for refused in turned_back):
        return pa.array(range(number, number + count), pa.int64()), number + count
    numbers: list[int] = []
    while len(numbers) < count:
        if number not in turned_back:
            numbers.append(number)
        number += 1
    turned_back.intersection_update([refused for refused in turned_back if refused >= number])
    return pa.array(numbers, pa.int64()), number


def _open_parquet(path: Path) -> Source:
    try:
        file = parquet.ParquetFile(path)
    except pa.ArrowInvalid as error:
        raise CannotRead(f"{path} is a Parquet file that is damaged or cut short: {error}") from None
    columns = _named(path, file.schema_arrow.names)

    def batches() -> Iterator[pa.Table]:
        number = 1
        for batch in file.iter_batches(batch_size=500_000):
            table = pa.Table.from_batches([batch]).rename_columns(columns)
            rows = pa.array(range(number, number + table.num_rows), pa.int64())
            texts = [_as_text(path, name, table[name]) for name in columns]
            yield pa.table([*texts, rows], names=[*columns, "row"])
            number += table.num_rows

    return Source(path, columns, batches)


def _as_text(path: Path, name: str, column: pa.ChunkedArray) -> pa.ChunkedArray:
    kind = column.type
    if pa.types.is_dictionary(kind):
        column = column.cast(kind.value_type)
    if pa.types.is_timestamp(kind) and kind.tz:
        # A moment with a zone is written out in UTC, so that its zone is not lost.
        column = column.cast(pa.timestamp("s", "UTC"), safe=False)
    elif pa.types.is_timestamp(kind):
        column = column.cast(pa.timestamp("s"), safe=False)
    try:
        return column.cast(pa.string()).fill_null("")
    except (pa.ArrowNotImplementedError, pa.ArrowInvalid):
        raise CannotRead(f"The column {name} of {path} holds {kind}, which is not text, a date or yes or no.") from None


def _named(path: Path, heading: list[str]) -> list[str]:
    """Our names for the columns: “Aware at” and “aware_at” are one name."""
    columns = ["_".join(name.strip().lower().replace("-", " ").replace("_", " ").split()) for name in heading]
    twice = sorted({name for name in columns if columns.count(name) > 1})
    if twice:
        raise CannotRead(f"{path} has more than one column called {', '.join(name or 'nothing' for name in twice)}.")
    if "row" in columns:
        raise CannotRead(f"{path} has a column called row, which we number ourselves. Call it something else.")
    return columns
