"""Heads get their seal and chains their birth; then the database refuses to set back, replace or remove any of it."""

from django.conf import settings
from django.db import migrations
from django.utils import timezone

from rondom.base.hashes import hash_of, seal_of_head

DESTROYED = (
    "EXISTS (SELECT 1 FROM base_monthdestroyed JOIN base_monthclosed ON base_monthclosed.id = base_monthdestroyed.closed_id "
    "WHERE base_monthclosed.chain = OLD.chain AND OLD.number BETWEEN base_monthclosed.first_number AND base_monthclosed.last_number)"
)
ABORT = "BEGIN SELECT RAISE(ABORT, 'the record is append-only'); END"
SQLITE = (
    "DROP TRIGGER record_no_removal",
    f"CREATE TRIGGER record_no_removal BEFORE DELETE ON base_event WHEN NOT {DESTROYED} {ABORT}",
    # INSERT OR REPLACE removes the old row without asking the trigger on removal, unless the connection has recursive triggers on.
    "CREATE TRIGGER record_no_replacement BEFORE INSERT ON base_event WHEN EXISTS "
    f"(SELECT 1 FROM base_event WHERE id = NEW.id OR (chain = NEW.chain AND number = NEW.number)) {ABORT}",
    "CREATE TRIGGER head_no_replacement BEFORE INSERT ON base_chainhead WHEN EXISTS "
    f"(SELECT 1 FROM base_chainhead WHERE chain = NEW.chain) {ABORT}",
    "CREATE TRIGGER head_only_forward BEFORE UPDATE ON base_chainhead "
    f"WHEN NEW.number <= OLD.number OR NEW.chain <> OLD.chain {ABORT}",
    f"CREATE TRIGGER head_no_removal BEFORE DELETE ON base_chainhead {ABORT}",
    f"CREATE TRIGGER month_no_change BEFORE UPDATE ON base_monthclosed {ABORT}",
    f"CREATE TRIGGER month_no_removal BEFORE DELETE ON base_monthclosed {ABORT}",
    f"CREATE TRIGGER destroyed_no_change BEFORE UPDATE ON base_monthdestroyed {ABORT}",
    f"CREATE TRIGGER destroyed_no_removal BEFORE DELETE ON base_monthdestroyed {ABORT}",
)
POSTGRES = (
    "DROP TRIGGER record_append_only ON base_event",
    "CREATE TRIGGER record_append_only BEFORE UPDATE OR TRUNCATE ON base_event "
    "FOR EACH STATEMENT EXECUTE FUNCTION record_is_append_only()",
    "CREATE OR REPLACE FUNCTION record_keeps_its_lines() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN "
    f"IF NOT {DESTROYED} THEN RAISE EXCEPTION 'the record is append-only'; END IF; RETURN OLD; END $$",
    "CREATE TRIGGER record_no_removal BEFORE DELETE ON base_event FOR EACH ROW EXECUTE FUNCTION record_keeps_its_lines()",
    "CREATE OR REPLACE FUNCTION head_goes_forward() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN "
    "IF NEW.number <= OLD.number OR NEW.chain <> OLD.chain THEN RAISE EXCEPTION 'the record is append-only'; END IF; "
    "RETURN NEW; END $$",
    "CREATE TRIGGER head_only_forward BEFORE UPDATE ON base_chainhead FOR EACH ROW EXECUTE FUNCTION head_goes_forward()",
    *(
        f"CREATE TRIGGER {name}_append_only BEFORE {when} ON base_{name} FOR EACH STATEMENT EXECUTE FUNCTION record_is_append_only()"
        for name, when in (
            ("chainhead", "DELETE OR TRUNCATE"),
            ("monthclosed", "UPDATE OR DELETE OR TRUNCATE"),
            ("monthdestroyed", "UPDATE OR DELETE OR TRUNCATE"),
        )
    ),
)


def bring_along(apps, schema_editor):
    """Name every chain that is there in the system's chain, and seal every head as it stands."""
    Event, ChainHead = apps.get_model("base", "Event"), apps.get_model("base", "ChainHead")
    others = list(ChainHead.objects.exclude(pk="system").order_by("pk").values_list("pk", flat=True))
    system = ChainHead.objects.get_or_create(pk="system")[0] if others else None
    for name in others:
        line = Event(
            chain="system",
            number=system.number + 1,
            at=timezone.now(),
            zone=settings.TIME_ZONE,
            event="record.chain_begun",
            act="C",
            outcome="done",
            object_kind="ChainHead",
            object_ids=name,
            source="rondom",
            device="command",
            previous_hash=system.hash,
        )
        line.hash = hash_of(line)
        line.save(force_insert=True)
        system.number, system.hash = line.number, line.hash
        system.save()
    for head in ChainHead.objects.all():
        ChainHead.objects.filter(pk=head.pk).update(seal=seal_of_head(head.pk, head.number, head.hash))


def add_guards(apps, schema_editor):
    for statement in SQLITE if schema_editor.connection.vendor == "sqlite" else POSTGRES:
        schema_editor.execute(statement)


class Migration(migrations.Migration):
    dependencies = [("base", "0003_heads_and_months")]
    operations = [migrations.RunPython(bring_along), migrations.RunPython(add_guards)]
