"""The face of the conference

Every delegation has letters and a hue, those there already in the order of registration; the
conference may have a logo, an accent colour and a welcome.
"""

import sqlalchemy as sa
from alembic import op

from models.discs import free_initials

revision = '0010'
down_revision = '0009'
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column('delegation', sa.Column('ordinal', sa.Integer(), nullable=False, server_default='1'))
    op.add_column('delegation', sa.Column('initials', sa.String(length=8), nullable=False, server_default=''))
    give_discs(op.get_bind())
    op.add_column('conference', sa.Column('welcome', sa.Text(), nullable=False, server_default=''))
    op.add_column('conference', sa.Column('accent', sa.String(length=7), nullable=False, server_default=''))
    op.add_column('conference', sa.Column('logo', sa.String(length=64), nullable=False, server_default=''))
    op.create_table('logo',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('media_type', sa.String(length=20), nullable=False),
    sa.Column('content', sa.LargeBinary(), nullable=False),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_logo'))
    )


def give_discs(connection: sa.Connection) -> None:
    delegation = sa.table('delegation', *(sa.column(name) for name in ('id', 'name', 'ordinal', 'initials')))
    named = connection.execute(sa.select(delegation.c.id, delegation.c.name).order_by(delegation.c.id)).all()
    taken: set[str] = set()
    for ordinal, (id_, name) in enumerate(named, 1):
        initials = free_initials(name, ordinal, taken)
        taken.add(initials.casefold())
        disc = {'ordinal': ordinal, 'initials': initials}
        connection.execute(sa.update(delegation).where(delegation.c.id == id_).values(disc))


def downgrade() -> None:
    op.drop_table('logo')
    op.drop_column('conference', 'logo')
    op.drop_column('conference', 'accent')
    op.drop_column('conference', 'welcome')
    op.drop_column('delegation', 'initials')
    op.drop_column('delegation', 'ordinal')
