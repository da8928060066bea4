"""Rendered words are not stored

They are kept in memory alone; whoever goes back gets an empty table, which fills itself.
"""

import sqlalchemy as sa
from alembic import op

import models.base

revision = '0005'
down_revision = '0004'
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.drop_table('fragment')


def downgrade() -> None:
    op.create_table('fragment',
    sa.Column('key', sa.String(length=120), nullable=False),
    sa.Column('html', sa.Text(), nullable=False),
    sa.Column('created_at', models.base.UTCDateTime(), nullable=False),
    sa.PrimaryKeyConstraint('key', name=op.f('pk_fragment'))
    )
