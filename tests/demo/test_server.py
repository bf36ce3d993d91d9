"""HTTP as a crawler meets it: connections, redirects, counting, and the faults a test can order."""

from __future__ import annotations

import gzip
import http.client
import signal
import socket
import subprocess
import sys
import time

import pytest

from quwa_archive.demo import SampleServer, SampleSite
from tests.demo.conftest import get


def test_one_connection_answers_many_requests(server: SampleServer) -> None:
    connection = http.client.HTTPConnection("127.0.0.1", server.port, timeout=10)
    for path in ("/robots.txt", "/nowhere/", "/wp-json/", server.site.case("origin").path):
        connection.request("GET", path)
        response = connection.getresponse()
        assert len(response.read()) == int(response.headers["Content-Length"])
    connection.close()


def test_pipelined_requests_are_answered_in_order(server: SampleServer) -> None:
    with socket.create_connection(("127.0.0.1", server.port), timeout=10) as raw:
        raw.sendall(
            b"GET /wp-json/ HTTP/1.1\r\nHost: x\r\n\r\nGET /robots.txt HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n"
        )
        received = b"".join(iter(lambda: raw.recv(65536), b""))
    assert received.count(b"HTTP/1.1 200 OK") == 2
    assert received.index(b"gmt_offset") < received.index(b"User-agent")


def test_head_has_the_headers_and_no_body(server: SampleServer) -> None:
    path = server.site.case("nested").path
    got = get(server, path, method="HEAD")
    assert (got.status, got.body) == (200, b"")
    assert int(got.headers["content-length"]) > 50_000


def test_posts_name_their_id_in_link_headers(server: SampleServer) -> None:
    post = server.site.case("origin")
    link = get(server, post.path).headers["link"]
    assert f"{server.base_url}?p={post.id}>; rel=shortlink" in link


def test_addresses_without_slash_and_short_links_redirect(server: SampleServer) -> None:
    post = server.site.case("origin")
    for path in (post.path.rstrip("/"), f"/?p={post.id}"):
        got = get(server, path)
        assert (got.status, got.headers["location"]) == (301, server.base_url + post.path[1:])
    assert get(server, "/?p=999999").status == 404
    assert get(server, "/nothing-here/").status == 404
    assert get(server, "/nothing-here").status == 404


def test_nothing_can_be_posted(server: SampleServer) -> None:
    assert get(server, "/wp-comments-post.php", method="POST").status == 405
    assert server.count("/wp-comments-post.php", "POST") == 1


def test_requests_are_counted_with_their_query(fresh: SampleServer) -> None:
    get(fresh, "/feed/?paged=1")
    get(fresh, "/feed/?paged=1")
    get(fresh, "/robots.txt", method="HEAD")
    assert fresh.requests == {("GET", "/feed/?paged=1"): 2, ("HEAD", "/robots.txt"): 1}


def test_a_site_in_a_folder_keeps_to_it() -> None:
    site = SampleSite(articles=1, cases=("origin",), base_path="/news")
    with SampleServer(site) as server:
        assert server.base_url.endswith("/news/")
        path = site.case("origin").path
        assert get(server, path).status == 404
        got = get(server, f"/news{path}")
        assert got.tree.cssselect("link[rel=canonical]")[0].get("href") == server.base_url + path[1:]


def test_bodies_are_gzipped_when_asked_for() -> None:
    with SampleServer(SampleSite(articles=1, cases=("origin",)), compress=True) as server:
        plain = get(server, "/robots.txt")
        zipped = get(server, "/robots.txt", headers={"Accept-Encoding": "gzip, deflate"})
        assert zipped.headers["content-encoding"] == "gzip"
        assert gzip.decompress(zipped.body) == plain.body


def test_a_status_fault_ends_after_its_times(fresh: SampleServer) -> None:
    path = fresh.site.case("nested").path
    fault = fresh.fault(path, 503, times=2, retry_after="7")
    assert [get(fresh, path).status for _ in range(3)] == [503, 503, 200]
    assert fault.met == 2
    fresh.fault("/defence-analysis/*", 410)
    assert get(fresh, path).status == 410
    assert get(fresh, "/robots.txt").status == 200
    fresh.clear_faults()
    assert get(fresh, path).status == 200


def test_503_asks_to_wait(fresh: SampleServer) -> None:
    fresh.fault("*", 503, times=1)
    assert get(fresh, "/").headers["retry-after"] == "1"


def test_a_truncated_answer_promises_more_than_it_brings(fresh: SampleServer) -> None:
    fresh.fault("*", "truncate", times=1)
    with pytest.raises(http.client.IncompleteRead):
        get(fresh, fresh.site.case("nested").path)


def test_a_block_page_is_no_article(fresh: SampleServer) -> None:
    fresh.fault("*", "block_page", times=1)
    got = get(fresh, fresh.site.case("nested").path)
    assert got.status == 200
    assert "Checking your browser" in got.text


def test_a_slow_answer_comes_after_all(fresh: SampleServer) -> None:
    fresh.fault("*", "slow", times=1, seconds=0.2)
    before = time.monotonic()
    assert get(fresh, "/robots.txt").status == 200
    assert time.monotonic() - before >= 0.2


def test_a_dropped_connection_is_reset(fresh: SampleServer) -> None:
    fresh.fault("*", "drop", times=1)
    with pytest.raises(ConnectionResetError):
        get(fresh, "/robots.txt")
    assert get(fresh, "/robots.txt").status == 200


def test_a_process_of_its_own_serves_until_it_is_interrupted() -> None:
    program = (
        "from quwa_archive.demo import SampleSite, run_forever\n"
        "run_forever(SampleSite(articles=1, cases=('origin',)), 0, lambda url: print(url, flush=True))\n"
    )
    process = subprocess.Popen([sys.executable, "-c", program], stdout=subprocess.PIPE, text=True)
    assert process.stdout is not None
    try:
        url = process.stdout.readline().strip()
        connection = http.client.HTTPConnection(url.split("/")[2], timeout=10)
        connection.request("GET", "/robots.txt")
        assert connection.getresponse().status == 200
        connection.close()
        process.send_signal(signal.SIGINT)
        assert process.wait(10) == 0
    finally:
        process.kill()
        process.stdout.close()
