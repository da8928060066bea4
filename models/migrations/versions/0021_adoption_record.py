"""Adoption record

Who presided, the votes of a vote; an adoption entered in error can be undone, and another follow.
"""

import sqlalchemy as sa
from alembic import op

import models.base
from models.triggers import guard

revision = '0021'
down_revision = '0020'
branch_labels = None
depends_on = None

CAPACITY = sa.Enum('public', 'observer', 'delegation', 'committee', 'secretariat', name='capacity', native_enum=False, length=24)
VOTES = ('votes_for', 'votes_against', 'abstentions')


def upgrade() -> None:
    with op.batch_alter_table('adoption', schema=None) as batch_op:
        batch_op.add_column(sa.Column('presided', sa.String(length=200), nullable=False, server_default=''))
        for column in VOTES:
            batch_op.add_column(sa.Column(column, sa.Integer(), nullable=True))
        batch_op.drop_constraint(batch_op.f('uq_adoption_document_id'), type_='unique')
        batch_op.create_index(batch_op.f('ix_adoption_document_id'), ['document_id'], unique=False)
        batch_op.create_index(batch_op.f('ix_adoption_revision_id'), ['revision_id'], unique=False)
    op.create_table('adoption_undoing',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('adoption_id', sa.Integer(), nullable=False),
    sa.Column('reason', sa.Text(), nullable=False),
    sa.Column('person_id', sa.Integer(), nullable=False),
    sa.Column('capacity', CAPACITY, nullable=False),
    sa.Column('created_at', models.base.UTCDateTime(), nullable=False),
    sa.ForeignKeyConstraint(['adoption_id'], ['adoption.id'], name=op.f('fk_adoption_undoing_adoption_id_adoption')),
    sa.ForeignKeyConstraint(['person_id'], ['person.id'], name=op.f('fk_adoption_undoing_person_id_person')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_adoption_undoing')),
    sa.UniqueConstraint('adoption_id', name=op.f('uq_adoption_undoing_adoption_id'))
    )
    _guard('adoption', 'adoption_undoing')


def downgrade() -> None:
    op.drop_table('adoption_undoing')
    with op.batch_alter_table('adoption', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_adoption_revision_id'))
        batch_op.drop_index(batch_op.f('ix_adoption_document_id'))
        batch_op.create_unique_constraint(batch_op.f('uq_adoption_document_id'), ['document_id'])
        for column in (*VOTES, 'presided'):
            batch_op.drop_column(column)
    _guard('adoption')
    if op.get_bind().dialect.name == 'postgresql':
        op.execute('DROP FUNCTION "adoption_undoing_append_only"()')


def _guard(*tables: str) -> None:
    connection = op.get_bind()
    for table in tables:
        columns = [column['name'] for column in sa.inspect(connection).get_columns(table)]
        for statement in guard(connection.dialect.name, table, columns):
            op.execute(statement)
