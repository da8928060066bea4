"""Open brackets

Places that the committee leaves open, with their alternatives; what was open in a revision.
"""

import sqlalchemy as sa
from alembic import op

import models.base
from models.triggers import guard

revision = '0014'
down_revision = '0013'
branch_labels = None
depends_on = None

CAPACITY = sa.Enum('public', 'observer', 'delegation', 'committee', 'secretariat', name='capacity', native_enum=False, length=24)
WRITTEN = {'bracket': ('reason',), 'bracket_alternative': ('words',), 'bracket_closing': ('reason',)}
TABLES = ('bracket', 'bracket_alternative', 'bracket_owner', 'bracket_closing', 'revision_bracket')
INDEXED = (
    ('bracket', 'document_id'),
    ('bracket', 'paragraph_id'),
    ('bracket_alternative', 'bracket_id'),
    ('bracket_alternative', 'suggestion_id'),
    ('bracket_owner', 'alternative_id'),
    ('bracket_owner', 'delegation_id'),
    ('revision_bracket', 'revision_id'),
)


def upgrade() -> None:
    for table, column in (('revision', 'open_reason'), ('adoption', 'open_reason')):
        op.add_column(table, sa.Column(column, sa.Text(), nullable=False, server_default=''))
    op.add_column('revision', sa.Column('open_hash', sa.String(length=64), nullable=False, server_default=''))
    op.create_table('bracket',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('document_id', sa.Integer(), nullable=False),
    sa.Column('paragraph_id', sa.Integer(), nullable=False),
    sa.Column('version_id', sa.Integer(), nullable=False),
    sa.Column('starts', sa.Integer(), nullable=False),
    sa.Column('ends', sa.Integer(), nullable=False),
    sa.Column('reason', sa.Text(), nullable=False),
    sa.Column('person_id', sa.Integer(), nullable=False),
    sa.Column('capacity', CAPACITY, nullable=False),
    sa.Column('created_at', models.base.UTCDateTime(), nullable=False),
    *sealed(),
    sa.ForeignKeyConstraint(['document_id'], ['document.id'], name=op.f('fk_bracket_document_id_document')),
    sa.ForeignKeyConstraint(['paragraph_id'], ['paragraph.id'], name=op.f('fk_bracket_paragraph_id_paragraph')),
    sa.ForeignKeyConstraint(['version_id'], ['version.id'], name=op.f('fk_bracket_version_id_version')),
    sa.ForeignKeyConstraint(['person_id'], ['person.id'], name=op.f('fk_bracket_person_id_person')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_bracket'))
    )
    op.create_table('bracket_alternative',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('bracket_id', sa.Integer(), nullable=False),
    sa.Column('ordinal', sa.Integer(), nullable=False),
    sa.Column('suggestion_id', sa.Integer(), nullable=True),
    sa.Column('words', sa.Text(), nullable=False),
    *sealed(),
    sa.ForeignKeyConstraint(['bracket_id'], ['bracket.id'], name=op.f('fk_bracket_alternative_bracket_id_bracket')),
    sa.ForeignKeyConstraint(['suggestion_id'], ['suggestion.id'], name=op.f('fk_bracket_alternative_suggestion_id_suggestion')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_bracket_alternative'))
    )
    op.create_table('bracket_owner',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('alternative_id', sa.Integer(), nullable=False),
    sa.Column('delegation_id', sa.Integer(), nullable=False),
    sa.ForeignKeyConstraint(['alternative_id'], ['bracket_alternative.id'], name=op.f('fk_bracket_owner_alternative_id_bracket_alternative')),
    sa.ForeignKeyConstraint(['delegation_id'], ['delegation.id'], name=op.f('fk_bracket_owner_delegation_id_delegation')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_bracket_owner'))
    )
    op.create_table('bracket_closing',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('bracket_id', sa.Integer(), nullable=False),
    sa.Column('version_id', sa.Integer(), nullable=True),
    sa.Column('reason', sa.Text(), nullable=False),
    sa.Column('person_id', sa.Integer(), nullable=False),
    sa.Column('capacity', CAPACITY, nullable=False),
    sa.Column('created_at', models.base.UTCDateTime(), nullable=False),
    *sealed(),
    sa.ForeignKeyConstraint(['bracket_id'], ['bracket.id'], name=op.f('fk_bracket_closing_bracket_id_bracket')),
    sa.ForeignKeyConstraint(['version_id'], ['version.id'], name=op.f('fk_bracket_closing_version_id_version')),
    sa.ForeignKeyConstraint(['person_id'], ['person.id'], name=op.f('fk_bracket_closing_person_id_person')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_bracket_closing')),
    sa.UniqueConstraint('bracket_id', name=op.f('uq_bracket_closing_bracket_id'))
    )
    op.create_table('revision_bracket',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('revision_id', sa.Integer(), nullable=False),
    sa.Column('bracket_id', sa.Integer(), nullable=False),
    sa.Column('starts', sa.Integer(), nullable=False),
    sa.Column('ends', sa.Integer(), nullable=False),
    sa.Column('lost', sa.Boolean(), nullable=False),
    sa.ForeignKeyConstraint(['revision_id'], ['revision.id'], name=op.f('fk_revision_bracket_revision_id_revision')),
    sa.ForeignKeyConstraint(['bracket_id'], ['bracket.id'], name=op.f('fk_revision_bracket_bracket_id_bracket')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_revision_bracket'))
    )
    for table, column in INDEXED:
        op.create_index(op.f(f'ix_{table}_{column}'), table, [column])
    connection = op.get_bind()
    for table in TABLES:
        columns = [column['name'] for column in sa.inspect(connection).get_columns(table)]
        for statement in guard(connection.dialect.name, table, columns, WRITTEN.get(table, ())):
            op.execute(sa.text(statement.replace(":", "\\:")))


def sealed() -> tuple[sa.Column, ...]:
    return (
        sa.Column('salt', sa.String(length=32), nullable=False),
        sa.Column('digest', sa.String(length=64), nullable=False),
        sa.Column('redacted', sa.Boolean(), nullable=False),
    )


def downgrade() -> None:
    for table in reversed(TABLES):
        op.drop_table(table)
    op.drop_column('revision', 'open_hash')
    op.drop_column('adoption', 'open_reason')
    op.drop_column('revision', 'open_reason')
