"""Copy what comes from packages to where we serve it, bind scripts and style into one file each, compile the translations.

Fonts and style parts come from npm packages and are never copied into the repository. Run by `make setup`.
"""

import json
import re
import shutil
import subprocess
from pathlib import Path

import polib

ROOT = Path(__file__).resolve().parent.parent
PACKAGES = ROOT / "node_modules"
STATIC = ROOT / "rondom" / "base" / "static"
VENDOR = STATIC / "vendor"
# What a page asks for. No script may stand in two of them: it would run twice.
BOUND = ("css/rondom.css", "js/rondom.js", "js/board.js")
PAPER_FONTS = ROOT / "rondom" / "base" / "fonts"
WEIGHTS = ("400", "600", "700")
SOURCE_MAP = re.compile(r"/\*# sourceMappingURL=.*?\*/")


def copy_parts(parts: list[str]) -> None:
    """The style parts of the NL Design System, joined into one file."""
    texts = [SOURCE_MAP.sub("", (PACKAGES / part).read_text(encoding="utf-8")).strip() for part in parts]
    (VENDOR / "nlds.css").write_text("\n".join(texts) + "\n", encoding="utf-8")


def copy_web_fonts(wanted: dict[str, list[str]]) -> None:
    """The fonts per script, so that a browser fetches only the scripts that stand on the page."""
    rules = []
    for package, scripts in wanted.items():
        for weight in WEIGHTS:
            sheet = (PACKAGES / package / f"{weight}.css").read_text(encoding="utf-8")
            for script, rule in re.findall(
                r"/\*\s*[\w-]*?-(latin-ext|latin|cyrillic-ext|cyrillic|arabic|ethiopic)-\d+-normal\s*\*/\s*(@font-face\s*{.*?})",
                sheet,
                re.S,
            ):
                if script not in scripts:
                    continue
                name = re.search(r"url\(\./files/([^)]+\.woff2)\)", rule)
                assert name is not None, f"{package} {weight} {script}: no woff2"
                shutil.copyfile(PACKAGES / package / "files" / name[1], VENDOR / name[1])
                rules.append(re.sub(r"src:[^;]+;", f'src: url("{name[1]}") format("woff2");', rule))
    assert rules, "no font rules found"
    (VENDOR / "fonts.css").write_text("\n".join(rules) + "\n", encoding="utf-8")


def bind() -> None:
    """Each in one file: on a first visit a browser waits once for it, not for one script after the other."""
    command = [PACKAGES / ".bin" / "esbuild", *BOUND, "--bundle", "--minify", "--format=esm", "--external:*.woff2"]
    how = ["--entry-names=[name]", f"--outdir={VENDOR}", "--log-level=warning"]
    subprocess.run([*command, *how], cwd=STATIC, check=True)  # noqa: S603


def compile_translations() -> None:
    for catalogue in ROOT.glob("locale/**/*.po"):
        polib.pofile(str(catalogue)).save_as_mofile(str(catalogue.with_suffix(".mo")))


def main() -> None:
    wanted = json.loads((ROOT / "assets.json").read_text(encoding="utf-8"))
    VENDOR.mkdir(parents=True, exist_ok=True)
    PAPER_FONTS.mkdir(parents=True, exist_ok=True)
    copy_parts(wanted["nlds"])
    copy_web_fonts(wanted["web-fonts"])
    bind()
    for font in wanted["paper-fonts"]:
        shutil.copyfile(PACKAGES / font, PAPER_FONTS / Path(font).name)
    compile_translations()


if __name__ == "__main__":
    main()
