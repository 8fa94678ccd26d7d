"""The peers: installed by their lock beside the project, bundled as for production, and a page for each number of cards."""

import hashlib
import html
import json
import shutil
import subprocess
from pathlib import Path

from servestatic.compress import Compressor

from bench.cards import Card, as_data
from rondom.timeline.layout import LANES

HERE = Path(__file__).resolve().parent / "peers"
BUNDLED = ("vis", "react", "event-calendar")
STYLE = "html,body{margin:0;height:100%;font:14px sans-serif}#timeline{height:100%}"
BARE = """body{margin:0;font:12px/1.3 sans-serif}h2{position:absolute;left:4px;width:110px;margin:0;font-size:12px}
div{position:absolute;box-sizing:border-box;border:1px solid #888;border-radius:5px;padding:4px;overflow:hidden}"""
HEAD = '<!doctype html><html lang="nl"><meta charset="utf-8"><link rel="icon" href="data:,">'
LEFT, DAY, ROW = 120, 0.25, 76  # pixels


def install(into: Path) -> Path:
    """The packages of the lock, in a folder that no test of the house walks through; again only if the lock changed."""
    into.mkdir(parents=True, exist_ok=True)
    lock = hashlib.sha256((HERE / "package-lock.json").read_bytes()).hexdigest()
    stamp = into / ".stamp"
    if not stamp.exists() or stamp.read_text() != lock:
        for name in ("package.json", "package-lock.json", ".npmrc"):
            shutil.copy(HERE / name, into / name)
        subprocess.run(["npm", "ci", "--silent"], cwd=into, check=True)
        stamp.write_text(lock)
    return into


def bundle(packages: Path, static: Path) -> None:
    """One script and one sheet for each, minified, compressed beside the static files of Rondom and served like them."""
    out = static / "bench"
    for name in BUNDLED:
        shutil.copy(HERE / f"{name}.js", packages / f"{name}.js")
    command = ["node_modules/.bin/esbuild", *(f"{name}.js" for name in BUNDLED), "--bundle", "--minify", f"--outdir={out}"]
    command += ["--format=iife", "--target=chrome120", '--define:process.env.NODE_ENV="production"', "--log-level=error"]
    subprocess.run(command, cwd=packages, check=True)
    press = Compressor(quiet=True)
    for path in [each for each in out.iterdir() if each.suffix in {".js", ".css"}]:
        # A name that holds its hash is kept for a year, as ours are.
        named = path.rename(path.with_suffix(f".{hashlib.sha256(path.read_bytes()).hexdigest()[:12]}{path.suffix}"))
        press.compress(named)


def address_of(static: Path, name: str, kind: str) -> str:
    found = next((static / "bench").glob(f"{name}.*.{kind}"), None)
    return f"/static/bench/{found.name}" if found else ""


def page_of(name: str, cards: list[Card], packages: Path, static: Path) -> str:
    """The page of one peer, with the cards in it."""
    if name == "bare":
        return bare(cards)
    data = json.dumps(as_data(cards), ensure_ascii=False).replace("</", "<\\/")
    if name == "markwhen":
        return markwhen(data, packages)
    sheet, script = (address_of(static, name, kind) for kind in ("css", "js"))
    return (
        f'{HEAD}<title>{name}</title><link rel="stylesheet" href="{sheet}"><style>{STYLE}</style><body><div id="timeline"></div>'
        f'<script type="application/json" id="cards">{data}</script><script src="{script}"></script></body></html>'
    )


def markwhen(data: str, packages: Path) -> str:
    """Its package holds one whole page, which draws the state that it finds in itself: so it is published."""
    shutil.copy(HERE / "markwhen.mjs", packages / "markwhen.mjs")
    made = subprocess.run(["node", "markwhen.mjs"], cwd=packages, input=data, capture_output=True, check=True, text=True)
    state = made.stdout.replace("</", "<\\/")
    page = (packages / "node_modules/@markwhen/timeline/dist/index.html").read_text(encoding="utf-8")
    icon = page.replace('href="/favicon.ico"', 'href="data:,"')
    return icon.replace("<script", f"<script>var __markwhen_initial_state = {state}</script><script", 1)


def bare(cards: list[Card]) -> str:
    """The same boxes as plain positioned HTML, with nothing else."""
    top, parts = 0, []
    for lane in LANES:
        own = [each for each in cards if each.lane == lane]
        parts.append(f'<h2 style="top:{top}px">{lane}</h2>')
        parts += [
            f'<div style="left:{LEFT + each.x * DAY:.0f}px;top:{top + each.row * ROW}px;width:{each.width * DAY:.0f}px;'
            f'height:{ROW - 4}px">{html.escape(each.said)}</div>'
            for each in own
        ]
        top += (max((each.row for each in own), default=0) + 1) * ROW
    return f"{HEAD}<title>bare</title><style>{BARE}</style><body>{''.join(parts)}"


def write_pages(folder: Path, packages: Path, static: Path, sizes: dict[int, list[Card]]) -> None:
    folder.mkdir(exist_ok=True)
    for size, cards in sizes.items():
        for name in ("bare", *BUNDLED, "markwhen"):
            (folder / f"{name}-{size}.html").write_text(page_of(name, cards, packages, static), encoding="utf-8")
