"""Of which parts a release is made: `make sbom` writes var/rondom-VERSION.cdx.json (CycloneDX 1.6), read from the locks alone.

A part has a version, a hash of each file in which it may come, and whether it runs where people use Rondom or only where it is
built. Nothing is asked of a registry.
"""

import base64
import json
import re
import sys
import tomllib
from datetime import UTC, datetime
from pathlib import Path
from typing import Any
from urllib.parse import quote
from uuid import NAMESPACE_URL, uuid5

ROOT = Path(__file__).resolve().parent.parent
ALGORITHMS = {"sha256": "SHA-256", "sha512": "SHA-512", "sha1": "SHA-1"}
NAMED = re.compile(r"^([A-Za-z0-9][A-Za-z0-9._-]*)(?:\[[^\]]*\])?==([^\s;\\]+)")
HASHED = re.compile(r"--hash=(\w+):([0-9a-f]+)")


def python_parts(lock: Path, *, scope: str) -> list[dict[str, Any]]:
    """Each package of a file with requirements, with the hashes below it."""
    found: list[dict[str, Any]] = []
    for line in lock.read_text(encoding="utf-8").splitlines():
        if named := NAMED.match(line):
            name, version = named[1].lower().replace("_", "-"), named[2]
            found.append(part(f"pkg:pypi/{name}@{version}", name, version, scope))
        for algorithm, content in HASHED.findall(line):
            found[-1]["hashes"].append({"alg": ALGORITHMS[algorithm], "content": content})
    return found


def script_parts(lock: Path) -> list[dict[str, Any]]:
    """Each package of package-lock.json; fonts and style are laid in the release, what is only for building is not."""
    found = []
    for where, about in json.loads(lock.read_text(encoding="utf-8"))["packages"].items():
        if not where:
            continue
        name = where.rpartition("node_modules/")[2]
        scope = "excluded" if about.get("dev") else "optional" if about.get("optional") else "required"
        made = part(f"pkg:npm/{quote(name, safe='/')}@{about['version']}", name, about["version"], scope)
        for each in about.get("integrity", "").split():
            algorithm, _dash, content = each.partition("-")
            made["hashes"].append({"alg": ALGORITHMS[algorithm], "content": base64.b64decode(content).hex()})
        if licence := about.get("license"):
            made["licenses"] = [{"expression": licence}]
        found.append(made)
    return found


def part(purl: str, name: str, version: str, scope: str) -> dict[str, Any]:
    return {"type": "library", "bom-ref": purl, "name": name, "version": version, "scope": scope, "purl": purl, "hashes": []}


def bill(root: Path = ROOT) -> dict[str, Any]:
    about = tomllib.loads((root / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    running = python_parts(root / "requirements" / "base.txt", scope="required")
    known = {each["purl"] for each in running}
    building = [
        each
        for name in ("dev.txt", "uv.txt")
        for each in python_parts(root / "requirements" / name, scope="excluded")
        if each["purl"] not in known
    ]
    parts = {each["purl"]: each for each in [*building, *running, *script_parts(root / "package-lock.json")]}
    whole = sorted(parts.values(), key=lambda each: str(each["purl"]))
    ours = f"rondom@{about['version']}"
    return {
        "$schema": "http://cyclonedx.org/schema/bom-1.6.schema.json",
        "bomFormat": "CycloneDX",
        "specVersion": "1.6",
        "serialNumber": f"urn:uuid:{uuid5(NAMESPACE_URL, json.dumps(whole))}",
        "version": 1,
        "metadata": {
            "timestamp": datetime.now(UTC).strftime("%Y-%m-%dT%H:%M:%SZ"),
            "component": {
                "type": "application",
                "bom-ref": ours,
                "name": about["name"],
                "version": about["version"],
                "description": about["description"],
                "licenses": [{"expression": about["license"]}],
            },
        },
        "components": whole,
        "dependencies": [{"ref": ours, "dependsOn": [each["bom-ref"] for each in whole if each["scope"] != "excluded"]}],
    }


def main() -> None:
    made = bill()
    kept = ROOT / "var" / f"rondom-{made['metadata']['component']['version']}.cdx.json"
    kept.parent.mkdir(exist_ok=True)
    kept.write_text(json.dumps(made, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")
    sys.stdout.write(f"{kept.relative_to(ROOT)}: {len(made['components'])} onderdelen\n")


if __name__ == "__main__":
    main()
