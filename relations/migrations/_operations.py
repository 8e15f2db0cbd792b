"""An operation of our own: many models made at once."""

from django.db.migrations.operations.base import Operation


class Together(Operation):
    """Do several operations as one, each seeing the state after the last of them.

    One by one, each new model has Django draw anew every model that is tied to it, and here nearly
    all are: 69 steps forward took four times as long as one, and backward ten times. Only for
    operations to which it is the same, such as the making of models.
    """

    def __init__(self, operations):
        self.operations = operations

    def deconstruct(self):
        return (type(self).__name__, [], {"operations": self.operations})

    def state_forwards(self, app_label, state):
        # models already drawn would be drawn again at each step
        state.__dict__.pop("apps", None)
        for operation in self.operations:
            operation.state_forwards(app_label, state)

    def database_forwards(self, app_label, schema_editor, from_state, to_state):
        for operation in self.operations:
            operation.database_forwards(app_label, schema_editor, from_state, to_state)

    def database_backwards(self, app_label, schema_editor, from_state, to_state):
        for operation in reversed(self.operations):
            operation.database_backwards(app_label, schema_editor, from_state, to_state)

    def describe(self):
        return f"Do {len(self.operations)} operations at once"
