"""A sign-in is a row, which ends with it

Every session ends here, once: those from before have no row.
"""

import sqlalchemy as sa
from alembic import op

import models.base

revision = '0006'
down_revision = '0005'
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table('sign_in',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('person_id', sa.Integer(), nullable=False),
    sa.Column('mark', sa.String(length=32), nullable=False),
    sa.Column('browser', sa.String(length=80), nullable=False),
    sa.Column('began_at', models.base.UTCDateTime(), nullable=False),
    sa.ForeignKeyConstraint(['person_id'], ['person.id'], name=op.f('fk_sign_in_person_id_person')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_sign_in')),
    sa.UniqueConstraint('mark', name=op.f('uq_sign_in_mark'))
    )
    op.create_index(op.f('ix_sign_in_person_id'), 'sign_in', ['person_id'])
    op.drop_column('person', 'stamp')


def downgrade() -> None:
    op.add_column('person', sa.Column('stamp', sa.String(length=32), nullable=False, server_default=''))
    op.drop_index(op.f('ix_sign_in_person_id'), table_name='sign_in')
    op.drop_table('sign_in')
