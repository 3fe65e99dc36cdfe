"""The languages of Tesseract: its codes, their names, and which of them a reading is likely in."""

from collections.abc import Iterable, Sequence

from closereader.i18n import _

# Tesseract's code, the codes of BCP 47 it answers to, and its name. The names are marked for
# translation where they are used.
_LANGUAGES: tuple[tuple[str, str, str], ...] = (
    ("afr", "af", "Afrikaans"),
    ("ara", "ar", "Arabic"),
    ("ben", "bn", "Bengali"),
    ("bul", "bg", "Bulgarian"),
    ("cat", "ca", "Catalan"),
    ("ces", "cs", "Czech"),
    ("chi_sim", "zh zh-hans zh-cn", "Chinese, simplified"),
    ("chi_tra", "zh-hant zh-tw zh-hk", "Chinese, traditional"),
    ("cym", "cy", "Welsh"),
    ("dan", "da", "Danish"),
    ("deu", "de", "German"),
    ("ell", "el", "Greek"),
    ("eng", "en", "English"),
    ("enm", "enm", "English, middle"),
    ("epo", "eo", "Esperanto"),
    ("est", "et", "Estonian"),
    ("eus", "eu", "Basque"),
    ("fas", "fa", "Persian"),
    ("fin", "fi", "Finnish"),
    ("fra", "fr", "French"),
    ("frk", "de-latf", "German, Fraktur"),
    ("frm", "frm", "French, middle"),
    ("gle", "ga", "Irish"),
    ("glg", "gl", "Galician"),
    ("grc", "grc", "Greek, ancient"),
    ("heb", "he iw", "Hebrew"),
    ("hin", "hi", "Hindi"),
    ("hrv", "hr", "Croatian"),
    ("hun", "hu", "Hungarian"),
    ("hye", "hy", "Armenian"),
    ("ind", "id", "Indonesian"),
    ("isl", "is", "Icelandic"),
    ("ita", "it", "Italian"),
    ("ita_old", "it", "Italian, old"),
    ("jpn", "ja", "Japanese"),
    ("jpn_vert", "ja", "Japanese, set downwards"),
    ("kat", "ka", "Georgian"),
    ("kor", "ko", "Korean"),
    ("lat", "la", "Latin"),
    ("lav", "lv", "Latvian"),
    ("lit", "lt", "Lithuanian"),
    ("mkd", "mk", "Macedonian"),
    ("nld", "nl", "Dutch"),
    ("nor", "no nb nn", "Norwegian"),
    ("pol", "pl", "Polish"),
    ("por", "pt", "Portuguese"),
    ("ron", "ro", "Romanian"),
    ("rus", "ru", "Russian"),
    ("san", "sa", "Sanskrit"),
    ("slk", "sk", "Slovak"),
    ("slv", "sl", "Slovenian"),
    ("spa", "es", "Spanish"),
    ("spa_old", "es", "Spanish, old"),
    ("sqi", "sq", "Albanian"),
    ("srp", "sr", "Serbian"),
    ("swa", "sw", "Swahili"),
    ("swe", "sv", "Swedish"),
    ("syr", "syr", "Syriac"),
    ("tam", "ta", "Tamil"),
    ("tha", "th", "Thai"),
    ("tur", "tr", "Turkish"),
    ("ukr", "uk", "Ukrainian"),
    ("urd", "ur", "Urdu"),
    ("vie", "vi", "Vietnamese"),
    ("yid", "yi", "Yiddish"),
)
_NAMES = {code: name for code, _tags, name in _LANGUAGES}


def name_of(code: str) -> str:
    """What Tesseract's `code` is called; the code itself where it is none of those known here."""
    return _(_NAMES[code]) if code in _NAMES else code


def code_of(language: str) -> str:
    """Tesseract's code for a BCP 47 tag ("es-AR" is "spa"); "" where there is none."""
    tag = language.lower()
    while tag:
        for code, tags, _name in _LANGUAGES:
            if tag in tags.split():
                return code
        tag = tag.rpartition("-")[0]
    return ""


def tag_of(code: str) -> str:
    """The BCP 47 tag of Tesseract's `code`, "" for one not known here."""
    return next((tags.split()[0] for each, tags, _name in _LANGUAGES if each == code), "")


def chosen(installed: Sequence[str], wanted: Iterable[str]) -> tuple[str, ...]:
    """Which of the installed languages to read in: that of the first of the BCP 47 tags `wanted` that
    is installed, else English, else the first there is; empty where there is none at all."""
    for language in wanted:
        code = code_of(language)
        if code in installed:
            return (code,)
    return ("eng",) if "eng" in installed else tuple(installed[:1])
