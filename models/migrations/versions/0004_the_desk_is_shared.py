"""The desk is shared: who goes through which section, and when the committee meets"""

import sqlalchemy as sa
from alembic import op

import models.base

revision = '0004'
down_revision = '0003'
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table('charge',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('document_id', sa.Integer(), nullable=False),
    sa.Column('paragraph_id', sa.Integer(), nullable=True),
    sa.Column('person_id', sa.Integer(), nullable=False),
    sa.Column('taken_at', models.base.UTCDateTime(), nullable=False),
    sa.ForeignKeyConstraint(['document_id'], ['document.id'], name=op.f('fk_charge_document_id_document')),
    sa.ForeignKeyConstraint(['paragraph_id'], ['paragraph.id'], name=op.f('fk_charge_paragraph_id_paragraph')),
    sa.ForeignKeyConstraint(['person_id'], ['person.id'], name=op.f('fk_charge_person_id_person')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_charge')),
    sa.UniqueConstraint('paragraph_id', name=op.f('uq_charge_paragraph_id'))
    )
    op.create_index(op.f('ix_charge_document_id'), 'charge', ['document_id'])
    op.add_column('document', sa.Column('meeting_at', models.base.UTCDateTime(), nullable=True))


def downgrade() -> None:
    op.drop_column('document', 'meeting_at')
    op.drop_index(op.f('ix_charge_document_id'), table_name='charge')
    op.drop_table('charge')
