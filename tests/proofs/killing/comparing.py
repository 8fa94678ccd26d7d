"""What stands in the database beside what was acknowledged: a process that is asked by lines, and opens everything at the end."""

import json
import sys
from collections import Counter
from collections.abc import Callable, Iterable
from itertools import pairwise
from typing import Any

import django

django.setup()

from django.db import connection  # noqa: E402

from rondom.base.models import Event  # noqa: E402
from rondom.base.seal import all_laid_out  # noqa: E402
from rondom.base.verify import faults_in_record  # noqa: E402
from rondom.cards.models import Card, CardShared, CardVersion, Remark  # noqa: E402
from rondom.children.models import ConsentAnswered  # noqa: E402


def lines(event: str, children: list[str]) -> set[str]:
    return set(Event.objects.filter(event=event, child_id__in=children).values_list("object_ids", flat=True))


def keys(rows: Iterable[Any]) -> set[str]:
    return {str(key) for key in rows}


def half_done(children: list[str]) -> list[str]:
    """A row without its line in the record, or a line without its row. Looked at while others write: so from both sides."""
    found = []
    for event, rows_now in WITH_A_LINE.items():
        before, rows, after = lines(event, children), keys(rows_now(children)), lines(event, children)
        found += [f"{event} {key}: no line" for key in rows - after]
        found += [f"{event} {key}: no row" for key in before - rows]
    return found


WITH_A_LINE: dict[str, Callable[[list[str]], Iterable[Any]]] = {
    "card.remark_added": lambda children: Remark.objects.filter(card__child__in=children).values_list("pk", flat=True),
    "consent.answered": lambda children: ConsentAnswered.objects.filter(asked__child__in=children).values_list("pk", flat=True),
    "card.shared": lambda children: CardShared.objects.filter(card__child__in=children).values_list("card", flat=True),
}


def lost(ledger: dict[str, Any]) -> list[str]:
    versions = keys(CardVersion.objects.filter(number=1).values_list("card", flat=True))
    there = {
        "begun": (set(ledger["begun"]), keys(Card.objects.values_list("pk", flat=True))),
        "cards": (set(ledger["cards"]), versions),
        "shared": (set(ledger["shared"]), keys(CardShared.objects.values_list("card", flat=True))),
        "remarks": (set(ledger["remarks"]), keys(Remark.objects.values_list("pk", flat=True))),
    }
    gone = [f"{name} {key}" for name, (said, found) in there.items() for key in said - found]
    given = answers()
    gone += [f"answers {who}" for who, said in ledger["answers"].items() if given.get(who, [])[: len(said)] != said]
    return gone


def answers() -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for asked, person, answer in ConsentAnswered.objects.order_by("at").values_list("asked", "person", "answer"):
        found.setdefault(f"{asked} {person}", []).append(answer)
    return found


def doubled(children: list[str]) -> list[str]:
    found = [f"share {card}" for card, many in Counter(CardShared.objects.values_list("card", flat=True)).items() if many > 1]
    mine = CardVersion.objects.filter(card__child__in=children, number__gt=1)
    found += [f"version {card}" for card in mine.values_list("card", flat=True)]
    found += [f"answer {who}" for who, given in answers().items() if any(one == next_ for one, next_ in pairwise(given))]
    return found


def opened(ledger: dict[str, Any]) -> dict[str, Any]:
    """At the end, with nobody writing: every word says what was written, nothing was written twice, the chains are whole."""
    with all_laid_out():
        words = {str(each.card_id): each.words.get("text") for each in CardVersion.objects.filter(number=1)}
        remarks = {str(each.pk): each.text for each in Remark.objects.all()}
        consents = sum(bool(each.text) for each in ConsentAnswered.objects.all())
    wrong = [key for key, text in ledger["cards"].items() if words.get(key) != text]
    wrong += [key for key, text in ledger["remarks"].items() if remarks.get(key) != text]
    twice = [text for text, many in Counter([*words.values(), *remarks.values()]).items() if many > 1 and is_of_family(text)]
    return {
        "other words": wrong,
        "twice": twice,
        "faults": faults_in_record(),
        "integrity": integrity(),
        "rows": len(words) + len(remarks) + consents,
        "lines": Event.objects.count(),
        "begun and left empty": Card.objects.filter(child__in=ledger["children"], versions__isnull=True).count(),
    }


def is_of_family(text: str | None) -> bool:
    return bool(text) and str(text).startswith(("Woorden ", "Erbij "))


def integrity() -> str:
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            cursor.execute("pragma integrity_check")
            return str(cursor.fetchone()[0])
        cursor.execute("create extension if not exists amcheck")
        cursor.execute(
            "select count(bt_index_check(c.oid, true)) from pg_index i join pg_class c on c.oid = i.indexrelid"
            " join pg_am a on a.oid = c.relam where a.amname = 'btree' and c.relpersistence = 'p' and i.indisready"
        )
        return "ok" if cursor.fetchone()[0] else "nothing was looked at"


def main() -> None:
    for asked in sys.stdin:
        ledger = json.loads(asked)
        found = {"lost": lost(ledger), "doubled": doubled(ledger["children"]), "half": half_done(ledger["children"])}
        if ledger.get("is_end"):
            found |= opened(ledger)
        connection.close()
        sys.stdout.write(json.dumps(found) + "\n")
        sys.stdout.flush()


if __name__ == "__main__":
    main()
