"""The house itself: doors first, only actions write, every field classified, no tail."""

import ast
import inspect
import re
import shutil
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import pytest
from django.apps import apps
from django.conf import settings

from rondom.base.actions import ACTIONS
from rondom.base.scope import Outside
from rondom.base.seal import SealedField
from rondom.cards.models import Card
from rondom.children.models import Place, Role, Voice
from rondom.children.rights import Right
from rondom.people.models import Function

ROOT = settings.ROOT
MODULES = [path for path in (ROOT / "rondom").rglob("*.py") if "migrations" not in path.parts]
OURS = [path for top in ("rondom", "config", "tests", "tools", "bench") for path in (ROOT / top).rglob("*") if path.is_file()]
DOORS = {"open_dossier", "open_desk", "open_welcome", "open_caseload", "open_safety", "open_shelf", "open_cases"}
DOORS |= {"open_wall", "open_seat", "open_doorway"}
DOORS |= {"open_by_link"}
DOORS |= {"open_team", "open_teams"}
DOORS |= {"open_wave"}
DOORS |= {"open_school"}
# Open to everyone by their nature: they say nothing of any child. `home` reads only the reader's own children.
PUBLIC = {"people.sign_in", "people.at_home", "people.at_work", "people.to_work", "people.from_work", "people.by_code"}
PUBLIC |= {"people.code", "people.by_password", "people.by_passkey", "people.passkey_question", "people.invitation"}
PUBLIC |= {"people.card", "people.sign_out", "people.language", "people.clock", "people.go_on", "home.home", "home.demo"}
PUBLIC |= {"home.security_txt_file", "home.report_weakness"}
PUBLIC |= {"mydata.privacy", "meetings.join_code"}
# One's own keys and visits: behind sign-in, and they know a person and no child.
OWN = {"people.second", "people.confirm", "people.access", "people.passkey", "people.passkey_to_make", "people.app"}
OWN |= {"people.spare_codes", "people.remove_factor", "people.password", "people.drop_password", "people.address"}
OWN |= {"people.address_code", "people.paper_card", "people.revoke_card", "people.end_visit", "people.end_others"}
# Parts of those views that have the request in their hands.
OWN |= {f"people.{name}" for name in ("enter", "ways_in", "too_many", "shown", "way_back", "keep_this_visit", "asked")}
OWN |= {"people.too_many_here", "people.note_shown"}
OWN |= {"people.same_person_again", "people.not_vouched_for"}
WRITES = {"create", "bulk_create", "save", "update", "bulk_update", "delete", "get_or_create", "update_or_create"}
# `update` and `save` of a dictionary, a session or the record itself are no writes of the field.
# The door itself notes that somebody looks, as it notes that it was opened.
# A picture that is drawn anew is saved into memory.
MAY_WRITE = {"actions.py", "record.py", "letters.py", "demo.py", "looks.py", "reseal.py", "pictures.py", "document.py"}


def is_one_of(path: Path, names: set[str]) -> bool:
    """A module of a kind, or a part of the package that it grew into."""
    return path.name in names or f"{path.parent.name}.py" in names


def functions(path: Path):
    tree = ast.parse(path.read_text(encoding="utf-8"))
    return [node for node in ast.walk(tree) if isinstance(node, ast.FunctionDef)]


def calls_in(node) -> set[str]:
    return {call.func.id for call in ast.walk(node) if isinstance(call, ast.Call) and isinstance(call.func, ast.Name)}


def views_without_a_door(source: str, app: str) -> set[str]:
    tree = ast.parse(source)
    found = set()
    for node in tree.body:
        if isinstance(node, ast.FunctionDef) and any(argument.arg == "request" for argument in node.args.args):
            name = f"{app}.{node.name}"
            # Who holds a dossier or a desk was let in already.
            holds = {argument.arg for argument in node.args.args} & {"dossier", "desk", "folder", "room", "seat"}
            if name not in PUBLIC and not holds and not calls_in(node) & DOORS:
                found.add(name)
    return found


def writes_in(source: str) -> list[int]:
    lines = []
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr in WRITES:
            text = ast.unparse(node.func.value)
            if "objects" in text or node.func.attr in {"save", "delete", "bulk_create", "get_or_create", "update_or_create"}:
                lines.append(node.lineno)
    return lines


def test_every_view_goes_through_a_door():
    for path in (ROOT / "rondom").rglob("*.py"):
        app = path.relative_to(ROOT / "rondom").parts[0]
        if is_one_of(path, {"views.py"}) and app != "base":
            assert views_without_a_door(path.read_text(encoding="utf-8"), app) - OWN == set()


def test_a_planted_view_without_a_door_is_found():
    assert views_without_a_door("def peek(request, child_id):\n    return Child.objects.get(pk=child_id)", "cards") == {
        "cards.peek"
    }


def test_only_actions_write():
    wrong = {
        str(path.relative_to(ROOT)): writes_in(path.read_text(encoding="utf-8"))
        for path in MODULES
        if not is_one_of(path, MAY_WRITE)
    }
    assert {name: lines for name, lines in wrong.items() if lines} == {}


def test_a_planted_write_is_found():
    assert writes_in("def view(request):\n    Card.objects.create(kind='help')") == [2]


def test_every_action_has_its_own_event():
    events = [each.event for each in ACTIONS]

    assert len(events) == len(set(events))
    assert all(re.fullmatch(r"[a-z]+\.[a-z_]+", event) for event in events)


def test_every_field_is_classified():
    for model in apps.get_models():
        if not model.__module__.startswith("rondom."):
            continue
        fields = {field.name for field in model._meta.fields}
        privacy = model.Privacy
        assert privacy.personal | privacy.plain == fields, model._meta.label
        assert not privacy.personal & privacy.plain, model._meta.label
        assert privacy.keep, model._meta.label


def test_personal_text_stands_in_the_fields_that_are_sealed():
    plain_text = {
        f"{model._meta.label}.{field.name}"
        for model in apps.get_models()
        if model.__module__.startswith("rondom.")
        for field in model._meta.fields
        if field.name in model.Privacy.personal and field.get_internal_type() == "TextField"
        if not isinstance(field, SealedField)
    }
    assert plain_text == set()


@pytest.mark.parametrize(
    "path", [path for path in OURS if path.suffix in {".py", ".js", ".css", ".html", ".typ", ".sh"}], ids=lambda path: path.name
)
def test_no_file_has_a_tail(path):
    if "vendor" in path.parts or "migrations" in path.parts:
        return
    lines = path.read_text(encoding="utf-8").count("\n")

    assert lines <= (200 if path.suffix == ".html" else 400)
    if path.suffix == ".py":
        assert all(node.end_lineno - node.lineno < 50 for node in functions(path))


def test_no_registry_host_and_no_path_of_a_machine_stands_in_a_file():
    words = ["py" + "pi.org", "npm" + "js", "python" + "hosted", "/" + "root/", "/work" + "/"]
    names = ["requirements", "tools", "docs", ".ci"]
    files = [path for name in names for path in (ROOT / name).rglob("*") if path.is_file()]
    files += [ROOT / name for name in ("package-lock.json", "package.json", ".npmrc", "Makefile", "README.md", "pyproject.toml")]
    files += [path for path in OURS if path.suffix in {".py", ".html", ".js", ".css", ".json"} and "vendor" not in path.parts]

    found = [
        (path.name, word)
        for path in files
        if path.suffix not in {".png", ".jpg"}
        for word in words
        if word in path.read_text("utf-8")
    ]

    assert found == []


def test_third_party_code_comes_from_packages():
    ignored = (ROOT / ".gitignore").read_text(encoding="utf-8")

    assert "rondom/base/static/vendor/" in ignored
    assert not [path for path in OURS if ".min." in path.name and "vendor" not in path.parts]


def test_templates_have_no_inline_script_or_style_attributes():
    for path in (ROOT / "rondom").rglob("*.html"):
        text = path.read_text(encoding="utf-8")
        assert not re.search(r"\sstyle=|\son[a-z]+=|<script(?![^>]*nonce)", text), path.name


def test_no_script_runs_twice_on_a_page():
    """What a page asks for are files in which all is bound that they import: a script in two of them would run in both."""
    source = ROOT / "rondom" / "base" / "static" / "js"

    def bound(script: Path) -> set[Path]:
        found = re.findall(r"^import .*?\"(\..*?)\"", script.read_text(encoding="utf-8"), re.M)
        return {script}.union(*(bound((script.parent / each).resolve()) for each in found))

    on_every_page, on_a_board = bound(source / "rondom.js"), bound(source / "board.js")

    assert len(on_every_page) > 10 and len(on_a_board) > 5
    assert on_every_page & on_a_board == set()
    assert on_every_page | on_a_board == set(source.rglob("*.js"))


def test_javascript_of_a_page_is_small_as_transferred():
    scripts = [path for path in (settings.STATIC_ROOT / "vendor").glob("*.js.br") if path.name.count(".") == 3]

    assert len(scripts) == 2, "make setup lays the compressed files"
    assert sum(path.stat().st_size for path in scripts) < 40_000


def test_every_environment_variable_stands_in_the_how_to():
    used = set(re.findall(r"\"(RONDOM_[A-Z_]+|DATABASE_URL)\"", (ROOT / "config" / "settings.py").read_text(encoding="utf-8")))
    how_to = (ROOT / "docs" / "how-to" / "install.md").read_text(encoding="utf-8")

    assert {name for name in used if name not in how_to} == set()


def test_every_model_and_role_is_in_the_glossary():
    glossary = (ROOT / "docs" / "glossary.md").read_text(encoding="utf-8")
    models = {model.__name__ for model in apps.get_models() if model.__module__.startswith("rondom.")}
    roles = {str(role) for role in (*Role.values, *Function.values)}

    assert {name for name in models | roles if f"`{name}`" not in glossary} == set()


def test_every_action_is_named_in_a_test():
    told = " ".join(path.read_text(encoding="utf-8") for path in (ROOT / "tests").rglob("test_*.py"))

    assert {each.run.__name__ for each in ACTIONS if not re.search(rf"\b{each.run.__name__}\b", told)} == set()


def test_every_action_refuses_a_row_of_another_child(world):
    """Whatever row of a child an action takes: one that lies elsewhere is refused before anything else is looked at."""
    foreign = {
        "Card": Card.objects.filter(child=world.other).first(),
        "Place": Place.objects.filter(child=world.other).first(),
        "Voice": Voice.objects.filter(child=world.other).first(),
    }
    dossier = world.dossier(Role.CARE_COORDINATOR)
    allowed = replace(dossier, rights=frozenset(Right))
    tried = 0
    for each in ACTIONS:
        for name, parameter in inspect.signature(each.run).parameters.items():
            model = next((model for model in foreign if re.search(rf"\b{model}\b", str(parameter.annotation))), None)
            if model is None or not isinstance(each.needs, Right):
                continue
            row = foreign[model]
            given = [row] if "Sequence" in str(parameter.annotation) else row
            with pytest.raises(Outside):
                each.run(allowed, **{name: given})
            tried += 1
    assert tried >= 12


def test_a_planted_import_upwards_breaks_the_contracts(tmp_path):
    shutil.copytree(ROOT / "rondom", tmp_path / "rondom", ignore=shutil.ignore_patterns("static", "fonts", "__pycache__"))
    shutil.copy(ROOT / "pyproject.toml", tmp_path)
    command = [str(Path(sys.executable).parent / "lint-imports"), "--no-cache"]
    kept = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True)
    planted = tmp_path / "rondom" / "cards" / "rules.py"
    planted.write_text("import rondom.timeline.queries\n" + planted.read_text("utf-8"), "utf-8")

    broken = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True)

    assert kept.returncode == 0, kept.stdout
    assert broken.returncode != 0
    assert "an app imports only what lies below it BROKEN" in " ".join(broken.stdout.split())
