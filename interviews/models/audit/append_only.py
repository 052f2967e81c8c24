"""Triggers by which the database itself refuses to change or delete audit entries."""

from typing import Any

TABLE = "interviews_auditentry"
REFUSAL = "audit entries are append-only"

_SQLITE = {
    name: f"CREATE TRIGGER {name} BEFORE {verb} ON {TABLE} BEGIN SELECT RAISE(ABORT, '{REFUSAL}'); END"
    for name, verb in (("audit_no_update", "UPDATE"), ("audit_no_delete", "DELETE"))
}
_FUNCTION = f"""
CREATE OR REPLACE FUNCTION audit_refuse() RETURNS trigger AS $$
BEGIN RAISE EXCEPTION '{REFUSAL}'; END $$ LANGUAGE plpgsql
"""
_POSTGRESQL = (
    f"CREATE TRIGGER audit_append_only BEFORE UPDATE OR DELETE ON {TABLE} FOR EACH ROW EXECUTE FUNCTION audit_refuse()"
)


def install(connection: Any) -> None:
    """Create the triggers. A migration that alters the table on SQLite must do so again: it makes the table anew."""
    statements = [_FUNCTION, _POSTGRESQL] if connection.vendor == "postgresql" else list(_SQLITE.values())
    _execute(connection, statements)


def remove(connection: Any) -> None:
    """Drop the triggers, for example so that a test database can be emptied."""
    if connection.vendor == "postgresql":
        _execute(connection, [f"DROP TRIGGER IF EXISTS audit_append_only ON {TABLE}"])
    else:
        _execute(connection, [f"DROP TRIGGER IF EXISTS {name}" for name in _SQLITE])


def _execute(connection: Any, statements: list[str]) -> None:
    with connection.cursor() as cursor:
        for statement in statements:
            cursor.execute(statement)
