"""Which pictures the papers show: what stands here is in docs/img, in every language it names."""

from dataclasses import dataclass

READERS = {  # who looks -> address in the demo conference
    "public": None,
    "head": "a.ndiaye@example.org",
    "drafting": "c.quispe@example.org",  # of a delegation whose tray is not empty
    "chair": "h.vandersteen@example.org",
    "secretariat": "j.peeters@example.org",
}
LANGUAGES = ("en", "es", "fr")
DEBATED = "4isehwv4"  # the paragraph on services: four delegations want to change it
HOUSING = "o5eulick"  # the item on housing, on which the drafting delegation has a draft


@dataclass(frozen=True)
class Picture:
    """One page in one window.

    ``type``: words to replace in the field of the words, old and new; ``press``: what opens first.
    """

    name: str
    path: str
    reader: str = "public"
    width: int = 1200
    height: int = 750
    scheme: str = "light"
    languages: tuple[str, ...] = LANGUAGES
    type: tuple[str, str] = ("", "")
    press: str = ""

    @property
    def files(self):
        """Return the names of the files, one a language."""
        return [self.file(language) for language in self.languages]

    def file(self, language):
        """Return the name of the file in a language of the pages."""
        return f"{self.name}.{language}.png"


PICTURES = (
    Picture("text", f"/d/declaration/rolling?open={DEBATED}#{DEBATED}", "head"),
    Picture("phone", "/d/declaration", width=390, height=780),
    Picture("compilation", f"/d/declaration/rolling?view=compilation#{DEBATED}", "head"),
    Picture(
        "suggest",
        f"/d/declaration/rolling/editor?open={DEBATED}&write=replace#{DEBATED}",
        "drafting",
        height=900,
        type=("without regard to", "irrespective of the origin and of"),
    ),
    Picture("copy", f"/d/declaration/our-copy#{HOUSING}", "drafting"),
    Picture("reasons", "/d/declaration/our-copy/reasons", "drafting"),
    Picture("tray", "/tray", "drafting"),
    Picture("for-you", "/for-you", "head"),
    Picture("compare", "/d/declaration/compare/zero-draft...rev-1?show=changes"),
    Picture("files", "/d/declaration/suggestions", "head", press=".tools .menu > summary"),
    Picture("figures", "/d/declaration/figures", "head"),
    Picture("desk", "/d/declaration/desk", "chair"),
    Picture("uncontested", "/d/declaration/desk/uncontested", "chair"),
    Picture("decide", f"/d/declaration/desk/p/{DEBATED}", "chair"),
    Picture("projector", f"/d/declaration/p/{DEBATED}/plenary?suggestion=34", "chair"),
    Picture("publish", "/d/declaration/publish", "chair"),
    Picture("secretariat", "/admin", "secretariat"),
    Picture("people", "/admin/people", "secretariat"),
    Picture("stage", "/admin/documents/declaration/stage", "secretariat"),
)
