"""What was sent twice is one

The forms that were acted upon in the last 48 hours, by their marks.
"""

import sqlalchemy as sa
from alembic import op

import models.base

revision = '0008'
down_revision = '0007'
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table('sending',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('person_id', sa.Integer(), nullable=False),
    sa.Column('mark', sa.String(length=32), nullable=False),
    sa.Column('digest', sa.String(length=64), nullable=False),
    sa.Column('led_to', sa.Text(), nullable=False),
    sa.Column('thing', sa.Text(), nullable=False),
    sa.Column('created_at', models.base.UTCDateTime(), nullable=False),
    sa.ForeignKeyConstraint(['person_id'], ['person.id'], name=op.f('fk_sending_person_id_person')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_sending')),
    sa.UniqueConstraint('person_id', 'mark', name=op.f('uq_sending_person_id'))
    )
    op.create_index(op.f('ix_sending_created_at'), 'sending', ['created_at'])


def downgrade() -> None:
    op.drop_index(op.f('ix_sending_created_at'), table_name='sending')
    op.drop_table('sending')
