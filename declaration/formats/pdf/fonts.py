"""The fonts that PDF files are set in: those that typst brings along, then those of a folder."""

from collections.abc import Sequence

import typst

OF_BOOKS = ("Serif", "Naskh")  # in the name of a family: goes before others, as text is read in it


class Fonts:
    """All fonts of a process, as typst takes them; ``families``: those of the folder."""

    def __init__(self) -> None:
        self.use("")

    def use(self, folder: str) -> None:
        """Take the fonts of a folder and those below it, too; of none: what typst brings along.

        A family named as one that typst has replaces it. Raises ValueError if there is no font.
        """
        own = typst.Fonts(include_system_fonts=False)
        self.typst = own
        self.families: Sequence[str] = ()
        if folder:
            more = typst.Fonts(include_system_fonts=False, font_paths=[folder])
            self.families = sorted(set(more.families()) - set(own.families()), key=_rank)
            self.typst = more
            if not self.families:
                raise ValueError(folder)


def _rank(family: str) -> tuple[bool, str]:
    return not any(name in family for name in OF_BOOKS), family


FONTS = Fonts()
