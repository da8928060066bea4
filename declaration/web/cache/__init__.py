"""One memory for what several readers are shown, and pages answered before they are made."""
