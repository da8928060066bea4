"""Entries for delegations

What an official entered for a delegation, and what the delegation answered.
"""

import sqlalchemy as sa
from alembic import op

revision = '0013'
down_revision = '0012'
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table('entry',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('delegation_id', sa.Integer(), nullable=False),
    sa.Column('suggestion_id', sa.Integer(), nullable=True),
    sa.Column('comment_id', sa.Integer(), nullable=True),
    sa.Column('source', sa.Enum('floor', 'letter', name='entrysource', native_enum=False, length=24), nullable=False),
    sa.Column('person_id', sa.Integer(), nullable=False),
    sa.Column('capacity', sa.Enum('public', 'observer', 'delegation', 'committee', 'secretariat', name='capacity', native_enum=False, length=24), nullable=False),
    sa.Column('created_at', sa.DateTime(), nullable=False),
    sa.Column('answer', sa.Enum('confirmed', 'refused', 'taken_back', name='entryanswer', native_enum=False, length=24), nullable=True),
    sa.Column('answered_at', sa.DateTime(), nullable=True),
    sa.Column('answered_by_id', sa.Integer(), nullable=True),
    sa.ForeignKeyConstraint(['answered_by_id'], ['person.id'], name=op.f('fk_entry_answered_by_id_person')),
    sa.ForeignKeyConstraint(['comment_id'], ['comment.id'], name=op.f('fk_entry_comment_id_comment')),
    sa.ForeignKeyConstraint(['delegation_id'], ['delegation.id'], name=op.f('fk_entry_delegation_id_delegation')),
    sa.ForeignKeyConstraint(['person_id'], ['person.id'], name=op.f('fk_entry_person_id_person')),
    sa.ForeignKeyConstraint(['suggestion_id'], ['suggestion.id'], name=op.f('fk_entry_suggestion_id_suggestion')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_entry')),
    sa.UniqueConstraint('comment_id', name=op.f('uq_entry_comment_id')),
    sa.UniqueConstraint('suggestion_id', name=op.f('uq_entry_suggestion_id'))
    )
    with op.batch_alter_table('entry', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_entry_delegation_id'), ['delegation_id'], unique=False)


def downgrade() -> None:
    op.drop_table('entry')
