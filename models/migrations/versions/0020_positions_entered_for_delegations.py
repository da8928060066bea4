"""Positions entered for delegations

Which position an official entered for a delegation, and whether it counted at once.
"""

import sqlalchemy as sa
from alembic import op

revision = '0020'
down_revision = '0019'
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table('entry', schema=None) as batch_op:
        batch_op.add_column(sa.Column('position_id', sa.Integer(), nullable=True))
        batch_op.add_column(sa.Column('counted', sa.Boolean(), nullable=False, server_default=sa.false()))
        batch_op.create_unique_constraint(batch_op.f('uq_entry_position_id'), ['position_id'])
        batch_op.create_foreign_key(batch_op.f('fk_entry_position_id_position'), 'position', ['position_id'], ['id'])


def downgrade() -> None:
    with op.batch_alter_table('entry', schema=None) as batch_op:
        batch_op.drop_constraint(batch_op.f('fk_entry_position_id_position'), type_='foreignkey')
        batch_op.drop_constraint(batch_op.f('uq_entry_position_id'), type_='unique')
        batch_op.drop_column('counted')
        batch_op.drop_column('position_id')
