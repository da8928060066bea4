"""What the holder of an office has seen of the news"""

import sqlalchemy as sa
from alembic import op

import models.base

revision = '0002'
down_revision = '0001'
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table('visit',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('membership_id', sa.Integer(), nullable=False),
    sa.Column('seen_id', sa.Integer(), nullable=False),
    sa.Column('seen_at', models.base.UTCDateTime(), nullable=True),
    sa.Column('shown_id', sa.Integer(), nullable=False),
    sa.Column('began_at', models.base.UTCDateTime(), nullable=False),
    sa.Column('guided', sa.Boolean(), nullable=False),
    sa.ForeignKeyConstraint(['membership_id'], ['membership.id'], name=op.f('fk_visit_membership_id_membership')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_visit')),
    sa.UniqueConstraint('membership_id', name=op.f('uq_visit_membership_id'))
    )


def downgrade() -> None:
    op.drop_table('visit')
