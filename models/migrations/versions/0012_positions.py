"""Positions

Where a delegation stands on a suggestion of others: all that it said, each on the wording it saw.
"""

import sqlalchemy as sa
from alembic import op

import models.base
from models.triggers import guard

revision = '0012'
down_revision = '0011'
branch_labels = None
depends_on = None


def upgrade() -> None:
    table = op.create_table('position',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('suggestion_id', sa.Integer(), nullable=False),
    sa.Column('wording_id', sa.Integer(), nullable=False),
    sa.Column('delegation_id', sa.Integer(), nullable=False),
    sa.Column('stand', sa.String(length=24), nullable=False),
    sa.Column('reason', sa.Text(), nullable=False),
    sa.Column('language', sa.String(length=16), nullable=False),
    sa.Column('person_id', sa.Integer(), nullable=False),
    sa.Column('capacity', sa.String(length=24), nullable=False),
    sa.Column('audience', sa.String(length=24), nullable=False),
    sa.Column('created_at', models.base.UTCDateTime(), nullable=False),
    sa.Column('salt', sa.String(length=32), nullable=False),
    sa.Column('digest', sa.String(length=64), nullable=False),
    sa.Column('redacted', sa.Boolean(), nullable=False),
    sa.ForeignKeyConstraint(['delegation_id'], ['delegation.id'], name=op.f('fk_position_delegation_id_delegation')),
    sa.ForeignKeyConstraint(['person_id'], ['person.id'], name=op.f('fk_position_person_id_person')),
    sa.ForeignKeyConstraint(['suggestion_id'], ['suggestion.id'], name=op.f('fk_position_suggestion_id_suggestion')),
    sa.ForeignKeyConstraint(['wording_id'], ['wording.id'], name=op.f('fk_position_wording_id_wording')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_position'))
    )
    op.create_index(op.f('ix_position_delegation_id'), 'position', ['delegation_id'], unique=False)
    op.create_index(op.f('ix_position_suggestion_id'), 'position', ['suggestion_id'], unique=False)
    columns = [column.name for column in table.columns]
    for statement in guard(op.get_bind().dialect.name, 'position', columns, ('reason',)):
        op.execute(statement)


def downgrade() -> None:
    op.drop_table('position')
    if op.get_bind().dialect.name == 'postgresql':
        op.execute('DROP FUNCTION IF EXISTS "position_append_only"()')
