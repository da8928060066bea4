"""Rules of procedure

Which parts of the negotiation a conference has switched on: none where one is under way.
"""

import sqlalchemy as sa
from alembic import op

revision = '0011'
down_revision = '0010'
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column('conference', sa.Column('procedure', sa.Text(), nullable=False, server_default=''))


def downgrade() -> None:
    op.drop_column('conference', 'procedure')
