"""Serves a sample site over HTTP/1.1 on loopback: in a thread for tests, or as a process of its own.

Keep-alive and pipelining, HEAD, exact ``Content-Length``; no TLS, no chunks, no request bodies.  One event
loop answers everything, so that a test's changes and the pages never overlap (the site has a lock).
"""

from __future__ import annotations

import asyncio
import gc
import gzip
import signal
import socket
import threading
from collections import Counter
from collections.abc import Callable
from types import TracebackType

from quwa_archive.demo.faults import BLOCK_PAGE, Fault, Faults, Kind
from quwa_archive.demo.routes import HTML, Response, Router
from quwa_archive.demo.site import SampleSite

_REASONS = {
    200: "OK", 301: "Moved Permanently", 304: "Not Modified", 400: "Bad Request", 401: "Unauthorized",
    403: "Forbidden", 404: "Not Found", 405: "Method Not Allowed", 410: "Gone", 429: "Too Many Requests",
    500: "Internal Server Error", 503: "Service Unavailable",
}  # fmt: skip
_HEAD_LIMIT = 65_536


class SampleServer:
    """A sample site at an address of this machine's loopback interface.

    ``with SampleServer(site) as server: server.base_url`` runs it in a thread.  ``requests`` counts every
    request by (method, path with query), answered or not.
    """

    def __init__(
        self, site: SampleSite, port: int = 0, *, host: str = "127.0.0.1", compress: bool = False
    ) -> None:
        """``port`` 0: any free one.  ``compress``: gzip bodies for clients that accept it."""
        self.site = site
        self.requests: Counter[tuple[str, str]] = Counter()
        self.faults = Faults()
        self.compress = compress
        self._socket = socket.create_server((host, port), backlog=512)
        self._socket.setsockopt(
            socket.SOL_SOCKET, socket.SO_SNDBUF, 1_000_000
        )  # a page goes out in one write
        self.port: int = self._socket.getsockname()[1]
        self.base_url = f"http://{host}:{self.port}{site.options.base_path.rstrip('/')}/"
        self.router = Router(site, self.base_url)
        self._loop: asyncio.AbstractEventLoop | None = None
        self._thread: threading.Thread | None = None
        self._stopping: asyncio.Event | None = None

    def start(self) -> SampleServer:
        """Serve in a thread; returns when requests are answered."""
        ready = threading.Event()
        self._thread = threading.Thread(
            target=asyncio.run, args=(self.run(ready.set),), name=f"sample site {self.port}", daemon=True
        )
        self._thread.start()
        if not ready.wait(10):
            raise RuntimeError("the sample site did not start within 10 seconds")
        return self

    def stop(self) -> None:
        """Stop serving and close every connection."""
        if self._loop is not None:
            self._loop.call_soon_threadsafe(self.end)
        if self._thread is not None:
            self._thread.join(10)
        self._socket.close()

    def end(self) -> None:
        """Let ``run`` come to its end; to be called from its event loop."""
        if self._stopping is not None:
            self._stopping.set()

    def __enter__(self) -> SampleServer:
        return self.start()

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.stop()

    async def run(self, ready: Callable[[], object]) -> None:
        """Serve until ``stop`` is called; ``ready`` is called when requests are answered."""
        self._loop = asyncio.get_running_loop()
        self._stopping = asyncio.Event()
        connections: set[_Connection] = set()
        server = await self._loop.create_server(lambda: _Connection(self, connections), sock=self._socket)
        ready()
        await self._stopping.wait()
        server.close()
        for connection in list(connections):
            connection.abort()

    def fault(
        self,
        pattern: str,
        kind: Kind,
        times: int | None = None,
        *,
        seconds: float = 1.0,
        retry_after: str | None = None,
    ) -> Fault:
        """Let the next ``times`` requests (``None``: all) for ``pattern`` meet a fault; see ``faults.Fault``."""
        if kind == 503 and retry_after is None:
            retry_after = "1"
        return self.faults.add(Fault(pattern, kind, times, seconds, retry_after))

    def clear_faults(self) -> None:
        """No faults from now on."""
        self.faults.clear()

    def count(self, path: str, method: str = "GET") -> int:
        """How often ``path`` (with query) was asked for."""
        return self.requests[method, path]


def serve(site: SampleSite, port: int = 0) -> SampleServer:
    """Start serving ``site`` in a thread; the caller stops it."""
    return SampleServer(site, port).start()


def run_forever(site: SampleSite, port: int, ready: Callable[[str], object] | None = None) -> None:
    """Serve ``site`` in this process until SIGINT or SIGTERM; ``ready`` is told the base URL."""

    async def main() -> None:
        server = SampleServer(site, port)
        loop = asyncio.get_running_loop()
        for number in (signal.SIGINT, signal.SIGTERM):
            loop.add_signal_handler(number, server.end)
        await server.run(lambda: ready and ready(server.base_url))

    gc.collect()
    gc.freeze()  # twenty thousand cards stay as they are: collections need not look at them again
    gc.set_threshold(20_000, 20, 20)  # a page makes some five hundred objects; collect every forty pages
    asyncio.run(main())


class _Connection(asyncio.Protocol):
    """One client; its requests are answered in their order, also while an answer waits."""

    def __init__(self, server: SampleServer, connections: set[_Connection]) -> None:
        self._server = server
        self._connections = connections
        self._received = b""
        self._transport: asyncio.Transport | None = None
        self._waiting = False

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        assert isinstance(transport, asyncio.Transport)  # what create_server makes
        transport.set_write_buffer_limits(high=4_000_000)
        self._transport = transport
        self._connections.add(self)

    def connection_lost(self, _error: Exception | None) -> None:
        self._transport = None
        self._connections.discard(self)

    def abort(self) -> None:
        if self._transport is not None:
            self._transport.abort()

    def data_received(self, data: bytes) -> None:
        self._received += data
        self._answer_received()

    def _answer_received(self) -> None:
        while self._transport is not None and not self._waiting:
            head, end, rest = self._received.partition(b"\r\n\r\n")
            if not end:
                if len(head) > _HEAD_LIMIT:
                    self.abort()
                return
            self._received = rest
            self._answer(head.decode("latin-1"))

    def _answer(self, head: str) -> None:
        request_line, *lines = head.split("\r\n")
        try:
            method, target, version = request_line.split(" ")
        except ValueError:
            self._send(Response(400), "GET", keep=False)
            return
        headers = {
            name.lower(): value.strip() for name, _, value in (header.partition(":") for header in lines)
        }
        target = target.partition("#")[0]
        if target.startswith("http://"):
            target = "/" + target.partition("://")[2].partition("/")[2]
        self._server.requests[method, target] += 1
        keep = headers.get("connection", "").lower() != "close" and version != "HTTP/1.0"
        if method not in ("GET", "HEAD"):
            self._send(Response(405, [("Allow", "GET, HEAD")]), method, keep=False)
            return
        fault = self._server.faults.meeting(target)
        if fault is None:
            self._send(self._response(target, headers), method, keep)
        else:
            self._meet(fault, target, headers, method, keep)

    def _response(self, target: str, headers: dict[str, str]) -> Response:
        response = self._server.router.answer(target, headers)
        if self._server.compress and response.body and "gzip" in headers.get("accept-encoding", ""):
            response.body = [gzip.compress(b"".join(response.body), compresslevel=1, mtime=0)]
            response.headers += [("Content-Encoding", "gzip"), ("Vary", "Accept-Encoding")]
        return response

    def _meet(self, fault: Fault, target: str, headers: dict[str, str], method: str, keep: bool) -> None:
        if isinstance(fault.kind, int):
            more = [("Retry-After", fault.retry_after)] if fault.retry_after else []
            body = f"<!DOCTYPE html><title>{fault.kind}</title><p>Status {fault.kind}.</p>\n"
            self._send(Response(fault.kind, [("Content-Type", HTML), *more], [body.encode()]), method, keep)
        elif fault.kind == "block_page":
            self._send(Response(200, [("Content-Type", HTML)], [BLOCK_PAGE.encode()]), method, keep)
        elif fault.kind == "truncate":
            self._send(self._response(target, headers), method, keep=False, share=0.5)
        elif fault.kind == "slow":
            self._waiting = True
            asyncio.get_running_loop().call_later(fault.seconds, self._resume, target, headers, method, keep)
        else:
            self._reset()

    def _resume(self, target: str, headers: dict[str, str], method: str, keep: bool) -> None:
        self._waiting = False
        self._send(self._response(target, headers), method, keep)
        self._answer_received()

    def _reset(self) -> None:
        """Close so that the client sees a reset, not an end."""
        if self._transport is not None:
            raw = self._transport.get_extra_info("socket")
            raw.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, b"\x01\x00\x00\x00\x00\x00\x00\x00")
            self._transport.abort()

    def _send(self, response: Response, method: str, keep: bool, share: float = 1.0) -> None:
        """Write the response; ``share`` of the body is really sent."""
        if self._transport is None:
            return
        status = response.status
        length = sum(map(len, response.body))
        lines = [f"HTTP/1.1 {status} {_REASONS.get(status, 'Status')}", "Server: sample-site"]
        lines.extend(f"{name}: {value}" for name, value in response.headers)
        if status != 304:
            lines.append(f"Content-Length: {length}")
        lines.append(f"Connection: {'keep-alive' if keep else 'close'}")
        pieces = [("\r\n".join(lines) + "\r\n\r\n").encode("latin-1")]
        if method != "HEAD" and status != 304:
            pieces.extend(response.body if share == 1.0 else [b"".join(response.body)[: int(length * share)]])
        self._transport.write(b"".join(pieces))
        if not keep:
            self._transport.close()
