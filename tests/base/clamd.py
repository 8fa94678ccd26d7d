"""A clamd of a few lines that speaks INSTREAM on a real socket, and finds the test virus that every scanner knows."""

import socket
import struct
import threading
from contextlib import contextmanager

# The file that stands for a virus everywhere and does nothing; in two parts, so that no scanner takes this test away.
EICAR = rb"X5O!P%@AP[4\PZX54(P^)7CC)7}$EICAR-STANDARD-" + rb"ANTIVIRUS-TEST-FILE!$H+H*"


class Scanner(threading.Thread):
    """Listens until it is told to stop. What it heard stands in `heard`."""

    def __init__(self, line: socket.socket, answer: bytes | None = None, *, hangs: bool = False) -> None:
        super().__init__(daemon=True)
        self.line, self.answer, self.hangs, self.heard = line, answer, hangs, list[bytes]()

    def run(self) -> None:
        while True:
            try:
                caller, _address = self.line.accept()
            except OSError:
                return
            with caller, caller.makefile("rb") as said:
                if said.read(10) != b"zINSTREAM\0":
                    caller.sendall(b"UNKNOWN COMMAND\0")
                    continue
                content = b""
                while size := struct.unpack(">I", said.read(4))[0]:
                    content += said.read(size)
                self.heard.append(content)
                if not self.hangs:
                    caller.sendall((self.answer or self.found(content)) + b"\0")

    def found(self, content: bytes) -> bytes:
        return b"stream: Eicar-Test-Signature FOUND" if EICAR in content else b"stream: OK"


@contextmanager
def scanner(kind: int = socket.AF_INET, path: str = "", answer: bytes | None = None, *, hangs: bool = False):
    with socket.socket(kind) as line:
        line.bind(path if kind == socket.AF_UNIX else ("127.0.0.1", 0))
        line.listen()
        listening = Scanner(line, answer, hangs=hangs)
        listening.start()
        where = path or f"127.0.0.1:{line.getsockname()[1]}"
        yield where, listening
        line.shutdown(socket.SHUT_RDWR)
