"""What the figures of a sheet say in sentences, in French or in English."""

from numna_geo.usecases import sheet_french_words, sheet_in_english, sheet_in_french
from numna_geo.usecases.sheet import Sheet
from numna_geo.usecases.sheet_facts import Sentence
from numna_geo.usecases.sheet_words import Language


def describe_sheet(sheet: Sheet, lang: Language) -> list[Sentence]:
    """Four to eight sentences, each with the keys of what it stands on."""
    if lang == "fr":
        return sheet_in_french.sentences(sheet)
    return sheet_in_english.sentences(sheet)


def sum_up(sheet: Sheet, lang: Language) -> str:
    """One sentence: where it lacks more than its region, and where less."""
    if lang == "fr":
        return sheet_french_words.verdict(sheet)
    return sheet_in_english.verdict(sheet)
