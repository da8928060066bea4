"""A revision keeps its title

Rows that are there keep an empty one: nobody knows what it was, and they are append-only.
"""

import sqlalchemy as sa
from alembic import op

revision = '0003'
down_revision = '0002'
branch_labels = None
depends_on = None


def upgrade() -> None:
    title = sa.Column('title', sa.String(length=300), nullable=False, server_default='')
    op.add_column('revision', title)


def downgrade() -> None:
    op.drop_column('revision', 'title')
