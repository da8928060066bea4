"""Packages and exclusions

Suggestions that a delegation tables together, and those that the committee finds to exclude each
other.
"""

import sqlalchemy as sa
from alembic import op

import models.base

revision = '0018'
down_revision = '0017'
branch_labels = None
depends_on = None

CAPACITY = sa.Enum('public', 'observer', 'delegation', 'committee', 'secretariat', name='capacity', native_enum=False, length=24)
AUDIENCE = sa.Enum('everybody', 'opened', 'participants', 'delegation', 'committee', 'secretariat', name='audience', native_enum=False, length=24)
INSIDE = sa.text('left_at IS NULL')


def upgrade() -> None:
    op.create_table('package',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('document_id', sa.Integer(), nullable=False),
    sa.Column('delegation_id', sa.Integer(), nullable=False),
    sa.Column('number', sa.Integer(), nullable=False),
    sa.Column('title', sa.Text(), nullable=False),
    sa.Column('reason', sa.Text(), nullable=False),
    sa.Column('language', sa.String(length=16), nullable=False),
    sa.Column('person_id', sa.Integer(), nullable=False),
    sa.Column('capacity', CAPACITY, nullable=False),
    sa.Column('audience', AUDIENCE, nullable=False),
    sa.Column('created_at', models.base.UTCDateTime(), nullable=False),
    sa.Column('dissolved_at', models.base.UTCDateTime(), nullable=True),
    sa.Column('salt', sa.String(length=32), nullable=False),
    sa.Column('digest', sa.String(length=64), nullable=False),
    sa.Column('redacted', sa.Boolean(), nullable=False),
    sa.ForeignKeyConstraint(['delegation_id'], ['delegation.id'], name=op.f('fk_package_delegation_id_delegation')),
    sa.ForeignKeyConstraint(['document_id'], ['document.id'], name=op.f('fk_package_document_id_document')),
    sa.ForeignKeyConstraint(['person_id'], ['person.id'], name=op.f('fk_package_person_id_person')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_package')),
    sa.UniqueConstraint('document_id', 'number', name=op.f('uq_package_document_id'))
    )
    op.create_index(op.f('ix_package_delegation_id'), 'package', ['delegation_id'])
    op.create_index(op.f('ix_package_document_id'), 'package', ['document_id'])
    op.create_table('exclusion',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('document_id', sa.Integer(), nullable=False),
    sa.Column('number', sa.Integer(), nullable=False),
    sa.Column('reason', sa.Text(), nullable=False),
    sa.Column('person_id', sa.Integer(), nullable=False),
    sa.Column('capacity', CAPACITY, nullable=False),
    sa.Column('audience', AUDIENCE, nullable=False),
    sa.Column('created_at', models.base.UTCDateTime(), nullable=False),
    sa.Column('lifted_at', models.base.UTCDateTime(), nullable=True),
    sa.Column('salt', sa.String(length=32), nullable=False),
    sa.Column('digest', sa.String(length=64), nullable=False),
    sa.Column('redacted', sa.Boolean(), nullable=False),
    sa.ForeignKeyConstraint(['document_id'], ['document.id'], name=op.f('fk_exclusion_document_id_document')),
    sa.ForeignKeyConstraint(['person_id'], ['person.id'], name=op.f('fk_exclusion_person_id_person')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_exclusion')),
    sa.UniqueConstraint('document_id', 'number', name=op.f('uq_exclusion_document_id'))
    )
    op.create_index(op.f('ix_exclusion_document_id'), 'exclusion', ['document_id'])
    for whole in ('package', 'exclusion'):
        member = f'{whole}_member'
        op.create_table(member,
        sa.Column('id', sa.Integer(), nullable=False),
        sa.Column(f'{whole}_id', sa.Integer(), nullable=False),
        sa.Column('suggestion_id', sa.Integer(), nullable=False),
        sa.Column('person_id', sa.Integer(), nullable=False),
        sa.Column('created_at', models.base.UTCDateTime(), nullable=False),
        sa.Column('left_at', models.base.UTCDateTime(), nullable=True),
        sa.ForeignKeyConstraint([f'{whole}_id'], [f'{whole}.id'], name=op.f(f'fk_{member}_{whole}_id_{whole}')),
        sa.ForeignKeyConstraint(['suggestion_id'], ['suggestion.id'], name=op.f(f'fk_{member}_suggestion_id_suggestion')),
        sa.ForeignKeyConstraint(['person_id'], ['person.id'], name=op.f(f'fk_{member}_person_id_person')),
        sa.PrimaryKeyConstraint('id', name=op.f(f'pk_{member}'))
        )
        op.create_index(op.f(f'ix_{member}_{whole}_id'), member, [f'{whole}_id'])
        op.create_index(f'uq_{member}_suggestion_id', member, ['suggestion_id'], unique=True, sqlite_where=INSIDE, postgresql_where=INSIDE)


def downgrade() -> None:
    for table in ('exclusion_member', 'package_member', 'exclusion', 'package'):
        op.drop_table(table)
