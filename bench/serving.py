"""Pages a second with thirty streams open, for two shapes of serving, on the database of the surroundings.

`threads`: Django's WSGI application on a fixed pool of threads, as `config.asgi` serves. `asgi`: Django's own ASGI
application. The page asks the database three questions; the streams are idle ASGI routes on the same port.
"""

import asyncio
import os
import re
import shutil
import subprocess
import sys
import tempfile
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
STREAMS = 30
SECONDS = 5


def served(shape: str) -> float:
    """Requests a second as wrk counts them, with the streams open all the while."""
    port = 8790 + (shape == "asgi")
    with tempfile.TemporaryDirectory() as var:
        shutil.copytree(ROOT / "var" / "static", Path(var) / "static")
        surroundings = {**os.environ, "RONDOM_VAR": var, "BENCH_SHAPE": shape, "DJANGO_SETTINGS_MODULE": "config.settings"}
        subprocess.run([sys.executable, "manage.py", "migrate", "-v0"], cwd=ROOT, env=surroundings, check=True)
        command = [sys.executable, "-m", "uvicorn", "bench.shapes:application", "--port", str(port)]
        command += ["--no-access-log", "--log-level", "warning", "--timeout-graceful-shutdown", "1"]
        with subprocess.Popen(command, cwd=ROOT, env=surroundings) as server:
            try:
                time.sleep(3)
                return asyncio.run(measured(port))
            finally:
                server.terminate()


async def measured(port: int) -> float:
    streams = [await asyncio.open_connection("127.0.0.1", port) for _stream in range(STREAMS)]
    for _reader, writer in streams:
        writer.write(b"GET /bench/stream HTTP/1.1\r\nHost: localhost\r\n\r\n")
        await writer.drain()
    wrk = await asyncio.create_subprocess_exec(
        "wrk", "-t1", "-c20", f"-d{SECONDS}s", f"http://127.0.0.1:{port}/bench/page", stdout=asyncio.subprocess.PIPE
    )
    out, _errors = await wrk.communicate()
    for _reader, writer in streams:
        writer.close()
    text = out.decode()
    refused = re.search(r"Non-2xx or 3xx responses: (\d+)", text)
    rate = re.search(r"Requests/sec:\s+([\d.]+)", text)
    assert rate is not None, text
    if refused:
        sys.stdout.write(f"  {refused[1]} answers were refusals\n")
    return float(rate[1])
