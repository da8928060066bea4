"""What the application does on a read-only disk, in a process of its own: root writes everywhere.

python -m tests.web.read_only reopened|started FOLDER    # prints what was answered, as JSON
"""

import json
import os
import subprocess
import sys
from pathlib import Path

import sqlalchemy as sa

from tests.conftest import application
from tests.support.enter import enter, token
from tests.support.needs import program

NAME = "declaration.sqlite3"
OPENED = 4  # connections that the pool holds while the file is read-only
ORDINARY = ("--bounding-set=-dac_override,-dac_read_search", "--")  # what root is without
TYPED = {"language": "fr", "time_zone": ""}


def run(what, folder):
    """Do it as somebody whom the rights of files bind; return what was answered."""
    command = [sys.executable, "-m", "tests.web.read_only", what, str(folder)]
    if os.geteuid() == 0:
        command = [program("setpriv"), *ORDINARY, *command]
    done = subprocess.run(command, capture_output=True, text=True, check=False, timeout=120)
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout.splitlines()[-1])


def reopened(folder):
    """Send a form while the file is read-only, and again when it is not any more."""
    app = application(f"sqlite:///{folder / NAME}", folder)
    engine = app.extensions["sqlalchemy"]
    client = enter(app.test_client(), "amina")
    sent = {"csrf_token": token(client, "/account")} | TYPED
    with app.app_context():
        engine.engine.dispose()
        permit(folder, 0o444)
        fill(engine.engine)
    meanwhile = client.post("/account", data=sent)
    with app.app_context():
        fill(engine.engine)
    permit(folder, 0o644)
    later = [client.post("/account", data=sent).status_code for _ in range(OPENED + 1)]
    return {"meanwhile": [meanwhile.status_code, meanwhile.text], "later": later}


def permit(folder, mode):
    """Let the database and the files beside it be written, or not."""
    for file in folder.glob(f"{NAME}*"):
        file.chmod(mode)


def fill(engine):
    """Let the pool hold several connections."""
    opened = [engine.connect() for _ in range(OPENED)]
    for connection in opened:
        connection.execute(sa.text("SELECT 1 FROM person"))
        connection.close()


def started(folder):
    """Start where nothing can be written, in demo mode and not, with and without the folder."""
    (folder / NAME).chmod(0o444)
    folder.chmod(0o555)
    answers = []
    for demo in (False, True):
        for data in (folder, folder / "missing"):
            url = f"sqlite:///{data / NAME}"
            app = application(url, data, DEMO=demo, PROPAGATE_EXCEPTIONS=False)
            answer = app.test_client().get("/", headers={"Accept-Language": "fr"})
            answers.append([answer.status_code, answer.text])
    folder.chmod(0o755)
    return answers


if __name__ == "__main__":
    print(json.dumps({"reopened": reopened, "started": started}[sys.argv[1]](Path(sys.argv[2]))))  # noqa: T201
