"""The same cast as in the room of cases."""

from tests.cases.conftest import (  # noqa: F401
    advocate,
    attorney,
    coordinator,
    harbor,
    stranger,
    supervisor,
)
