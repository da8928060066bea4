"""One request at a time, as a server hands it on: CPU, wall, statements, bytes."""

import time
from dataclasses import dataclass, field
from statistics import median, quantiles

import sqlalchemy as sa
from werkzeug.test import EnvironBuilder

READING = ("SELECT", "INSERT", "UPDATE", "DELETE", "WITH")


@dataclass
class Measured:
    """Figures of one page: milliseconds, bytes on the wire, statements of the costliest request."""

    name: str
    cpu: list[float] = field(default_factory=list)
    wall: list[float] = field(default_factory=list)
    constant: list[float] = field(default_factory=list)
    cold: float = 0.0
    statements: int = 0
    size: int = 0
    status: int = 0

    @property
    def typical(self):
        """Return the median CPU."""
        return median(self.cpu)

    def row(self):
        """Return the line that is printed; the ratio is to the constant of the same minute."""
        ratio = self.typical / median(self.constant)
        return (
            f"{self.name:44} {self.status} {self.statements:4} {self.typical:8.2f}"
            f" {_p95(self.cpu):8.2f} {median(self.wall):8.2f} {_p95(self.wall):8.2f}"
            f" {self.cold:8.1f} {self.size:8} {ratio:7.1f}"
        )


HEADER = f"{'page':44} code stmt  cpu ms      p95  wall ms      p95     cold    bytes   ratio"


def _p95(values):
    return quantiles(values, n=20)[-1] if len(values) > 1 else values[0]


def count_statements(engine):
    """Return a list that grows by one with every statement that reads or writes rows."""
    seen = []

    @sa.event.listens_for(engine, "before_cursor_execute")
    def note(_connection, _cursor, statement, *_):
        if statement.lstrip().upper().startswith(READING):
            seen.append(statement)

    return seen


def request(app, path, cookie="", **options):
    """Answer one request; return status, size and body chunks consumed."""
    headers = {"Accept-Encoding": "gzip", **({"Cookie": cookie} if cookie else {})}
    environ = EnvironBuilder(path=path, headers=headers, **options).get_environ()
    answer = {}

    def start(status, headers, _info=None):
        answer["status"] = int(status.split()[0])

    began, cpu = time.perf_counter(), time.process_time()
    chunks = app(environ, start)
    size = sum(len(chunk) for chunk in chunks)
    close = getattr(chunks, "close", None)
    if close:
        close()
    spent = time.process_time() - cpu
    return answer["status"], size, spent * 1000, (time.perf_counter() - began) * 1000


def measure(app, measured, path, times, *, seen=(), cookie="", before=None, constant=None):
    """Ask ``times`` times; ``before(n)`` runs uncounted ahead of each.

    A constant response of ``constant`` is asked for after each, so that both meet the same load.
    """
    for number in range(times):
        if before:
            before(number)
        start = len(seen)
        measured.status, measured.size, cpu, wall = request(app, path, cookie)
        measured.statements = max(measured.statements, len(seen) - start)
        measured.cpu.append(cpu)
        measured.wall.append(wall)
        measured.constant.append(request(constant or app, "/constant")[2])
    return measured
