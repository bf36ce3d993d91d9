"""Refuses every network connection but loopback. Loaded by pytest, and by each process that the tests start."""

import os
import socket
import sys

if os.environ.get("QUWA_TESTS_LEAVE_OUT_PANDAS"):
    # sqlite-utils imports it where it is installed, at 0.2 s for each of the many commands that the tests start.
    sys.modules["pandas"] = None  # type: ignore[assignment]

_connect = socket.socket.connect
_connect_ex = socket.socket.connect_ex
_getaddrinfo = socket.getaddrinfo


class NetworkForbidden(RuntimeError):
    """A test tried to leave this machine."""


def _check(address: object) -> None:
    host = address[0] if isinstance(address, tuple) else None
    if host is not None and not (str(host).startswith("127.") or host in ("::1", "localhost")):
        raise NetworkForbidden(f"tests may only talk to loopback, not to {host}")


def connect(self: socket.socket, address: object) -> None:
    _check(address)
    _connect(self, address)  # type: ignore[arg-type]


def connect_ex(self: socket.socket, address: object) -> int:
    _check(address)
    return _connect_ex(self, address)  # type: ignore[arg-type]


def getaddrinfo(host: object, *args: object, **kwargs: object) -> object:
    if host is not None:
        _check((host,))
    return _getaddrinfo(host, *args, **kwargs)  # type: ignore[arg-type]


socket.socket.connect = connect  # type: ignore[method-assign,assignment]
socket.socket.connect_ex = connect_ex  # type: ignore[method-assign,assignment]
socket.getaddrinfo = getaddrinfo  # type: ignore[assignment]
