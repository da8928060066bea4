"""A decision on a general suggestion says what was changed for it

Decisions that are there keep an empty one: nobody was asked.
"""

import sqlalchemy as sa
from alembic import op

from models.triggers import guard

revision = '0007'
down_revision = '0006'
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column('decision', sa.Column('changes', sa.Text(), nullable=True))
    _guard()


def downgrade() -> None:
    _guard(without='changes')
    op.drop_column('decision', 'changes')


def _guard(without: str = '') -> None:
    """Fix every column but those that redaction may empty; triggers name their columns."""
    bind = op.get_bind()
    columns = [column['name'] for column in sa.inspect(bind).get_columns('decision')]
    kept = [name for name in columns if name != without]
    for statement in guard(bind.dialect.name, 'decision', kept, ('reason',)):
        op.execute(sa.text(statement.replace(':', '\\:')))
