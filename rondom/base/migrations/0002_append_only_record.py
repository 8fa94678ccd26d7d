"""The database itself refuses to change or remove a line of the record."""

from django.db import migrations

SQLITE = (
    "CREATE TRIGGER record_no_change BEFORE UPDATE ON base_event BEGIN SELECT RAISE(ABORT, 'the record is append-only'); END",
    "CREATE TRIGGER record_no_removal BEFORE DELETE ON base_event BEGIN SELECT RAISE(ABORT, 'the record is append-only'); END",
)
POSTGRES = (
    "CREATE OR REPLACE FUNCTION record_is_append_only() RETURNS trigger LANGUAGE plpgsql AS "
    "$$ BEGIN RAISE EXCEPTION 'the record is append-only'; END $$",
    "CREATE TRIGGER record_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON base_event "
    "FOR EACH STATEMENT EXECUTE FUNCTION record_is_append_only()",
)


def add_triggers(apps, schema_editor):
    for statement in SQLITE if schema_editor.connection.vendor == "sqlite" else POSTGRES:
        schema_editor.execute(statement)


def drop_triggers(apps, schema_editor):
    if schema_editor.connection.vendor == "sqlite":
        schema_editor.execute("DROP TRIGGER record_no_change")
        schema_editor.execute("DROP TRIGGER record_no_removal")
    else:
        schema_editor.execute("DROP TRIGGER record_append_only ON base_event")
        schema_editor.execute("DROP FUNCTION record_is_append_only()")


class Migration(migrations.Migration):
    dependencies = [("base", "0001_initial")]
    operations = [migrations.RunPython(add_triggers, drop_triggers)]
