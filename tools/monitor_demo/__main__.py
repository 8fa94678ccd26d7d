"""`make monitor-demo`: four years of the first report asked over HTTP, closed, tables A to F counted again, and reported.

Needs no network and touches no other database than its own, in var/monitor-demo, which it lays anew. The seed of chance is
fixed: each run is alike.
"""

import json
import os
import shutil
import sys
import time
from pathlib import Path
from random import Random
from typing import Any

ROOT = Path(__file__).resolve().parents[2]
VAR = Path(os.environ.get("RONDOM_VAR", ROOT / "var")).resolve()
OWN = VAR / "monitor-demo"
for secret in ("RONDOM_KEYS", "RONDOM_MASTER_KEY", "RONDOM_RECORD_KEY", "RONDOM_ACCESS_KEY"):
    os.environ.pop(secret, None)
shutil.rmtree(OWN, ignore_errors=True)  # before the settings are read: they lay down keys there
OWN.mkdir(parents=True)
os.environ |= {"RONDOM_VAR": str(OWN), "DATABASE_URL": "", "DJANGO_SETTINGS_MODULE": "config.settings"}

import django  # noqa: E402
import pyreadstat  # noqa: E402

django.setup()

from django.core.management import call_command  # noqa: E402

from rondom.base.seal import all_laid_out  # noqa: E402
from rondom.people.desk import Desk  # noqa: E402
from rondom.people.models import Organisation, Person  # noqa: E402
from rondom.surveys.extracts import SAV, extract_of, file_of  # noqa: E402
from rondom.surveys.models import Wave  # noqa: E402
from rondom.surveys.queries import AnswerRow, answers_of, turnouts_of  # noqa: E402
from rondom.surveys.tables import Counted  # noqa: E402
from rondom.surveys.takeout.laying import SCHOOL  # noqa: E402
from rondom.surveys.takeout.sheet import NO_ANSWER  # noqa: E402
from tools.monitor_demo import dealing  # noqa: E402
from tools.monitor_demo.answers import answered_by  # noqa: E402
from tools.monitor_demo.asking import send_all, served  # noqa: E402
from tools.monitor_demo.comparing import FIGURES, response_tables, table_f  # noqa: E402
from tools.monitor_demo.laying import close_all, desk_of, lay, link_of  # noqa: E402
from tools.monitor_demo.people import YEARS, invited_at, people_of  # noqa: E402
from tools.monitor_demo.reporting import reported  # noqa: E402

SEED = 20261201
DATA = ROOT / "rondom" / "surveys" / "data"
TABEL_F, RESPONSE = DATA / "onze_tabel_f.csv", Path(__file__).parent / "onze_response.csv"
RESULT = VAR / "monitor-demo.json"


def say(words: str) -> None:
    sys.stdout.write(f"{words}\n")
    sys.stdout.flush()


def main() -> int:
    began = time.monotonic()
    fresh_house()
    lines, chance = dealing.lines_of(TABEL_F), Random(SEED)
    with all_laid_out():
        researcher, waves = lay()
    letters = []
    for year, wave in waves.items():
        people = people_of(year)
        given = answered_by(people, wave.version.items, lines, year, chance)
        letters += [(link_of(wave, person), person, answers) for person, answers in zip(people, given, strict=True)]
    say(f"{len(letters)} vragenlijsten van {len(YEARS)} jaren, over HTTP …")
    chance.shuffle(letters)
    with served() as port:
        asked_from = time.monotonic()
        send_all(port, letters)
        seconds = time.monotonic() - asked_from
    say(f"Beantwoord in {seconds:.0f} seconden. Sluiten en natellen …")
    result = counted_again(researcher, lines)
    result |= {"seed": SEED, "answered": len(letters), "asked in seconds": round(seconds)}
    desk = desk_of(researcher)
    result["reports"] = reported(desk, Wave.objects.inside(desk).get(year=list(YEARS)[-1]), OWN)
    result["seconds"] = round(time.monotonic() - began)
    RESULT.write_text(json.dumps(result, ensure_ascii=False, indent=1), encoding="utf-8")
    return told(result)


def fresh_house() -> None:
    (OWN / "static").symlink_to(VAR / "static")
    call_command("migrate", verbosity=0)


def counted_again(researcher: Person, lines: list[dealing.Line]) -> dict[str, Any]:
    """Closed at the desk, and read there as who researches reads."""
    close_all(researcher)
    desk = desk_of(researcher)
    waves = list(Wave.objects.inside(desk).select_related("version__questionnaire").prefetch_related("turns").order_by("year"))
    rows = [row for wave in waves for row in answers_of(desk, wave)]
    last = waves[-1]
    counts = [Counted(each.school.name[-1], each.role, each.also, each.answered) for each in turnouts_of(last)]
    tables = response_tables(RESPONSE, counts, invited_at(last.year))
    return {
        "organisation": str(Organisation.objects.get(pk=desk.organisation.pk).name),
        "answers": len(rows),
        "tables": {name: {"counted": counted, "printed": printed} for name, (counted, printed) in tables.items()},
        "tables that come back": {name: counted == printed for name, (counted, printed) in tables.items()},
        "tabel F": table_f(lines, last.version.items, rows),
        "tabel F from SPSS": table_f(lines, last.version.items, rows_in_spss(desk, waves)),
    }


def rows_in_spss(desk: Desk, waves: list[Wave]) -> list[AnswerRow]:
    """The answers as they stand in the file that a researcher takes out, opened again: nothing to redo in SPSS."""
    path = OWN / "taken-out.sav"
    path.write_bytes(b"".join(file_of(extract_of(desk, waves, SCHOOL), SAV, waves, desk.organisation.name)))
    rows, about = pyreadstat.read_sav(path, user_missing=True, output_format="dict")
    years, schools = (about.variable_value_labels[name] for name in ("jaar", "school"))
    least = min(NO_ANSWER)
    return [
        AnswerRow(schools[rows["school"][nth]], "", years[rows["jaar"][nth]], name, str(int(code)), None)
        for name in about.missing_ranges
        for nth, code in enumerate(rows[name])
        if code < least
    ]


def told(result: dict[str, Any]) -> int:
    lines = result["tabel F"]
    for name, is_back in result["tables that come back"].items():
        say(f"Tabel {name}: {'komt terug' if is_back else 'KOMT NIET TERUG'}")
    say(f"Tabel F: {len(lines)} regels. Daarvan komen terug: " + ", ".join(f"{name} {back(lines, name)}" for name in FIGURES))
    from_file = result["tabel F from SPSS"]
    say(f"Uit het bestand voor SPSS: geheel terug {sum(not line['differs'] for line in from_file)} van {len(from_file)}.")
    for line in lines + from_file:
        if line["differs"]:
            say(f"  {line['indicator']} {line['year']}: {', '.join(line['differs'])}")
    for name, report in result["reports"].items():
        say(f"Rapport {name}: {report}")
    whole = sum(not line["differs"] for line in lines)
    say(f"Geheel terug: {whole} van {len(lines)}. {result['seconds']} seconden. Alles staat in {RESULT}.")
    is_whole = whole == len(lines) and not any(line["differs"] for line in from_file)
    is_reported = "made in seconds" in result["reports"]["year"]
    return 0 if is_whole and is_reported and all(result["tables that come back"].values()) else 1


def back(lines: list[dict[str, Any]], name: str) -> int:
    return sum(name not in line["differs"] for line in lines)


if __name__ == "__main__":
    raise SystemExit(main())
