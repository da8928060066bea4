"""Accepts and rejects all changes of Word files with LibreOffice.

    /usr/bin/python3 libreoffice_reader.py PIPE FILE...

It runs outside the project's environment, where LibreOffice has its Python modules, and prints a
JSON list: of each file the paragraphs once all is accepted and once all is rejected, each as label
and words.
"""

import json
import os
import sys
import time
from pathlib import Path

import uno
from com.sun.star.beans import PropertyValue
from com.sun.star.connection import NoConnectException

COMMANDS = ".uno:AcceptAllTrackedChanges", ".uno:RejectAllTrackedChanges"
PATIENCE = 600  # tenths of a second until it must have started


def context(pipe):
    local = uno.getComponentContext()
    resolver = local.ServiceManager.createInstance("com.sun.star.bridge.UnoUrlResolver")
    for _ in range(PATIENCE):
        try:
            return resolver.resolve(f"uno:pipe,name={pipe};urp;StarOffice.ComponentContext")
        except NoConnectException:
            time.sleep(0.1)
    raise SystemExit("LibreOffice does not answer.")


def read(desktop, dispatcher, path):
    hidden = PropertyValue("Hidden", 0, True, 0)  # noqa: FBT003 -- its own signature
    for command in COMMANDS:
        document = desktop.loadComponentFromURL(path.resolve().as_uri(), "_blank", 0, (hidden,))
        dispatcher.executeDispatch(document.CurrentController.Frame, command, "", 0, ())
        yield [(paragraph.ListLabelString, paragraph.String) for paragraph in document.Text]
        document.close(False)  # noqa: FBT003 -- its own signature


def main(pipe, *paths):
    office = context(pipe)
    desktop, dispatcher = (
        office.ServiceManager.createInstanceWithContext(f"com.sun.star.frame.{name}", office)
        for name in ("Desktop", "DispatchHelper")
    )
    sys.stdout.write(json.dumps([list(read(desktop, dispatcher, Path(path))) for path in paths]))
    sys.stdout.flush()
    os._exit(0)  # LibreOffice's modules crash now and then as Python ends


if __name__ == "__main__":
    main(*sys.argv[1:])
