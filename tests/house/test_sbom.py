"""The bill of materials names every package that a lock names, with its version and the hash of what may be installed."""

import base64
import json
import re
from importlib.metadata import distributions

import pytest
from django.conf import settings

from tools.sbom import bill, main

ROOT = settings.ROOT


@pytest.fixture(scope="module")
def parts() -> dict[str, dict]:
    return {each["purl"]: each for each in bill()["components"]}


def locked(name: str) -> dict[str, set[str]]:
    """What stands in a lock, read in another way than the tool reads it."""
    whole = (ROOT / "requirements" / name).read_text(encoding="utf-8").replace("\\\n", " ")
    found = {}
    for line in whole.splitlines():
        if line and not line.startswith("#"):
            what = line.split(";")[0].split()[0].split("[")[0].lower()
            found[what] = set(re.findall(r"sha256:([0-9a-f]{64})", line))
    return found


@pytest.mark.parametrize("name", ["base.txt", "dev.txt", "uv.txt"])
def test_every_locked_package_of_python_is_in_it_with_all_its_hashes(parts, name):
    wanted = locked(name)

    assert len(wanted) >= (1 if name == "uv.txt" else 20)
    for what, hashes in wanted.items():
        package, _is, version = what.partition("==")
        made = parts[f"pkg:pypi/{package.replace('_', '-')}@{version}"]
        assert {each["content"] for each in made["hashes"]} == hashes != set(), what
        assert made["scope"] == ("required" if what in locked("base.txt") else "excluded"), what


def test_every_locked_package_of_the_pages_is_in_it(parts):
    lock = json.loads((ROOT / "package-lock.json").read_text(encoding="utf-8"))["packages"]
    wanted = {where: about for where, about in lock.items() if where}

    assert len(wanted) > 20
    for where, about in wanted.items():
        name = where.rpartition("node_modules/")[2].replace("@", "%40")
        made = parts[f"pkg:npm/{name}@{about['version']}"]
        (kept,) = made["hashes"]
        assert base64.b64encode(bytes.fromhex(kept["content"])).decode() == about["integrity"].removeprefix("sha512-")
        assert made["licenses"], where


def test_what_runs_here_is_what_is_in_it(parts):
    """Nothing that is installed beside us was left out."""
    here = {f"{each.metadata['Name'].lower().replace('_', '-')}@{each.version}" for each in distributions()}
    named = {purl.removeprefix("pkg:pypi/").rpartition("@")[0].replace(".", "-") for purl in parts if "pypi" in purl}
    with_python = {"pip", "setuptools", "wheel", "rondom"}

    assert {each for each in here if each.rpartition("@")[0].replace(".", "-") not in named | with_python} == set()


def test_it_is_of_the_form_that_machines_read_and_is_written_beside_a_release(capsys):
    made = bill()
    refs = [each["bom-ref"] for each in made["components"]]

    assert (made["bomFormat"], made["specVersion"]) == ("CycloneDX", "1.6")
    assert re.fullmatch(r"urn:uuid:[0-9a-f]{8}-[0-9a-f]{4}-5[0-9a-f-]{21}", made["serialNumber"])
    assert made["serialNumber"] == bill()["serialNumber"], "of the same locks it is the same bill"
    assert len(refs) == len(set(refs))
    assert set(made["dependencies"][0]["dependsOn"]) < set(refs)
    main()
    kept = ROOT / capsys.readouterr().out.split(":")[0]
    assert json.loads(kept.read_text(encoding="utf-8"))["components"] == made["components"]
