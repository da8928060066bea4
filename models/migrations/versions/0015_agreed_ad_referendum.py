"""Agreed ad referendum

Which paragraphs are agreed provisionally, on which version and at which place, and which
delegations reserve their position.
"""

import sqlalchemy as sa
from alembic import op

import models.base
from models.triggers import guard

revision = '0015'
down_revision = '0014'
branch_labels = None
depends_on = None

CAPACITY = sa.Enum('public', 'observer', 'delegation', 'committee', 'secretariat', name='capacity', native_enum=False, length=24)
AUDIENCE = sa.Enum('everybody', 'opened', 'participants', 'delegation', 'committee', 'secretariat', name='audience', native_enum=False, length=24)


def upgrade() -> None:
    op.create_table('agreement',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('document_id', sa.Integer(), nullable=False),
    sa.Column('paragraph_id', sa.Integer(), nullable=False),
    sa.Column('version_id', sa.Integer(), nullable=False),
    sa.Column('place_id', sa.Integer(), nullable=False),
    sa.Column('agreed', sa.Boolean(), nullable=False),
    sa.Column('reason', sa.Text(), nullable=False),
    sa.Column('person_id', sa.Integer(), nullable=False),
    sa.Column('capacity', CAPACITY, nullable=False),
    sa.Column('audience', AUDIENCE, nullable=False),
    sa.Column('created_at', models.base.UTCDateTime(), nullable=False),
    sa.Column('salt', sa.String(length=32), nullable=False),
    sa.Column('digest', sa.String(length=64), nullable=False),
    sa.Column('redacted', sa.Boolean(), nullable=False),
    sa.ForeignKeyConstraint(['document_id'], ['document.id'], name=op.f('fk_agreement_document_id_document')),
    sa.ForeignKeyConstraint(['paragraph_id'], ['paragraph.id'], name=op.f('fk_agreement_paragraph_id_paragraph')),
    sa.ForeignKeyConstraint(['person_id'], ['person.id'], name=op.f('fk_agreement_person_id_person')),
    sa.ForeignKeyConstraint(['place_id'], ['place.id'], name=op.f('fk_agreement_place_id_place')),
    sa.ForeignKeyConstraint(['version_id'], ['version.id'], name=op.f('fk_agreement_version_id_version')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_agreement'))
    )
    op.create_index(op.f('ix_agreement_document_id'), 'agreement', ['document_id'])
    op.create_index(op.f('ix_agreement_paragraph_id'), 'agreement', ['paragraph_id'])
    op.create_table('reservation',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('document_id', sa.Integer(), nullable=False),
    sa.Column('paragraph_id', sa.Integer(), nullable=False),
    sa.Column('version_id', sa.Integer(), nullable=False),
    sa.Column('delegation_id', sa.Integer(), nullable=False),
    sa.Column('words', sa.Text(), nullable=False),
    sa.Column('language', sa.String(length=16), nullable=False),
    sa.Column('person_id', sa.Integer(), nullable=False),
    sa.Column('capacity', CAPACITY, nullable=False),
    sa.Column('audience', AUDIENCE, nullable=False),
    sa.Column('created_at', models.base.UTCDateTime(), nullable=False),
    sa.Column('lifted_at', models.base.UTCDateTime(), nullable=True),
    sa.Column('salt', sa.String(length=32), nullable=False),
    sa.Column('digest', sa.String(length=64), nullable=False),
    sa.Column('redacted', sa.Boolean(), nullable=False),
    sa.ForeignKeyConstraint(['delegation_id'], ['delegation.id'], name=op.f('fk_reservation_delegation_id_delegation')),
    sa.ForeignKeyConstraint(['document_id'], ['document.id'], name=op.f('fk_reservation_document_id_document')),
    sa.ForeignKeyConstraint(['paragraph_id'], ['paragraph.id'], name=op.f('fk_reservation_paragraph_id_paragraph')),
    sa.ForeignKeyConstraint(['person_id'], ['person.id'], name=op.f('fk_reservation_person_id_person')),
    sa.ForeignKeyConstraint(['version_id'], ['version.id'], name=op.f('fk_reservation_version_id_version')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_reservation'))
    )
    op.create_index(op.f('ix_reservation_delegation_id'), 'reservation', ['delegation_id'])
    op.create_index(op.f('ix_reservation_document_id'), 'reservation', ['document_id'])
    op.create_index(op.f('ix_reservation_paragraph_id'), 'reservation', ['paragraph_id'])
    bind = op.get_bind()
    columns = [column['name'] for column in sa.inspect(bind).get_columns('agreement')]
    for statement in guard(bind.dialect.name, 'agreement', columns, ('reason',)):
        op.execute(statement)


def downgrade() -> None:
    op.drop_table('reservation')
    op.drop_table('agreement')
    if op.get_bind().dialect.name == 'postgresql':
        op.execute('DROP FUNCTION "agreement_append_only"()')
