"""Somebody with the database in hand and the triggers gone, but without the key: every way to touch the record."""

import json
from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from random import Random
from uuid import UUID, uuid4

from django.db import connection
from django.utils import timezone

from rondom.base.hashes import HASHED
from rondom.base.models import ChainHead, Event, MonthClosed, MonthDestroyed

TRIGGERS = {
    "sqlite": "SELECT 'DROP TRIGGER ' || name FROM sqlite_master WHERE type = 'trigger'",
    "postgresql": (
        "SELECT 'DROP TRIGGER ' || tgname || ' ON ' || tgrelid::regclass FROM pg_trigger "
        "WHERE NOT tgisinternal AND tgrelid::regclass::text LIKE 'base_%'"
    ),
}


def take_the_triggers_away() -> None:
    with connection.cursor() as cursor:
        cursor.execute(TRIGGERS[connection.vendor])
        for (statement,) in cursor.fetchall():
            cursor.execute(statement)


@dataclass
class Tamperer:
    """One who makes a random change of one kind. `seen` are heads as they truly were some time ago."""

    chance: Random
    seen: dict[str, tuple[int, str, str]]

    def line(self, **given) -> Event:
        lines = Event.objects.filter(**given).order_by("chain", "number")
        return lines[self.chance.randrange(lines.count())]

    def chain(self, least: int = 1) -> ChainHead:
        heads = [head for head in ChainHead.objects.order_by("pk") if self.lines(head).count() >= least]
        return self.chance.choice(heads)

    def lines(self, head: ChainHead):
        return Event.objects.filter(chain=head.chain).order_by("number")

    def other(self, value):
        """Another value of the same kind."""
        if isinstance(value, bool) or value is None:
            return not value
        if isinstance(value, int):
            return value + self.chance.choice([-1, 1, 1000])
        if isinstance(value, UUID):
            return uuid4()
        if isinstance(value, str):
            at = self.chance.randrange(len(value)) if value else 0
            return (value[:at] + ("b" if value[at : at + 1] == "a" else "a") + value[at + 1 :])[: max(1, len(value))]
        return value + timedelta(microseconds=self.chance.choice([-1, 1, 10**9]))

    def change_a_field(self) -> None:
        line, name = self.line(), self.chance.choice([*(set(HASHED) - {"chain"}), "hash"])
        new = self.other(getattr(line, name))
        if "_id" in name or name == "on_behalf_of":
            new = uuid4()
        elif name == "number":
            new = line.number + 1000
        Event.objects.filter(pk=line.pk).update(**{name: new})

    def take_a_line(self) -> None:
        Event.objects.filter(pk=self.line().pk).delete()

    def take_a_line_and_close_the_row(self) -> None:
        line = self.line()
        Event.objects.filter(pk=line.pk).delete()
        for later in Event.objects.filter(chain=line.chain, number__gt=line.number).order_by("number"):
            Event.objects.filter(pk=later.pk).update(number=later.number - 1)
        ChainHead.objects.filter(pk=line.chain).update(number=ChainHead.objects.get(pk=line.chain).number - 1)

    def add_a_line(self) -> None:
        head, line = self.chain(), self.line()
        line.pk, line.chain, line.number, line.previous_hash = uuid4(), head.chain, head.number + 1, head.hash
        line.save(force_insert=True)
        seal = self.chance.choice([head.seal, self.chain().seal, uuid4().hex * 2])
        ChainHead.objects.filter(pk=head.pk).update(number=line.number, hash=line.hash, seal=seal)

    def add_a_line_between(self) -> None:
        line = self.line()
        for later in Event.objects.filter(chain=line.chain, number__gt=line.number).order_by("-number"):
            Event.objects.filter(pk=later.pk).update(number=later.number + 1)
        line.pk, line.number, line.role = uuid4(), line.number + 1, "teacher"
        line.save(force_insert=True)

    def swap_two_lines(self) -> None:
        head = self.chain(least=2)
        first, second = self.chance.sample(list(self.lines(head)), 2)
        Event.objects.filter(pk=first.pk).update(number=10**9)
        Event.objects.filter(pk=second.pk).update(number=first.number)
        Event.objects.filter(pk=first.pk).update(number=second.number)
        if self.chance.random() < 0.5:
            Event.objects.filter(pk=first.pk).update(previous_hash=second.previous_hash)
            Event.objects.filter(pk=second.pk).update(previous_hash=first.previous_hash)

    def cut_the_tail(self) -> None:
        head = self.chain(least=2)
        last = self.chance.choice(list(self.lines(head))[:-1])
        Event.objects.filter(chain=head.chain, number__gt=last.number).delete()
        if self.chance.random() < 0.7:
            ChainHead.objects.filter(pk=head.pk).update(number=last.number, hash=last.hash)

    def put_an_old_head_back(self) -> None:
        """Lines and head exactly as they once were, seal and all: only the anchor knows better."""
        chain = self.chance.choice(sorted(name for name, old in self.seen.items() if self.has_moved(name, old)))
        number, last, seal = self.seen[chain]
        Event.objects.filter(chain=chain, number__gt=number).delete()
        ChainHead.objects.filter(pk=chain).update(number=number, hash=last, seal=seal)

    def has_moved(self, chain: str, old: tuple[int, str, str]) -> bool:
        return ChainHead.objects.get(pk=chain).number > old[0]

    def take_a_chain(self) -> None:
        head = self.chain()
        Event.objects.filter(chain=head.chain).delete()
        ChainHead.objects.filter(pk=head.pk).delete()
        if self.chance.random() < 0.5:
            Event.objects.filter(object_ids=head.chain).delete()

    def take_all(self) -> None:
        Event.objects.all().delete()
        ChainHead.objects.all().delete()
        MonthDestroyed.objects.all().delete()
        MonthClosed.objects.all().delete()

    def move_a_head(self) -> None:
        head, name = self.chain(), self.chance.choice(["number", "hash", "seal"])
        ChainHead.objects.filter(pk=head.pk).update(**{name: self.other(getattr(head, name))})

    def take_a_head(self) -> None:
        ChainHead.objects.filter(pk=self.chain().pk).delete()

    def begin_a_chain(self) -> None:
        """A chain of one's own, with lines taken from elsewhere."""
        line = self.line()
        line.pk, line.chain, line.number, line.previous_hash = uuid4(), f"child:{uuid4()}", 1, ""
        line.save(force_insert=True)
        ChainHead.objects.create(chain=line.chain, number=1, hash=line.hash, seal=self.chain().seal)

    def change_a_closing(self) -> None:
        closed = self.closing()
        name = self.chance.choice(["first_number", "last_number", "hash", "seal", "previous_hash"])
        MonthClosed.objects.filter(pk=closed.pk).update(**{name: self.other(getattr(closed, name))})

    def take_a_closing(self) -> None:
        closed = self.closing()
        MonthDestroyed.objects.filter(closed=closed).delete()
        closed.delete()

    def closing(self) -> MonthClosed:
        closings = MonthClosed.objects.order_by("chain", "month")
        return closings[self.chance.randrange(closings.count())]

    def destroy_unasked(self) -> None:
        closings = MonthClosed.objects.filter(destroyed__isnull=True).order_by("chain", "month")
        closed = closings[self.chance.randrange(closings.count())]
        MonthDestroyed.objects.create(closed=closed, kept="", at=timezone.now(), seal=closed.seal)
        numbers = {"number__gte": closed.first_number, "number__lte": closed.last_number}
        Event.objects.filter(chain=closed.chain, **numbers).delete()

    def take_what_was_kept(self) -> None:
        gap = MonthDestroyed.objects.exclude(kept="").select_related("closed").order_by("pk").first()
        number = int(self.chance.choice(gap.kept.split()))
        Event.objects.filter(chain=gap.closed.chain, number=number).delete()


KINDS: tuple[Callable[[Tamperer], None], ...] = tuple(
    way for name, way in vars(Tamperer).items() if name.split("_")[0] in {"change", "take", "add", "swap", "cut", "put", "move"}
) + (Tamperer.begin_a_chain, Tamperer.destroy_unasked)


def write_result(file: Path, result: dict) -> None:
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(json.dumps(result, indent=1) + "\n", encoding="utf-8")
