"""Let the database itself refuse to change what a student showed."""

from django.apps.registry import Apps as StateApps
from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor

FACTS = (
    "attempt", "student_id", "item_id", "activity_id", "number", "hints_used", "is_aided", "is_mixed", "response",
    "score", "is_correct", "misconception", "note", "reply", "source", "shown_at", "answered_at", "recorded_at",
    "corrects_id",
)
WORDS = "The ledger is append-only: add a row that corrects this one."


def refuse_changes(apps: StateApps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    columns = ", ".join(FACTS)
    if schema_editor.connection.vendor == "sqlite":
        schema_editor.execute(
            f"CREATE TRIGGER evidence_append_only BEFORE UPDATE OF {columns} ON evidence_evidence "
            f"BEGIN SELECT RAISE(ABORT, '{WORDS}'); END"
        )
        return
    schema_editor.execute(
        "CREATE FUNCTION evidence_append_only() RETURNS trigger LANGUAGE plpgsql AS $$ "
        f"BEGIN RAISE EXCEPTION '{WORDS}' USING ERRCODE = 'integrity_constraint_violation'; END $$"
    )
    schema_editor.execute(
        f"CREATE TRIGGER evidence_append_only BEFORE UPDATE OF {columns} ON evidence_evidence "
        "FOR EACH ROW EXECUTE FUNCTION evidence_append_only()"
    )


def allow_changes(apps: StateApps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    if schema_editor.connection.vendor == "sqlite":
        schema_editor.execute("DROP TRIGGER evidence_append_only")
        return
    schema_editor.execute("DROP TRIGGER evidence_append_only ON evidence_evidence")
    schema_editor.execute("DROP FUNCTION evidence_append_only()")


class Migration(migrations.Migration):
    dependencies = [("evidence", "0001_initial")]
    operations = [migrations.RunPython(refuse_changes, allow_changes)]
