"""The author is asked

What the committee puts to the author of a suggestion before it decides, and what is answered.
"""

import sqlalchemy as sa
from alembic import op

import models.base
from models.triggers import guard

revision = '0017'
down_revision = '0016'
branch_labels = None
depends_on = None


def upgrade() -> None:
    question = op.create_table('author_question',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('suggestion_id', sa.Integer(), nullable=False),
    sa.Column('wording_id', sa.Integer(), nullable=False),
    sa.Column('version_id', sa.Integer(), nullable=True),
    sa.Column('place_id', sa.Integer(), nullable=True),
    sa.Column('with_id', sa.Integer(), nullable=True),
    sa.Column('outcome', sa.String(length=24), nullable=False),
    sa.Column('covered_by_id', sa.Integer(), nullable=True),
    sa.Column('changes', sa.Text(), nullable=True),
    sa.Column('words', sa.Text(), nullable=False),
    sa.Column('reason', sa.Text(), nullable=False),
    sa.Column('note', sa.Text(), nullable=False),
    sa.Column('answer_by', sa.Date(), nullable=False),
    sa.Column('person_id', sa.Integer(), nullable=False),
    sa.Column('capacity', sa.String(length=24), nullable=False),
    sa.Column('created_at', models.base.UTCDateTime(), nullable=False),
    sa.Column('salt', sa.String(length=32), nullable=False),
    sa.Column('digest', sa.String(length=64), nullable=False),
    sa.Column('redacted', sa.Boolean(), nullable=False),
    sa.ForeignKeyConstraint(['covered_by_id'], ['suggestion.id'], name=op.f('fk_author_question_covered_by_id_suggestion')),
    sa.ForeignKeyConstraint(['person_id'], ['person.id'], name=op.f('fk_author_question_person_id_person')),
    sa.ForeignKeyConstraint(['place_id'], ['place.id'], name=op.f('fk_author_question_place_id_place')),
    sa.ForeignKeyConstraint(['suggestion_id'], ['suggestion.id'], name=op.f('fk_author_question_suggestion_id_suggestion')),
    sa.ForeignKeyConstraint(['version_id'], ['version.id'], name=op.f('fk_author_question_version_id_version')),
    sa.ForeignKeyConstraint(['with_id'], ['author_question.id'], name=op.f('fk_author_question_with_id_author_question')),
    sa.ForeignKeyConstraint(['wording_id'], ['wording.id'], name=op.f('fk_author_question_wording_id_wording')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_author_question'))
    )
    op.create_index(op.f('ix_author_question_suggestion_id'), 'author_question', ['suggestion_id'], unique=False)
    op.create_index(op.f('ix_author_question_with_id'), 'author_question', ['with_id'], unique=False)
    answer = op.create_table('author_answer',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('question_id', sa.Integer(), nullable=False),
    sa.Column('agrees', sa.Boolean(), nullable=False),
    sa.Column('sentence', sa.Text(), nullable=False),
    sa.Column('language', sa.String(length=16), nullable=False),
    sa.Column('person_id', sa.Integer(), nullable=False),
    sa.Column('capacity', sa.String(length=24), nullable=False),
    sa.Column('created_at', models.base.UTCDateTime(), nullable=False),
    sa.Column('salt', sa.String(length=32), nullable=False),
    sa.Column('digest', sa.String(length=64), nullable=False),
    sa.Column('redacted', sa.Boolean(), nullable=False),
    sa.ForeignKeyConstraint(['person_id'], ['person.id'], name=op.f('fk_author_answer_person_id_person')),
    sa.ForeignKeyConstraint(['question_id'], ['author_question.id'], name=op.f('fk_author_answer_question_id_author_question')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_author_answer')),
    sa.UniqueConstraint('question_id', name=op.f('uq_author_answer_question_id'))
    )
    for table, written in ((question, ('words', 'reason', 'note')), (answer, ('sentence',))):
        columns = [column.name for column in table.columns]
        for statement in guard(op.get_bind().dialect.name, table.name, columns, written):
            op.execute(statement)


def downgrade() -> None:
    op.drop_table('author_answer')
    op.drop_table('author_question')
    if op.get_bind().dialect.name == 'postgresql':
        op.execute('DROP FUNCTION IF EXISTS "author_answer_append_only"()')
        op.execute('DROP FUNCTION IF EXISTS "author_question_append_only"()')
