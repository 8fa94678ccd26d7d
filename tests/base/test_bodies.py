"""Slow and endless senders wait outside: no thread waits with them, and nothing of what they send is kept."""

import socket
import threading
import time
from contextlib import contextmanager

import pytest
import uvicorn
from a2wsgi import WSGIMiddleware

from config.asgi import THREADS, application
from config.bodies import LARGEST, whole_bodies


@contextmanager
def served(app):
    """The port of a real server on this machine."""
    server = uvicorn.Server(uvicorn.Config(app, port=0, log_level="error", lifespan="off", timeout_graceful_shutdown=1))
    with socket.socket() as door:
        door.bind(("127.0.0.1", 0))
        thread = threading.Thread(target=server.run, kwargs={"sockets": [door]}, daemon=True)
        thread.start()
        while not server.started:
            time.sleep(0.01)
        yield door.getsockname()[1]
        server.should_exit = True
        thread.join(10)


def begun(port: int, head: str, body: bytes = b"") -> socket.socket:
    line = socket.create_connection(("127.0.0.1", port), timeout=10)
    line.sendall(head.replace("\n", "\r\n").encode() + b"\r\n\r\n" + body)
    return line


def heard(line: socket.socket) -> str:
    """All that the server says until it hangs up."""
    parts = []
    while part := line.recv(65536):
        parts.append(part)
    return b"".join(parts).decode()


def echo(environ, start_response):
    said = environ["wsgi.input"].read()
    start_response("200 OK", [("Content-Type", "text/plain")])
    return [f"{len(said)} bytes".encode()]


def is_open(line: socket.socket) -> bool:
    """Whether the server neither answered nor hung up."""
    line.setblocking(False)
    try:
        line.recv(1, socket.MSG_PEEK)
    except BlockingIOError:
        return True
    return False


@pytest.fixture(scope="module")
def port():
    with served(whole_bodies(WSGIMiddleware(echo, workers=2), seconds=1)) as found:
        yield found


POST = "POST /taal/ HTTP/1.1\nHost: localhost\nContent-Type: application/x-www-form-urlencoded\nConnection: close\n"


def test_more_half_senders_than_threads_do_not_stop_the_house():
    with served(application) as port:
        half = [begun(port, f"{POST}Content-Length: 1000", b"language=") for _each in range(3 * THREADS)]
        time.sleep(0.3)

        answer = heard(begun(port, "GET /binnenkomen/ HTTP/1.1\nHost: localhost\nConnection: close"))

        assert " 200 " in answer.splitlines()[0]
        assert all(is_open(line) for line in half), "it answered while they still sent"
        for line in half:
            line.close()


def test_who_takes_too_long_hears_so(port):
    answer = heard(begun(port, f"{POST}Content-Length: 1000", b"language="))

    assert " 408 " in answer.splitlines()[0]
    assert "duurde te lang" in answer


def test_a_body_comes_through_whole_also_in_pieces(port):
    line = begun(port, f"{POST}Content-Length: 300000", b"x" * 100_000)
    time.sleep(0.2)
    line.sendall(b"x" * 200_000)

    assert "300000 bytes" in heard(line)


def test_a_body_in_chunks_comes_through_whole(port):
    assert "8 bytes" in heard(begun(port, f"{POST}Transfer-Encoding: chunked", b"5\r\nhallo\r\n3\r\ndag\r\n0\r\n\r\n"))


def test_sixty_megabytes_are_refused_before_they_are_sent(port):
    answer = heard(begun(port, f"{POST}Content-Length: 60000000"))

    assert " 413 " in answer.splitlines()[0]
    assert "te groot" in answer


def test_a_file_that_is_a_little_too_large_is_heard_out_and_gets_its_answer(port):
    size = LARGEST + 200_000

    assert "te groot" in heard(begun(port, f"{POST}Content-Length: {size}", b"x" * size))


def test_chunks_without_end_are_refused(port):
    line = begun(port, f"{POST}Transfer-Encoding: chunked")
    with pytest.raises(OSError):  # noqa: PT011 — reset or broken pipe, as the network has it
        for _chunk in range(4000):
            line.sendall(b"2710\r\n" + b"x" * 10_000 + b"\r\n")


def test_who_hangs_up_halfway_leaves_no_trace(port):
    begun(port, f"{POST}Content-Length: 1000", b"language=").close()

    assert "2 bytes" in heard(begun(port, f"{POST}Content-Length: 2", b"ja"))


def test_an_address_with_strange_bytes_is_a_refusal_and_no_fault(port):
    line = socket.create_connection(("127.0.0.1", port), timeout=10)
    line.sendall(b"GET /?van=\xff\xfe HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n")

    assert " 400 " in heard(line).splitlines()[0]
