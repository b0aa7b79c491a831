"""The engines that the law is asked of many cases on: DuckDB on this machine, Spark beyond it."""

from __future__ import annotations

import os
import shutil
from pathlib import Path
from typing import Any

import ibis

# Ibis would fold every step of the law into one select, by trying each pair: that takes longer than the law itself,
# and writes a step that many others use once for each of them. An engine folds what is worth folding.
ibis.options.sql.fuse_selects = False


class EngineMissing(RuntimeError):
    """The engine asked for is not on this machine; the message says how to get it."""


def duckdb(folder: Path | None = None) -> Any:
    """DuckDB, in memory, spilling to a folder where one is given, and never to the network."""
    connection = ibis.duckdb.connect()
    connection.raw_sql("SET TimeZone = 'UTC'")
    # Rows are numbered when they are read, so their order need not be kept, and memory is saved.
    connection.raw_sql("SET preserve_insertion_order = false")
    connection.raw_sql("SET autoinstall_known_extensions = false")
    if folder is not None:
        connection.raw_sql(f"SET temp_directory = {quoted(str(folder))}")
    return connection


def spark() -> Any:
    """Spark: the cluster that SPARK_REMOTE or spark-defaults names, or this machine."""
    if not shutil.which("java") and not os.environ.get("JAVA_HOME"):
        raise EngineMissing("Spark needs Java 17 or newer, and there is none here. Install a JRE, or use DuckDB.")
    try:
        from pyspark.sql import SparkSession
    except ImportError:
        raise EngineMissing("Spark is not installed. Add it with: pip install 'putright[scale]'") from None
    builder = SparkSession.builder.appName("putright").config("spark.sql.session.timeZone", "UTC")
    if "SPARK_REMOTE" not in os.environ and "SPARK_MASTER" not in os.environ:
        # On one machine Spark would listen on every address it has; keep it to ourselves.
        os.environ.setdefault("SPARK_LOCAL_IP", "127.0.0.1")
        builder = builder.master("local[2]").config("spark.driver.bindAddress", "127.0.0.1")
        builder = builder.config("spark.ui.enabled", "false").config("spark.sql.shuffle.partitions", "4")
    elif master := os.environ.get("SPARK_MASTER"):
        builder = builder.master(master)
    return ibis.pyspark.connect(builder.getOrCreate())


def quoted(text: str) -> str:
    """A text as SQL writes it, whatever quotation marks are in it."""
    return "'" + text.replace("'", "''") + "'"
