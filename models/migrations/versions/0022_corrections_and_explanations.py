"""Corrections and explanations

Which revisions correct an adopted text, where and why; what delegations put on record beside it.
"""

import sqlalchemy as sa
from alembic import op

import models.base
from models.triggers import guard

revision = '0022'
down_revision = '0021'
branch_labels = None
depends_on = None

CAPACITY = sa.Enum('public', 'observer', 'delegation', 'committee', 'secretariat', name='capacity', native_enum=False, length=24)
KIND = sa.Enum('explanation', 'reservation', name='explanationkind', native_enum=False, length=24)


def upgrade() -> None:
    op.create_table('correction',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('revision_id', sa.Integer(), nullable=False),
    sa.Column('corrected_id', sa.Integer(), nullable=False),
    sa.Column('paragraph_id', sa.Integer(), nullable=False),
    sa.Column('old_version_id', sa.Integer(), nullable=False),
    sa.Column('version_id', sa.Integer(), nullable=False),
    sa.Column('reason', sa.Text(), nullable=False),
    sa.Column('person_id', sa.Integer(), nullable=False),
    sa.Column('capacity', CAPACITY, nullable=False),
    sa.Column('created_at', models.base.UTCDateTime(), nullable=False),
    *sealed(),
    sa.ForeignKeyConstraint(['corrected_id'], ['revision.id'], name=op.f('fk_correction_corrected_id_revision')),
    sa.ForeignKeyConstraint(['old_version_id'], ['version.id'], name=op.f('fk_correction_old_version_id_version')),
    sa.ForeignKeyConstraint(['paragraph_id'], ['paragraph.id'], name=op.f('fk_correction_paragraph_id_paragraph')),
    sa.ForeignKeyConstraint(['person_id'], ['person.id'], name=op.f('fk_correction_person_id_person')),
    sa.ForeignKeyConstraint(['revision_id'], ['revision.id'], name=op.f('fk_correction_revision_id_revision')),
    sa.ForeignKeyConstraint(['version_id'], ['version.id'], name=op.f('fk_correction_version_id_version')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_correction')),
    sa.UniqueConstraint('corrected_id', name=op.f('uq_correction_corrected_id')),
    sa.UniqueConstraint('revision_id', name=op.f('uq_correction_revision_id'))
    )
    op.create_index(op.f('ix_correction_paragraph_id'), 'correction', ['paragraph_id'])
    op.create_table('explanation',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('document_id', sa.Integer(), nullable=False),
    sa.Column('paragraph_id', sa.Integer(), nullable=True),
    sa.Column('delegation_id', sa.Integer(), nullable=False),
    sa.Column('kind', KIND, nullable=False),
    sa.Column('words', sa.Text(), nullable=False),
    sa.Column('language', sa.String(length=16), nullable=False),
    sa.Column('person_id', sa.Integer(), nullable=False),
    sa.Column('capacity', CAPACITY, nullable=False),
    sa.Column('created_at', models.base.UTCDateTime(), nullable=False),
    sa.Column('withdrawn_at', models.base.UTCDateTime(), nullable=True),
    *sealed(),
    sa.ForeignKeyConstraint(['delegation_id'], ['delegation.id'], name=op.f('fk_explanation_delegation_id_delegation')),
    sa.ForeignKeyConstraint(['document_id'], ['document.id'], name=op.f('fk_explanation_document_id_document')),
    sa.ForeignKeyConstraint(['paragraph_id'], ['paragraph.id'], name=op.f('fk_explanation_paragraph_id_paragraph')),
    sa.ForeignKeyConstraint(['person_id'], ['person.id'], name=op.f('fk_explanation_person_id_person')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_explanation'))
    )
    op.create_index(op.f('ix_explanation_delegation_id'), 'explanation', ['delegation_id'])
    op.create_index(op.f('ix_explanation_document_id'), 'explanation', ['document_id'])
    op.create_index(op.f('ix_explanation_paragraph_id'), 'explanation', ['paragraph_id'])
    bind = op.get_bind()
    columns = [column['name'] for column in sa.inspect(bind).get_columns('correction')]
    for statement in guard(bind.dialect.name, 'correction', columns, ('reason',)):
        op.execute(statement)


def sealed() -> list[sa.Column]:
    return [
        sa.Column('salt', sa.String(length=32), nullable=False),
        sa.Column('digest', sa.String(length=64), nullable=False),
        sa.Column('redacted', sa.Boolean(), nullable=False),
    ]


def downgrade() -> None:
    op.drop_table('explanation')
    op.drop_table('correction')
    if op.get_bind().dialect.name == 'postgresql':
        op.execute('DROP FUNCTION "correction_append_only"()')
