"""Languages of the page and of the brief, and their catalogues (GNU gettext's format)."""

from __future__ import annotations

from functools import cache
from importlib.resources import files
from io import BytesIO

from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po
from babel.support import NullTranslations, Translations

from offscript.show.saying import Said, filled, worded

LANGUAGES = {"en": "English", "ru": "Русский", "uk": "Українська"}
"""By their codes (ISO 639-1)."""


_MARKS = {lang: str.maketrans("“”", "«»") for lang in ("ru", "uk")}
"""Quotation marks that stand in templates without words, where a language has its own."""


@cache
def catalogue(lang: str) -> NullTranslations:
    """The catalogue of a language."""
    found = files("offscript.show").joinpath(f"locale/{lang}.po")
    if lang == "en" or not found.is_file():
        return NullTranslations()
    with found.open("rb") as file:
        listed = read_po(file, locale=lang)
    held = BytesIO()
    write_mo(held, listed)
    held.seek(0)
    return Translations(held)


def in_language(text: str, lang: str) -> str:
    """A text in a language, as far as its catalogue goes; what is not told by us stays as it is."""
    if not isinstance(text, Said):
        return text
    words = catalogue(lang)
    if text.many:
        template = words.ngettext(text.template, text.many, round(text.values["number"]))
    else:
        template = words.gettext(text.template) if worded(text.template) else text.template
    template = template.translate(_MARKS.get(lang, {}))
    values = {
        name: in_language(value, lang) if isinstance(value, str) else value for name, value in text.values.items()
    }
    return filled(template, values, lang)
