"""Do the database and the broker answer? Asked by whoever watches over the processes."""

from typing import Any

import psycopg
import redis
from django.conf import settings
from django.db import connection

SECONDS = 2


def database_answers() -> bool:
    """Ask on a connection of its own: the pooled one would wait as long as the network does."""
    parameters: dict[str, Any] = {
        name: value
        for name, value in connection.get_connection_params().items()
        if name in {"dbname", "user", "password", "host", "port", "sslmode", "sslrootcert"}
    }
    options = f"-c statement_timeout={SECONDS * 1000}"
    try:
        with psycopg.connect(**parameters, connect_timeout=SECONDS, options=options) as asked:
            return asked.execute("SELECT 1").fetchone() == (1,)
    except psycopg.Error:
        return False


def broker_answers() -> bool:
    try:
        with redis.Redis.from_url(
            settings.REDIS_URL, socket_connect_timeout=SECONDS, socket_timeout=SECONDS
        ) as broker:
            return bool(broker.ping())
    except (redis.RedisError, OSError):
        return False
