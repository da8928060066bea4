"""Sub-amendments

Other words for a suggestion's own text, and what became of each.
"""

import sqlalchemy as sa
from alembic import op

import models.base
from models.triggers import guard

revision = '0019'
down_revision = '0018'
branch_labels = None
depends_on = None

CAPACITY = sa.Enum('public', 'observer', 'delegation', 'committee', 'secretariat', name='capacity', native_enum=False, length=24)
AUDIENCE = sa.Enum('everybody', 'opened', 'participants', 'delegation', 'committee', 'secretariat', name='audience', native_enum=False, length=24)
AMENDED = sa.Enum('accepted', 'adapted', 'rejected', 'withdrawn', 'lapsed', name='amended', native_enum=False, length=24)
WRITTEN = {'sub_amendment': ('words', 'reason'), 'sub_amendment_decision': ('reason',)}


def upgrade() -> None:
    op.create_table('sub_amendment',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('suggestion_id', sa.Integer(), nullable=False),
    sa.Column('wording_id', sa.Integer(), nullable=False),
    sa.Column('ordinal', sa.Integer(), nullable=False),
    sa.Column('words', sa.Text(), nullable=False),
    sa.Column('reason', sa.Text(), nullable=False),
    sa.Column('language', sa.String(length=16), nullable=False),
    sa.Column('delegation_id', sa.Integer(), nullable=False),
    sa.Column('person_id', sa.Integer(), nullable=False),
    sa.Column('capacity', CAPACITY, nullable=False),
    sa.Column('audience', AUDIENCE, nullable=False),
    sa.Column('created_at', models.base.UTCDateTime(), nullable=False),
    *sealed(),
    sa.ForeignKeyConstraint(['delegation_id'], ['delegation.id'], name=op.f('fk_sub_amendment_delegation_id_delegation')),
    sa.ForeignKeyConstraint(['person_id'], ['person.id'], name=op.f('fk_sub_amendment_person_id_person')),
    sa.ForeignKeyConstraint(['suggestion_id'], ['suggestion.id'], name=op.f('fk_sub_amendment_suggestion_id_suggestion')),
    sa.ForeignKeyConstraint(['wording_id'], ['wording.id'], name=op.f('fk_sub_amendment_wording_id_wording')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_sub_amendment'))
    )
    op.create_index(op.f('ix_sub_amendment_delegation_id'), 'sub_amendment', ['delegation_id'])
    op.create_index(op.f('ix_sub_amendment_suggestion_id'), 'sub_amendment', ['suggestion_id'])
    op.create_table('sub_amendment_decision',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('sub_amendment_id', sa.Integer(), nullable=False),
    sa.Column('outcome', AMENDED, nullable=False),
    sa.Column('reason', sa.Text(), nullable=False),
    sa.Column('wording_id', sa.Integer(), nullable=True),
    sa.Column('person_id', sa.Integer(), nullable=False),
    sa.Column('capacity', CAPACITY, nullable=False),
    sa.Column('created_at', models.base.UTCDateTime(), nullable=False),
    *sealed(),
    sa.ForeignKeyConstraint(['person_id'], ['person.id'], name=op.f('fk_sub_amendment_decision_person_id_person')),
    sa.ForeignKeyConstraint(['sub_amendment_id'], ['sub_amendment.id'], name=op.f('fk_sub_amendment_decision_sub_amendment_id_sub_amendment')),
    sa.ForeignKeyConstraint(['wording_id'], ['wording.id'], name=op.f('fk_sub_amendment_decision_wording_id_wording')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_sub_amendment_decision')),
    sa.UniqueConstraint('sub_amendment_id', name=op.f('uq_sub_amendment_decision_sub_amendment_id'))
    )
    op.create_index(op.f('ix_sub_amendment_decision_wording_id'), 'sub_amendment_decision', ['wording_id'])
    bind = op.get_bind()
    for table, written in WRITTEN.items():
        columns = [column['name'] for column in sa.inspect(bind).get_columns(table)]
        for statement in guard(bind.dialect.name, table, columns, written):
            op.execute(statement)


def sealed() -> list[sa.Column]:
    return [
        sa.Column('salt', sa.String(length=32), nullable=False),
        sa.Column('digest', sa.String(length=64), nullable=False),
        sa.Column('redacted', sa.Boolean(), nullable=False),
    ]


def downgrade() -> None:
    for table in reversed(WRITTEN):
        op.drop_table(table)
    if op.get_bind().dialect.name == 'postgresql':
        for table in WRITTEN:
            op.execute(f'DROP FUNCTION "{table}_append_only"()')
