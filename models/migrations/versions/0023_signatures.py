"""Signatures

The register of who signed an adopted text, and who asks to.
"""

import sqlalchemy as sa
from alembic import op

import models.base

revision = '0023'
down_revision = '0022'
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table('signing_register',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('adoption_id', sa.Integer(), nullable=False),
    sa.Column('open', sa.Boolean(), nullable=False),
    sa.Column('created_at', models.base.UTCDateTime(), nullable=False),
    sa.ForeignKeyConstraint(['adoption_id'], ['adoption.id'], name=op.f('fk_signing_register_adoption_id_adoption')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_signing_register')),
    sa.UniqueConstraint('adoption_id', name=op.f('uq_signing_register_adoption_id'))
    )
    op.create_table('signature',
    sa.Column('id', sa.Integer(), nullable=False),
    *who_signs(),
    sa.Column('way', sa.String(length=24), nullable=False),
    sa.Column('signed_on', sa.Date(), nullable=False),
    sa.Column('delegation_id', sa.Integer(), nullable=True),
    sa.Column('person_id', sa.Integer(), nullable=False),
    sa.Column('capacity', sa.String(length=24), nullable=False),
    sa.Column('created_at', models.base.UTCDateTime(), nullable=False),
    sa.Column('withdrawn_on', sa.Date(), nullable=True),
    sa.Column('salt', sa.String(length=32), nullable=False),
    sa.Column('digest', sa.String(length=64), nullable=False),
    sa.Column('redacted', sa.Boolean(), nullable=False),
    sa.ForeignKeyConstraint(['adoption_id'], ['adoption.id'], name=op.f('fk_signature_adoption_id_adoption')),
    sa.ForeignKeyConstraint(['delegation_id'], ['delegation.id'], name=op.f('fk_signature_delegation_id_delegation')),
    sa.ForeignKeyConstraint(['person_id'], ['person.id'], name=op.f('fk_signature_person_id_person')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_signature'))
    )
    op.create_index(op.f('ix_signature_adoption_id'), 'signature', ['adoption_id'])
    op.create_index(op.f('ix_signature_delegation_id'), 'signature', ['delegation_id'])
    op.create_table('signature_request',
    sa.Column('id', sa.Integer(), nullable=False),
    *who_signs(),
    sa.Column('email', sa.String(length=254), nullable=False),
    sa.Column('language', sa.String(length=8), nullable=False),
    sa.Column('asked_at', models.base.UTCDateTime(), nullable=False),
    sa.Column('answered_at', models.base.UTCDateTime(), nullable=True),
    sa.Column('refusal', sa.Text(), nullable=False),
    sa.Column('signature_id', sa.Integer(), nullable=True),
    sa.ForeignKeyConstraint(['adoption_id'], ['adoption.id'], name=op.f('fk_signature_request_adoption_id_adoption')),
    sa.ForeignKeyConstraint(['signature_id'], ['signature.id'], name=op.f('fk_signature_request_signature_id_signature')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_signature_request'))
    )
    op.create_index(op.f('ix_signature_request_adoption_id'), 'signature_request', ['adoption_id'])
    op.create_index(op.f('ix_signature_request_asked_at'), 'signature_request', ['asked_at'])


def who_signs() -> list[sa.Column]:
    return [
        sa.Column('adoption_id', sa.Integer(), nullable=False),
        sa.Column('authority', sa.String(length=200), nullable=False),
        sa.Column('kind', sa.String(length=24), nullable=False),
        sa.Column('country', sa.String(length=2), nullable=False),
        sa.Column('world_region', sa.String(length=24), nullable=False),
        sa.Column('signatory', sa.String(length=200), nullable=False),
        sa.Column('office', sa.String(length=200), nullable=False),
        sa.Column('decision_url', sa.String(length=500), nullable=False),
    ]


def downgrade() -> None:
    op.drop_table('signature_request')
    op.drop_table('signature')
    op.drop_table('signing_register')
