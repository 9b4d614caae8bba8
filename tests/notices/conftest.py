"""A sandbox with real processes: broker, worker and beat on the database of this test."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from clinic.services.postgres import Postgres
from tests.notices.workers import Workers


@pytest.fixture
def workers(tmp_path: Path, postgres: Postgres, database: str) -> Iterator[Workers]:
    with Workers(tmp_path, postgres, database) as running:
        yield running
