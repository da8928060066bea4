"""The demo conference, made from its data files by the actions that the pages call, too."""
