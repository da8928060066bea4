"""The journal names every row of history

Until now an event named the words that it touched by their hash, and no other column. From here on it
names whole rows. What is there already is named once, by one event; before that, the journal is
verified by the rule under which it was written. Where it does not hold, the upgrade stops:

    flask db upgrade -x journal=broken

goes on all the same; the event says what was broken. Quotes of comments get a seal of their own.
"""

import hashlib
import json
import secrets
from datetime import UTC, datetime

import sqlalchemy as sa
from alembic import context, op
from alembic.util import CommandError

import models.base

revision = '0009'
down_revision = '0008'
branch_labels = None
depends_on = None

KIND = 'history_named'
GENESIS = '0' * 64
WORDS = {  # what the old rule covers, besides revisions and decisions
    'version': ('words',),
    'wording': ('words', 'reason'),
    'decision': ('reason',),
    'comment': ('words',),
}
STATED = ('id', 'suggestion_id', 'wording_id', 'outcome', 'covered_by_id', 'version_id', 'place_id')
QUOTE = ('quote', 'quote_prefix', 'quote_suffix')
SEALED = ('salt', 'redacted')
# The new rule as of this schema: what events tell of a row, what may change, what no hash covers.
RULE = {
    'conference': (
        (),
        ('debate_open', 'members_release'),
        ('name', 'short_name', 'place', 'starts_on', 'ends_on', 'time_zone', 'organisers', 'supporters', 'contact',
         'counted_kinds'),
    ),
    'document': (
        (),
        ('slug', 'scheme', 'language', 'stage', 'deadline', 'position', 'rehearsal'),
        ('title', 'symbol', 'meeting_at'),
    ),
    'paragraph': (('document_id',), (), ()),
    'place': (('paragraph_id', 'rank', 'kind', 'level', 'live'), (), ()),
    'version': (('paragraph_id', 'language'), (), (*WORDS['version'], *SEALED)),
    'revision': (('document_id', 'ordinal', 'language', 'content_hash'), (), ()),
    'revision_entry': (
        ('revision_id', 'position', 'paragraph_id', 'version_id', 'place_id', 'number'), (), ()
    ),
    'supersession': (('revision_id', 'right_revision_id'), (), ()),
    'adoption': (('document_id', 'revision_id'), (), ()),
    'suggestion': (
        ('number', 'document_id', 'form'), ('status', 'withdrawn_at', 'paragraph_id'), ()
    ),
    'wording': (('suggestion_id',), (), (*WORDS['wording'], *SEALED)),
    'decision': (STATED[1:], (), (*WORDS['decision'], *SEALED)),
    'comment': (
        (), ('resolved_at', 'withdrawn_at'), (*WORDS['comment'], *SEALED, *QUOTE, 'quote_salt')
    ),
}


def upgrade() -> None:
    op.add_column('comment', sa.Column('quote_salt', sa.String(length=32), nullable=False, server_default=''))
    op.add_column('comment', sa.Column('quote_digest', sa.String(length=64), nullable=False, server_default=''))
    op.add_column('journal_head', sa.Column('held_at', models.base.UTCDateTime(), nullable=True))
    op.add_column('journal_head', sa.Column('held_id', sa.Integer(), nullable=False, server_default='0'))
    connection = op.get_bind()
    tables = reflected(connection)
    flaws, damage = verified(connection, tables)
    told = context.get_x_argument(as_dictionary=True).get('journal') == 'broken'
    if flaws and not told:
        raise CommandError(
            f"The journal does not hold: {'; '.join(flaws[:5])}. Nothing was upgraded. Compare with the newest"
            " backup that holds. 'flask db upgrade -x journal=broken' goes on all the same, and the journal says so."
        )
    seal_quotes(connection, tables['comment'])
    name_history(connection, tables, {'broken': damage} if flaws else {})


def downgrade() -> None:
    named = sa.text("SELECT count(*) FROM event WHERE kind = :kind").bindparams(kind=KIND)
    if op.get_bind().scalar(named):
        raise CommandError(
            'The journal names history by a rule that the older schema does not know: restore the backup of before.'
        )
    op.drop_column('journal_head', 'held_id')
    op.drop_column('journal_head', 'held_at')
    op.drop_column('comment', 'quote_digest')
    op.drop_column('comment', 'quote_salt')


def reflected(connection: sa.Connection) -> dict[str, sa.Table]:
    metadata = sa.MetaData()
    metadata.reflect(connection, only=[*RULE, 'event', 'subject', 'journal_head'])
    return dict(metadata.tables)


def canonical(value: object) -> str:
    return json.dumps(value, sort_keys=True, separators=(',', ':'), ensure_ascii=False)


def sha256(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()


def as_json(value):
    if isinstance(value, datetime):
        return value.isoformat(' ', 'microseconds')
    if hasattr(value, 'isoformat'):
        return value.isoformat()
    return int(value) if isinstance(value, bool) else value


def rows(connection: sa.Connection, table: sa.Table):
    """Yield the rows of a table in the order of ids, a few at a time."""
    query = sa.select(table).order_by(table.c.id)
    with connection.execute(query, execution_options={'yield_per': 500}) as stored:
        yield from stored.mappings()


def seal(salt: str, row, words) -> str:
    return sha256(json.dumps([salt, *(row[name] or '' for name in words)]))


# The old rule.


def verified(connection: sa.Connection, tables: dict[str, sa.Table]) -> tuple[list[str], dict[str, str]]:
    """Return what does not hold, in sentences, and the seals of changed words as they are."""
    flaws: list[str] = []
    damage: dict[str, str] = {}
    subjects: dict[int, list[tuple[str, int, str]]] = {}
    for row in rows(connection, tables['subject']):
        subjects.setdefault(row['event_id'], []).append((row['kind'], row['thing_id'], row['digest']))
    decided, printed, redacted = chained(connection, tables, subjects, flaws)
    named: dict[tuple[str, int], str] = {}
    for group in subjects.values():
        named.update({(kind, id_): digest for kind, id_, digest in group})
    for table in RULE:
        ids = set(connection.scalars(sa.select(tables[table].c.id)))
        flaws += [f'{kind} {id_} is gone' for kind, id_ in named if kind == table and id_ not in ids]
    for table, words in WORDS.items():
        first = min((id_ for kind, id_ in named if kind == table), default=None)
        for row in rows(connection, tables[table]):
            key, recorded = (table, row['id']), (table, row['id']) in redacted
            added = key not in named and first is not None and row['id'] > first
            emptied = row['redacted'] and not row['salt'] and not any(row[name] for name in words)
            whole = not row['redacted'] and seal(row['salt'], row, words) == row['digest']
            if added:
                flaws.append(f'{table} {row["id"]} was added without an event')
            elif named.get(key, row['digest']) != row['digest'] or not (emptied and recorded or whole):
                flaws.append(f'the words of {table} {row["id"]} were changed')
            if not (emptied and recorded or whole):
                damage[f'{table} {row["id"]}'] = seal(row['salt'], row, words)
    for row in rows(connection, tables['decision']):
        if row['id'] in decided and [row[name] for name in STATED] != decided[row['id']]:
            flaws.append(f'decision {row["id"]} was changed')
    flaws += changed_revisions(connection, tables, printed)
    return flaws, damage


def chained(connection, tables, subjects, flaws):
    """Verify the events; return what they say of decisions and revisions, and what was redacted."""
    decided: dict[int, list[object]] = {}
    printed: dict[int, str] = {}
    redacted: set[tuple[str, int]] = set()
    last, previous = 0, GENESIS
    for event in rows(connection, tables['event']):
        touched = subjects.get(event['id'], [])
        columns = [
            event['id'],
            event['kind'],
            event['at'].replace(tzinfo=UTC).isoformat(),
            *(event[name] for name in ('person_id', 'capacity', 'delegation_id', 'document_id', 'audience', 'payload')),
            sorted(touched),
        ]
        if event['id'] != last + 1:
            flaws.append(f'an event before {event["id"]} is missing')
        elif event['previous'] != previous or event['hash'] != sha256(previous + canonical(columns)):
            flaws.append(f'event {event["id"]} was changed')
        last, previous = event['id'], event['hash']
        payload = json.loads(event['payload'])
        decided.update({decision[0]: decision for decision in payload.get('decisions', ())})
        if event['kind'] == 'revision_published':
            printed.update({id_: payload['content_hash'] for kind, id_, _ in touched if kind == 'revision'})
        if event['kind'] == 'words_redacted':
            redacted.update((kind, id_) for kind, id_, _ in touched)
    end = connection.execute(sa.select(tables['journal_head'].c['event_id', 'hash'])).one()
    if tuple(end) != (last, previous):
        flaws.append('the journal was cut off')
    return decided, printed, redacted


def changed_revisions(connection, tables, printed):
    entry, version, place = tables['revision_entry'], tables['version'], tables['place']
    lines = (
        sa.select(version.c.redacted, place.c.kind, place.c.level, entry.c.number, version.c.words)
        .select_from(entry)
        .join(version, version.c.id == entry.c.version_id)
        .join(place, place.c.id == entry.c.place_id)
        .order_by(entry.c.position)
    )
    for row in rows(connection, tables['revision']):
        text = connection.execute(lines.where(entry.c.revision_id == row['id'])).all()
        hashed = printed.get(row['id'])
        again = sha256(json.dumps([row['language'], [list(line[1:]) for line in text]]))
        emptied = any(line.redacted for line in text)
        if hashed is not None and (hashed != row['content_hash'] or not (emptied or again == hashed)):
            yield f'revision {row["id"]} was changed'


# The new rule.


def seal_quotes(connection: sa.Connection, comment: sa.Table) -> None:
    for row in connection.execute(sa.select(comment).where(comment.c.quote != '')).mappings().all():
        salt = secrets.token_hex(16)
        sealed = {'quote_salt': salt, 'quote_digest': seal(salt, row, QUOTE)}
        connection.execute(sa.update(comment).where(comment.c.id == row['id']).values(sealed))


def name_history(connection: sa.Connection, tables: dict[str, sa.Table], payload: dict[str, object]) -> None:
    """Append the event that names every row; an empty database has nothing to name."""
    told: dict[str, list[dict[str, object]]] = {}
    subjects: list[tuple[str, int, str]] = []
    for table, (fixed, changing, loose) in RULE.items():
        for row in rows(connection, tables[table]):
            covered = {
                name: as_json(value)
                for name, value in row.items()
                if value and name not in {*changing, *loose}
            }
            subjects.append((table, row['id'], sha256(canonical(covered))))
            codes = {name: as_json(row[name]) for name in fixed if row[name]}
            codes |= {name: as_json(row[name]) for name in changing}
            if fixed or changing:
                told.setdefault(table, []).append({'id': row['id'], **codes})
    head, events = tables['journal_head'], tables['event']
    ends = sa.select(events.c['id', 'hash']).order_by(events.c.id.desc()).limit(1)
    last, previous = connection.execute(ends).one_or_none() or (0, GENESIS)
    if not last and not subjects:
        return
    event = {
        'id': last + 1,
        'kind': KIND,
        'at': models.base.now().replace(tzinfo=None),
        'person_id': None,
        'capacity': 'secretariat',
        'delegation_id': None,
        'document_id': None,
        'audience': 'secretariat',
        'payload': canonical({'rows': told, **payload}),
    }
    columns = [value.replace(tzinfo=UTC).isoformat() if name == 'at' else value for name, value in event.items()]
    digest = sha256(previous + canonical([*columns, sorted(subjects)]))
    connection.execute(sa.insert(events).values(**event, previous=previous, hash=digest))
    connection.execute(sa.update(head).values(event_id=event['id'], hash=digest))
    names = [dict(zip(('kind', 'thing_id', 'digest'), each, strict=True)) for each in sorted(subjects)]
    if names:
        connection.execute(sa.insert(tables['subject']), [{'event_id': event['id'], **name} for name in names])
