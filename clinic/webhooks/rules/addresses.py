"""Where a webhook may go: whole URLs before they are stored, IP addresses before they are used.

A clinic's administrator must not reach the server's own network through us: its database, its
broker, a cloud's metadata service. So a name is looked up once, every address it gives must be a
public one, and the connection goes to an address that was looked at, never to the name.
"""

from collections.abc import Collection
from dataclasses import dataclass
from ipaddress import IPv4Address, IPv6Address, IPv6Network, ip_address
from urllib.parse import urlsplit

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

LONGEST_URL = 500
# Only TLS as it is served to the public; the rest of a public host's ports is nobody's webhook, and
# may be behind a firewall that lets this server through.
PORTS = frozenset({443, 8443})
UNICAST = IPv6Network("2000::/3")
NAT64 = IPv6Network("64:ff9b::/96")
# Names that only a local resolver or the machine itself answers.
LOCAL_ENDINGS = (".localhost", ".local", ".internal", ".intranet", ".lan", ".home.arpa")


class BadUrl(ValueError):
    """This URL cannot be a webhook's. The message is for the person who typed it."""

    def __init__(self, message: Promise) -> None:
        super().__init__(str(message))
        self.message = message


@dataclass(frozen=True)
class Target:
    """A URL taken apart once, so that what was checked is what is connected to."""

    scheme: str
    host: str
    port: int
    path: str
    private: bool

    @property
    def netloc(self) -> str:
        host = f"[{self.host}]" if ":" in self.host else self.host
        usual = {"https": 443, "http": 80}[self.scheme] == self.port
        return host if usual else f"{host}:{self.port}"

    @property
    def origin(self) -> str:
        """What may be shown in a list: the path may hold a password."""
        return f"{self.scheme}://{self.netloc}"


def target_of(url: str, private_hosts: Collection[str]) -> Target:
    """Take a URL apart. `private_hosts` are what the operator allows beyond the public net.

    :raises BadUrl: not a URL that anything may be sent to
    """
    if len(url) > LONGEST_URL or not url.isascii() or not url.isprintable() or " " in url:
        raise BadUrl(_("Write the address with plain letters, without spaces, up to 500 long."))
    try:
        parts = urlsplit(url)
        host, port = (parts.hostname or "").rstrip("."), parts.port
    except ValueError:
        raise BadUrl(_("This is not an address like https://example.org/webhook.")) from None
    if "\\" in url or not host:
        raise BadUrl(_("This is not an address like https://example.org/webhook."))
    if parts.username is not None or parts.password is not None:
        raise BadUrl(_("Leave out the user name and password before the host."))
    if parts.fragment:
        raise BadUrl(_("Leave out what begins with #; it is never sent."))
    private = host in private_hosts
    if parts.scheme != "https" and not (private and parts.scheme == "http"):
        raise BadUrl(_("The address must begin with https://."))
    port = port if port is not None else {"https": 443, "http": 80}[parts.scheme]
    if not private:
        _refuse_inside(host, port)
    path = (parts.path or "/") + (f"?{parts.query}" if parts.query else "")
    return Target(parts.scheme, host, port, path, private)


def _refuse_inside(host: str, port: int) -> None:
    if port not in PORTS:
        raise BadUrl(_("Only the ports 443 and 8443 are allowed."))
    try:
        outside = is_public(ip_address(host))
    except ValueError:
        # A dotted number in another spelling (0x7f.1, 2130706433) ends in a digit; no domain does.
        outside = "." in host and not host.endswith(LOCAL_ENDINGS) and host[-1].isalpha()
    if not outside:
        raise BadUrl(
            _(
                "This address is inside a private network. Whoever runs the server can allow it; "
                "see “Webhooks” in the operator's guide."
            )
        )


def is_public(address: IPv4Address | IPv6Address) -> bool:
    """Say whether an address is one of the public net, also where it wraps another one."""
    if isinstance(address, IPv4Address):
        return address.is_global and not address.is_multicast and not address.is_reserved
    if address in NAT64:
        return is_public(IPv4Address(int(address) & 0xFFFFFFFF))
    # Tunnels of another age (6to4, Teredo) wrap an address that other machines reach differently;
    # one release of Python calls them global and the next does not.
    if address.sixtofour is not None or address.teredo is not None:
        return False
    # Mapped (::ffff:0:0/96), compatible, local, site-local and multicast addresses are outside it.
    return address in UNICAST and address.is_global
