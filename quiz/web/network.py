"""The network that a request comes from, by which failed requests are counted."""

import re
from ipaddress import IPv6Address, ip_address, ip_network

from flask import request

ONE_HOME = 64
"""The bits of an IPv6 address that name a home's or an office's network (RFC 4291, 2.5.4). A
device there may use any address of it, so a limit on single addresses would limit nobody."""
WITH_PORT = re.compile(r"\[(?P<six>[^\]]+)\](:\d+)?|(?P<four>[\d.]+):\d+")
"""Some proxies forward the port, too; each request has another one."""


def network() -> str:
    """The IPv4 address, or the network of the IPv6 address, that this request comes from."""
    given = request.remote_addr or ""
    if found := WITH_PORT.fullmatch(given):
        given = found["six"] or found["four"]
    try:
        address = ip_address(given.partition("%")[0])
    except ValueError:
        return given
    if isinstance(address, IPv6Address):
        if address.ipv4_mapped:
            return str(address.ipv4_mapped)
        return str(ip_network((address, ONE_HOME), strict=False))
    return str(address)
