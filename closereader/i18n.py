"""Translation of sentences that arise outside the window (the window uses Qt's `tr`).

`_` marks and translates; without an installed catalogue it returns its argument.
"""

import gettext

_translations: gettext.NullTranslations = gettext.NullTranslations()


def install(translations: gettext.NullTranslations) -> None:
    """Use these translations from now on."""
    global _translations
    _translations = translations


def _(message: str) -> str:
    """The sentence in the reader's language."""
    return _translations.gettext(message)


def ngettext(one: str, many: str, count: int) -> str:
    """The form for `count` things in the reader's language; `{count}` is filled in."""
    return _translations.ngettext(one, many, count).format(count=count)
