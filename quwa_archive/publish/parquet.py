"""Parquet: typed columns, instants as `timestamp[ms, UTC]`; the same rows give the same bytes."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from pathlib import Path
from typing import Any

from quwa_archive.errors import StorageError, UsageError
from quwa_archive.store.tables import Column, Table

try:
    import pyarrow as pa
    import pyarrow.parquet as pq
except ImportError:  # an extra: the archive itself does not need it
    pa = pq = None


class ParquetWriter:
    """Writes one row group a batch, compressed with zstd."""

    def __init__(self, path: Path, table: Table) -> None:
        if pa is None:
            raise UsageError(
                "Parquet needs pyarrow: pip install 'quwa-archive[parquet]', or use --format csv"
            )
        self._table = table
        self._schema = pa.schema([_field(column) for column in table.columns])
        self._writer = pq.ParquetWriter(path, self._schema, compression="zstd", version="2.6")

    def write(self, rows: Sequence[Sequence[Any]]) -> None:
        """Adds rows as one row group."""
        columns = list(zip(*rows, strict=True))
        arrays = [
            pa.array(self._values(column, values), type=field.type)
            for column, values, field in zip(self._table.columns, columns, self._schema, strict=True)
        ]
        self._writer.write_table(pa.Table.from_arrays(arrays, schema=self._schema), row_group_size=len(rows))

    def _values(self, column: Column, values: Sequence[Any]) -> Sequence[Any]:
        if not column.is_instant:
            return values
        try:
            return [None if value is None else datetime.fromisoformat(value) for value in values]
        except ValueError as error:
            raise StorageError(
                f"{self._table.name}.{column.name} holds what is no instant: {error}"
            ) from None

    def close(self) -> None:
        """Writes the footer and closes the file."""
        self._writer.close()


def _field(column: Column) -> Any:
    if column.is_instant:
        kind = pa.timestamp("ms", tz="UTC")
    else:
        kind = {"INTEGER": pa.int64(), "REAL": pa.float64(), "TEXT": pa.string()}[column.type]
    return pa.field(column.name, kind, nullable=not column.required)
