"""Watching

What the holders of offices watch: a text, a paragraph, a suggestion.
"""

import sqlalchemy as sa
from alembic import op

revision = '0016'
down_revision = '0015'
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table('watching',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('membership_id', sa.Integer(), nullable=False),
    sa.Column('document_id', sa.Integer(), nullable=False),
    sa.Column('paragraph_id', sa.Integer(), nullable=True),
    sa.Column('suggestion_id', sa.Integer(), nullable=True),
    sa.Column('created_at', sa.DateTime(), nullable=False),
    sa.ForeignKeyConstraint(['document_id'], ['document.id'], name=op.f('fk_watching_document_id_document')),
    sa.ForeignKeyConstraint(['membership_id'], ['membership.id'], name=op.f('fk_watching_membership_id_membership')),
    sa.ForeignKeyConstraint(['paragraph_id'], ['paragraph.id'], name=op.f('fk_watching_paragraph_id_paragraph')),
    sa.ForeignKeyConstraint(['suggestion_id'], ['suggestion.id'], name=op.f('fk_watching_suggestion_id_suggestion')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_watching'))
    )
    op.create_index(op.f('ix_watching_membership_id'), 'watching', ['membership_id'], unique=False)


def downgrade() -> None:
    op.drop_index(op.f('ix_watching_membership_id'), table_name='watching')
    op.drop_table('watching')
