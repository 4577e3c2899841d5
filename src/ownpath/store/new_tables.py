"""Make many tables in one step of a migration: Django else draws up every model anew after each of them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.migrations.operations import AddConstraint, AddField, AddIndex, CreateModel
from django.db.migrations.operations.base import Operation
from django.db.migrations.state import ProjectState

Step = CreateModel | AddField | AddConstraint | AddIndex


class NewTables(Operation):
    """Make the tables of `steps`, each whole from the start: what later steps add to a table is in it at once.

    A hundred `CreateModel` draw up all models a hundred times; here it is done once, after the last.

    Raises
    ------
    ValueError
        If a step adds something to a table that none of the steps makes.
    """

    reversible = True

    def __init__(self, steps: Sequence[Step]) -> None:
        self.steps = steps
        self.names = [one.name_lower for one in steps if isinstance(one, CreateModel)]
        for one in steps:
            if not isinstance(one, CreateModel) and one.model_name_lower not in self.names:
                raise ValueError(f"{one.describe()}: none of the steps makes that table")

    def deconstruct(self) -> tuple[str, list[Any], dict[str, Any]]:
        """Return what this operation is made of, as Django writes it down."""
        return self.__class__.__qualname__, [], {"steps": self.steps}

    def state_forwards(self, app_label: str, state: ProjectState) -> None:
        """Note all models; they are drawn up when somebody asks for them."""
        vars(state).pop("apps", None)
        for step in self.steps:
            step.state_forwards(app_label, state)

    def database_forwards(
        self,
        app_label: str,
        schema_editor: BaseDatabaseSchemaEditor,
        from_state: ProjectState,  # noqa: ARG002 - Django names it
        to_state: ProjectState,
    ) -> None:
        """Make every table."""
        for model in self._models(app_label, schema_editor, to_state):
            schema_editor.create_model(model)

    def database_backwards(
        self,
        app_label: str,
        schema_editor: BaseDatabaseSchemaEditor,
        from_state: ProjectState,
        to_state: ProjectState,  # noqa: ARG002 - Django names it
    ) -> None:
        """Take every table away again, the last one first."""
        for model in reversed([*self._models(app_label, schema_editor, from_state)]):
            schema_editor.delete_model(model)

    def describe(self) -> str:
        """Return what this operation does, for whoever watches a migration."""
        return f"Make {len(self.names)} tables"

    def _models(
        self, app_label: str, schema_editor: BaseDatabaseSchemaEditor, state: ProjectState
    ) -> Iterator[Any]:
        for name in self.names:
            model = state.apps.get_model(app_label, name)
            if self.allow_migrate_model(schema_editor.connection.alias, model):
                yield model
