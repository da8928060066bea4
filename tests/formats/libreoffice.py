"""What LibreOffice reads in Word files, all changes accepted and all rejected."""

import json
import os
import signal
import subprocess
from pathlib import Path

from tests.support.needs import program

READER = Path(__file__).with_name("libreoffice_reader.py")
NEEDS = "libreoffice", "python3-uno"
PATIENCE = 300  # seconds


def read(files, folder):
    """Return of each file the paragraphs accepted and rejected, each as label and words."""
    options = ["--headless", "--norestore", f"--accept=pipe,name={folder.name};urp;"]
    office = subprocess.Popen(
        [program("libreoffice"), *options, f"-env:UserInstallation={folder.as_uri()}"],
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        start_new_session=True,  # it starts others, which have to end with it
    )
    try:
        command = ["/usr/bin/python3", READER, folder.name, *map(str, files)]
        answer = subprocess.run(command, capture_output=True, check=False, timeout=PATIENCE)
    finally:
        os.killpg(office.pid, signal.SIGKILL)
        office.wait()
    assert answer.returncode == 0, answer.stderr.decode()
    return json.loads(answer.stdout)
