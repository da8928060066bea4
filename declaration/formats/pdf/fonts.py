"""The fonts that PDF files are set in: those that typst brings along, and those of a folder."""

from collections.abc import Sequence

import typst

OF_BOOKS = ("Serif", "Naskh")  # in the name of a family: text is read in it
HAN = {  # how a family ends that has Han signs as a language writes them
    "ja": "JP",
    "ko": "KR",
    "zh": "SC",
    "zh-hant": "TC",
    "zh-hk": "HK",
    "zh-mo": "HK",
    "zh-tw": "TC",
}


class Fonts:
    """All fonts of a process; ``typst``: as typst takes them."""

    def __init__(self) -> None:
        self.use("")

    def use(self, folder: str) -> None:
        """Take the fonts of a folder and of those in it, too; "": only what typst brings along.

        Raises ValueError if there is none.
        """
        own = typst.Fonts(include_system_fonts=False)
        self.typst = own
        self._families: set[str] = set()
        if folder:
            self.typst = typst.Fonts(include_system_fonts=False, font_paths=[folder])
            self._families = set(self.typst.families()) - set(own.families())
            if not self._families:
                raise ValueError(folder)

    def families(self, language: str) -> Sequence[str]:
        """Return the families of the folder, the best for a language first."""
        code = language.lower()
        ending = HAN.get(code) or HAN.get(code.partition("-")[0], "")

        def rank(family: str) -> tuple[bool, bool, str]:
            of_books = any(name in family for name in OF_BOOKS)
            return not of_books, not family.endswith(ending), family

        return sorted(self._families, key=rank)


FONTS = Fonts()
