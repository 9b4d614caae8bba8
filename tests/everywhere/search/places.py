"""Where something may come to lie in clear: each place can be searched, and sown with canaries."""

import gzip
import subprocess
import tempfile
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from email.message import EmailMessage
from pathlib import Path
from typing import Any
from urllib.parse import quote

import psycopg
import redis

from clinic.services.roles import BACKUP, DATABASE, OWNER, SUPERUSER
from clinic.services.stack import Stack
from tests.browser.papers import pdf
from tests.everywhere.search.looking import Search, paths_below, read
from tests.everywhere.search.spelling import SPELLINGS

# Folders of test runs and of the browsers that read the pages.
NOT_OURS = ("pytest-", "playwright", ".org.chromium", "org.chromium")


@dataclass(frozen=True)
class Place:
    """`sow` writes words in clear, each spelled as its name says; `look` says what lies there."""

    look: Callable[[Search], set[str]]
    sow: Callable[[Mapping[str, str]], None]


def bytes_of(how: str, word: str) -> bytes:
    """Return the word as a careless program would leave it."""
    if how == "pdf":
        return pdf(word)
    if how == "gzip":
        return gzip.compress(word.encode())
    if how == "mail, base64":
        return mail(word, "base64")
    if how == "mail, quoted-printable":
        return mail(word, "quoted-printable")
    return SPELLINGS[how](word)


HOWS = (*SPELLINGS, "pdf", "gzip", "mail, base64", "mail, quoted-printable")


def mail(word: str, encoding: str) -> bytes:
    message = EmailMessage()
    message.set_content(f"{'A long line before it. ' * 3}{word} and after", cte=encoding)
    return bytes(message)


class Places:
    """The places of a running stack."""

    def __init__(self, stack: Stack, before: set[str]) -> None:
        """`before`: names that the shared temporary folder held when the run began."""
        self.stack, self.before = stack, before

    def all(self) -> dict[str, Place]:
        stack = self.stack
        folders = {
            "logs": stack.logs,
            "mailbox": stack.mailbox,
            "files": stack.files,
            "temporary files": stack.temporary,
        }
        return {
            "dump": Place(lambda search: search.in_bytes(self.dump()), self.sow_table),
            "data folder": Place(self.in_data_folder, lambda words: None),  # sown with the dump's
            "broker and cache": Place(
                lambda search: search.in_bytes(self.valkey()), self.sow_valkey
            ),
            "what the broker wrote": Place(
                lambda search: search.in_folder(stack.valkey.home), lambda words: None
            ),
            "server logs": Place(
                lambda search: search.in_bytes(stack.postgres.log.read_bytes()), self.sow_server_log
            ),
            "addresses": Place(
                lambda search: search.in_bytes((stack.logs / "web.log").read_bytes()), self.sow_urls
            ),
            "shared temporary folder": Place(self.in_shared_temporary, self.sow_shared),
            **{name: folder_place(folder) for name, folder in folders.items()},
        }

    # --- PostgreSQL -----------------------------------------------------------------------------

    def dump(self) -> bytes:
        """Return a plain dump, made by the role that makes the backups."""
        postgres = self.stack.postgres
        command = [str(postgres.bin / "pg_dump"), "--inserts", "--dbname", postgres.url(BACKUP)]
        made = subprocess.run(command, capture_output=True)
        assert made.returncode == 0, made.stderr.decode()
        return made.stdout

    def in_data_folder(self, search: Search) -> set[str]:
        """Look into tables, indexes and write-ahead log as they lie on the disk."""
        with psycopg.connect(self.stack.postgres.url(SUPERUSER), autocommit=True) as connection:
            connection.execute("CHECKPOINT")
        return search.in_folder(self.stack.postgres.data)

    def sow_table(self, words: Mapping[str, str]) -> None:
        with psycopg.connect(self.stack.postgres.url(OWNER, DATABASE)) as connection:
            connection.execute("CREATE TABLE canary (id serial, said text, raw bytea)")
            for how, word in words.items():
                raw = bytes_of(how, word)
                said = raw.decode() if raw.isascii() or how == "utf-8" else None
                connection.execute("INSERT INTO canary (said, raw) VALUES (%s, %s)", (said, raw))

    def sow_server_log(self, words: Mapping[str, str]) -> None:
        append(self.stack.postgres.log, words)

    # --- Valkey ---------------------------------------------------------------------------------

    def valkey(self) -> bytes:
        """Return every key and value, and what a snapshot would hold."""
        with redis.Redis.from_url(self.stack.valkey.url()) as client:
            client.config_set("rdbcompression", "no")
            client.save()
            parts = [part for key in client.scan_iter("*") for part in (key, contents(client, key))]
        return b"\n".join(parts)

    def sow_valkey(self, words: Mapping[str, str]) -> None:
        with redis.Redis.from_url(self.stack.valkey.url()) as client:
            for number, (how, word) in enumerate(words.items()):
                raw = bytes_of(how, word)
                match number % 4:
                    case 0:
                        client.set(f"canary:{number}", raw)
                    case 1:
                        client.lpush(f"canary:{number}", raw)
                    case 2:
                        client.hset(f"canary:{number}", "field", raw)
                    case _:
                        client.set(raw, "in the key")

    # --- what HTTP and the machine leave --------------------------------------------------------

    def sow_urls(self, words: Mapping[str, str]) -> None:
        """Ask the real server for addresses that carry a word, as a wrong link would."""
        for word in words.values():
            with suppress(urllib.error.HTTPError):  # there is no such page; the log has its address
                urllib.request.urlopen(f"{self.stack.base_url}/{quote(word)}/")  # noqa: S310

    def in_shared_temporary(self, search: Search) -> set[str]:
        """Look at what appeared in the folder all programs share, but at no tests' own folders."""
        made = [
            path
            for path in Path(tempfile.gettempdir()).iterdir()
            if path.name not in self.before and not path.name.startswith(NOT_OURS)
        ]
        inside = [file for path in made for file in (path, *paths_below(path))]
        content = [str(path).encode() + b"\n" + read(path) for path in inside]
        return search.in_bytes(b"\n\n".join(content))

    def sow_shared(self, words: Mapping[str, str]) -> None:
        with tempfile.NamedTemporaryFile(prefix="alcove-canary-", delete=False) as file:
            pass
        append(Path(file.name), words)

    @contextmanager
    def cleaning(self) -> Iterator[None]:
        """Take the canaries out of the folder that is not ours."""
        yield
        for path in Path(tempfile.gettempdir()).glob("alcove-canary-*"):
            path.unlink()


def contents(client: "redis.Redis", key: bytes) -> bytes:
    """Return the value of a key of any type."""
    read: dict[bytes, Callable[[], Any]] = {
        b"string": lambda: [client.get(key)],
        b"list": lambda: client.lrange(key, 0, -1),
        b"hash": lambda: [part for pair in client.hgetall(key).items() for part in pair],
        b"set": lambda: client.smembers(key),
        b"zset": lambda: client.zrange(key, 0, -1),
        b"none": list,  # it ran out meanwhile
    }
    kind: Any = client.type(key)
    return b"\n".join(read[kind]())


def folder_place(folder: Path) -> Place:
    def sow(words: Mapping[str, str]) -> None:
        for number, (how, word) in enumerate(words.items()):
            (folder / f"canary-{number}").write_bytes(bytes_of(how, word))

    return Place(lambda search: search.in_folder(folder), sow)


def append(path: Path, words: Mapping[str, str]) -> None:
    with path.open("ab") as file:
        for how, word in words.items():
            file.write(b"\n" + bytes_of(how, word) + b"\n")
