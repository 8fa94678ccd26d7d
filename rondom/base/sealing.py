"""For migrations: seal what stands in a column as it is, and let nothing of it lie about in the file of the database."""

from collections.abc import Mapping
from typing import Any

from django.apps import apps as installed
from django.db import OperationalError
from django.db.backends.base.schema import BaseDatabaseSchemaEditor

from rondom.base.keys import LASTING, Subject, begin, store
from rondom.base.seal import CHILD, PERSON, PersonalWords, Sealed, SealedField

NO_WORDS = b"{}"
# Of a table, by which path one comes to the child it is about and to who owns it ("" where it is of all); a person is its own.
Paths = tuple[str, str | None]


def seal_columns(apps: Any, editor: BaseDatabaseSchemaEditor, app: str, tables: Mapping[str, Paths], only: str = "") -> None:
    """Each personal column of these tables, or one of them, as it stood before there were seals."""
    begin()
    for name, (subject, owner) in tables.items():
        model = apps.get_model(app, name)
        fields = [field for field in model._meta.concrete_fields if isinstance(field, SealedField) and only in ("", field.name)]
        for field in fields:
            if isinstance(field, PersonalWords):
                as_text(editor, model, field)
        # What goes on a day of its own is sealed as `whose` says, apart from all parts.
        is_lasting = getattr(installed.get_model(app, name), "outlives_parts", False)
        for field in fields:
            seal_column(editor, model, field, (subject, owner), is_lasting=is_lasting)


def as_text(editor: BaseDatabaseSchemaEditor, model: Any, field: SealedField) -> None:
    """Words stood in a column that takes JSON and nothing else; sealed, they are text."""
    table = model._meta.db_table
    if editor.connection.vendor == "sqlite":
        editor._remake_table(model)  # type: ignore[attr-defined] # what Django does where a column becomes another
        return
    with editor.connection.cursor() as cursor:
        cursor.execute(
            "select data_type from information_schema.columns where table_schema = current_schema()"
            " and table_name = %s and column_name = %s",
            [table, field.column],
        )
        if cursor.fetchone() == ("jsonb",):
            quoted = editor.quote_name(str(field.column))
            cursor.execute(f"alter table {editor.quote_name(table)} alter column {quoted} type text using {quoted}::text")


def seal_column(editor: BaseDatabaseSchemaEditor, model: Any, field: SealedField, paths: Paths, *, is_lasting: bool) -> None:
    subject, owner = paths
    rows = model.objects.order_by().values_list("pk", subject, owner or "pk", field.name)
    # Names of our own tables and columns, and nothing that anybody gave.
    write = f"update {editor.quote_name(model._meta.db_table)} set {editor.quote_name(str(field.column))} = %s where id = %s"  # noqa: S608
    to_database = model._meta.pk.get_db_prep_value
    for key, about, owned_by, value in list(rows):  # a file is not read and written at once
        if not isinstance(value, Sealed):
            continue  # nothing stands there
        plain = value.laid.encode() if isinstance(value.laid, str) else bytes(value.laid)
        laid = type(field).nothing_laid()
        if not (isinstance(field, PersonalWords) and plain == NO_WORDS):
            whose = LASTING if is_lasting else owned_by if owner else None
            data_key = store().key_for(Subject(PERSON if owner is None else CHILD, about), whose)
            laid = field.shut(data_key, plain, key).laid
        with editor.connection.cursor() as cursor:
            cursor.execute(write, [laid, to_database(key, editor.connection)])


def leave_nothing(_apps: Any, editor: BaseDatabaseSchemaEditor) -> None:
    """What stood there unsealed lies in free pages of the file, and in the log of changes, until both are written anew."""
    with editor.connection.cursor() as cursor:
        if editor.connection.vendor == "postgresql":
            cursor.execute("analyze")  # what it remembers of how often a text occurs, is text
            cursor.execute("vacuum full")
            return
        cursor.execute("vacuum")
        cursor.execute("pragma wal_checkpoint(truncate)")
        if cursor.fetchone()[0]:
            raise OperationalError("somebody else has the database open: stop what else runs, and bring it up to date again")
