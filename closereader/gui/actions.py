"""Every thing a reader can do in the window, once: its name, its keys, its menu and when it applies.

Menus, the command palette, the shortcuts and the list of keys in the help are made from this table.
"""

from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtCore import QT_TRANSLATE_NOOP, QCoreApplication, QObject, Qt, Signal
from PySide6.QtGui import QAction, QActionGroup
from PySide6.QtWidgets import QWidget

from closereader.model.colour import Colour


@dataclass(frozen=True)
class ActionRow:
    """One action. `in_reader`: its keys act only while the text has the focus (WCAG 2.1.4 for
    single keys). `within`: the menu inside `menu` that it stands in. `needs_reading`: it is there only
    while a reading is open; `needs_pages`: only while one that has pages of its own is; `needs_voice`:
    only while one is read aloud; `needs_two`: only while two stand side by side. Of one `group` one is
    ticked."""

    id: str
    text: str
    keys: tuple[str, ...] = ()
    menu: str = ""
    within: str = ""
    in_reader: bool = False
    needs_reading: bool = True
    needs_voice: bool = False
    needs_two: bool = False
    needs_pages: bool = False
    checkable: bool = False
    rule_before: bool = False
    group: str = ""


def _t(text: str) -> str:
    return str(QT_TRANSLATE_NOOP("Actions", text))


FILE, EDIT, MARK, GO, VIEW, HELP = (
    _t("&File"),
    _t("&Edit"),
    _t("&Mark"),
    _t("&Go"),
    _t("&View"),
    _t("&Help"),
)
MENUS = (FILE, EDIT, MARK, GO, VIEW, HELP)
HIGHLIGHT, THIS_MARK, THEME = _t("Highlight"), _t("The chosen mark"), _t("Theme")
SIZE = _t("Type size")
PAGES, PAPER = _t("Own pages"), _t("Paper of the pages")

_COLOURS = tuple(
    ActionRow(
        f"highlight.{number}",
        _t("Highlight {colour}"),
        (str(number),),
        MARK,
        HIGHLIGHT,
        in_reader=True,
    )
    for number, _colour in enumerate(Colour, start=1)
)

ACTIONS: tuple[ActionRow, ...] = (
    ActionRow("file.add", _t("Add readings…"), ("Ctrl+O",), FILE, needs_reading=False),
    ActionRow("file.add_folder", _t("Add a folder…"), (), FILE, needs_reading=False),
    ActionRow("file.paste", _t("Paste as a reading"), ("Ctrl+Shift+V",), FILE, needs_reading=False),
    ActionRow("file.library", _t("Library"), ("Ctrl+L",), FILE, needs_reading=False),
    ActionRow("view.beside", _t("Read another beside…"), ("Ctrl+Shift+O",), FILE),
    ActionRow("file.share", _t("Export annotated PDF…"), ("Ctrl+Shift+E",), FILE, rule_before=True),
    ActionRow("file.export", _t("Export as…"), (), FILE),
    ActionRow("file.essay", _t("Export essay…"), (), FILE),
    ActionRow("file.reader", _t("Your name…"), (), FILE, needs_reading=False, rule_before=True),
    ActionRow("file.rename", _t("About this reading…"), ("Alt+Return",), FILE, needs_reading=False),
    ActionRow("file.original", _t("Take out the original…"), (), FILE, needs_reading=False),
    ActionRow("file.whole_page", _t("Show the whole page"), (), FILE),
    ActionRow("file.article", _t("Show the article alone"), (), FILE),
    ActionRow("file.scan", _t("Read the scan…"), (), FILE),
    ActionRow("file.version", _t("New version of this reading…"), (), FILE, needs_reading=False),
    ActionRow("file.versions", _t("Earlier versions…"), (), FILE),
    ActionRow("file.remove", _t("Remove this reading"), (), FILE),
    ActionRow("file.trash", _t("Trash…"), (), FILE, needs_reading=False),
    ActionRow("file.quit", _t("Quit"), ("Ctrl+Q",), FILE, needs_reading=False, rule_before=True),
    ActionRow("edit.undo", _t("Undo"), ("Ctrl+Z",), EDIT, needs_reading=False),
    ActionRow("edit.redo", _t("Redo"), ("Ctrl+Shift+Z", "Ctrl+Y"), EDIT, needs_reading=False),
    ActionRow("edit.recent", _t("Recent changes…"), ("Ctrl+Alt+Z",), EDIT, needs_reading=False),
    ActionRow("edit.copy", _t("Copy passage"), (), EDIT, rule_before=True),
    ActionRow("edit.cite", _t("Copy with citation"), ("Ctrl+Shift+C",), EDIT),
    ActionRow("edit.find", _t("Find in this reading"), ("Ctrl+F",), EDIT, rule_before=True),
    ActionRow("edit.find_slash", _t("Find in this reading"), ("/",), "", in_reader=True),
    ActionRow("edit.find_next", _t("Next hit"), ("F3",), EDIT),
    ActionRow("edit.find_previous", _t("Previous hit"), ("Shift+F3",), EDIT),
    ActionRow(
        "edit.search", _t("Search the library"), ("Ctrl+Shift+F",), EDIT, needs_reading=False
    ),
    *(
        ActionRow(f"select.{name}", text, keys, EDIT, in_reader=True, rule_before=name == "word")
        for name, text, keys in (
            ("word", _t("Select the word"), ("Ctrl+Shift+W",)),
            ("sentence", _t("Select the sentence"), ("Ctrl+Shift+S",)),
            ("paragraph", _t("Select the paragraph"), ("Ctrl+Shift+P",)),
            ("section", _t("Select the section"), ()),
            ("wider", _t("Widen the selection"), ("W",)),
            ("narrower", _t("Narrow the selection"), ("Shift+W",)),
        )
    ),
    *_COLOURS,
    ActionRow(
        "highlight.last",
        _t("Highlight in the last colour"),
        ("H",),
        MARK,
        HIGHLIGHT,
        in_reader=True,
        rule_before=True,
    ),
    ActionRow(
        "mark.meanings", _t("Meanings of the colours…"), (), MARK, HIGHLIGHT, needs_reading=False
    ),
    ActionRow("note.underline", _t("Underline"), ("U",), MARK, in_reader=True),
    ActionRow("note.strike", _t("Strike out"), ("X",), MARK, in_reader=True),
    ActionRow("note.comment", _t("Comment"), ("C", "A"), MARK, in_reader=True, rule_before=True),
    ActionRow("note.tag", _t("Tag"), ("T",), MARK, in_reader=True),
    ActionRow("note.link", _t("Link: from here, then to there"), ("L",), MARK, in_reader=True),
    ActionRow("note.margin", _t("Note in the margin"), ("M",), MARK, in_reader=True),
    ActionRow("note.bookmark", _t("Bookmark"), ("B",), MARK, in_reader=True),
    ActionRow("note.area", _t("Mark an area"), ("D",), MARK, in_reader=True, needs_pages=True),
    ActionRow("note.essay", _t("Send to my essay"), ("Ctrl+E",), MARK),
    ActionRow("note.question", _t("Question"), ("Q",), MARK, in_reader=True, rule_before=True),
    ActionRow(
        "note.evidence", _t("Evidence for the chosen question"), ("E",), MARK, in_reader=True
    ),
    ActionRow("note.state", _t("Next state of the question"), ("Shift+Q",), MARK, in_reader=True),
    ActionRow(
        "note.mark_alike", _t("Mark all like this"), ("Ctrl+Shift+M",), MARK, rule_before=True
    ),
    ActionRow("note.mark_hits", _t("Mark all hits"), (), MARK),
    *(
        ActionRow(f"note.{name}", text, (key,), MARK, THIS_MARK, in_reader=True, rule_before=rule)
        for name, text, key, rule in (
            ("longer", _t("Extend by a word"), "Alt+Shift+Right", True),
            ("shorter", _t("Shorten by a word"), "Alt+Shift+Left", False),
            ("earlier", _t("Begin a word earlier"), "Alt+Shift+Up", False),
            ("later", _t("Begin a word later"), "Alt+Shift+Down", False),
            ("extend", _t("Extend the mark beside it"), "Shift+E", False),
            ("next_here", _t("Next mark under the caret"), "O", True),
            ("list_here", _t("List the marks under the caret"), "Shift+O", False),
        )
    ),
    ActionRow("note.delete", _t("Delete note"), ("Delete",), MARK, in_reader=True),
    ActionRow("note.check", _t("Check uncertain notes…"), ("Ctrl+Shift+K",), MARK),
    ActionRow("mark.paper", _t("Notes from paper…"), ("Ctrl+Shift+N",), MARK, rule_before=True),
    ActionRow("pass.start", _t("Start a new pass"), (), MARK, rule_before=True),
    ActionRow("pass.compare", _t("Compare passes…"), (), MARK),
    ActionRow("go.next_note", _t("Next note"), ("N",), GO, in_reader=True),
    ActionRow("go.previous_note", _t("Previous note"), ("P",), GO, in_reader=True),
    ActionRow("go.next_mention", _t("Next mention"), ("Shift+N",), GO, in_reader=True),
    ActionRow("go.previous_mention", _t("Previous mention"), ("Shift+P",), GO, in_reader=True),
    ActionRow("go.address", _t("Go to an address…"), ("Ctrl+G",), GO, rule_before=True),
    ActionRow(
        "go.link",
        _t("Show the note here, or follow the link"),
        ("Return", "Enter", "Ctrl+Return"),
        GO,
        in_reader=True,
    ),
    ActionRow("go.linked", _t("Go to the linked passage"), ("Shift+L",), GO, in_reader=True),
    ActionRow("go.back", _t("Back"), ("Alt+Left",), GO),
    ActionRow("go.forward", _t("Forward"), ("Alt+Right",), GO),
    ActionRow("aloud.start", _t("Read aloud"), ("Ctrl+Alt+R",), GO, rule_before=True),
    *(
        ActionRow(f"aloud.{name}", text, keys, GO, in_reader=True, needs_voice=True)
        for name, text, keys in (
            ("pause", _t("Pause reading aloud, or go on"), ("Space",)),
            ("next", _t("Read the next sentence"), (".",)),
            ("previous", _t("Read the previous sentence"), (",",)),
            ("faster", _t("Read faster"), ()),
            ("slower", _t("Read more slowly"), ()),
            ("stop", _t("Stop reading aloud"), ("Escape",)),
        )
    ),
    ActionRow("view.left", _t("Left pane"), ("F9",), VIEW, checkable=True),
    ActionRow("view.right", _t("Right pane"), ("Shift+F9",), VIEW, checkable=True),
    ActionRow("view.text_only", _t("Text only"), ("F11",), VIEW, checkable=True),
    ActionRow("view.next_pane", _t("Next pane"), ("F6",), VIEW),
    ActionRow("view.tags", _t("Show the tags"), ("Ctrl+Shift+T",), VIEW, rule_before=True),
    ActionRow("view.notes", _t("Notes"), ("Alt+N",), VIEW),
    ActionRow("view.questions", _t("Questions"), ("Alt+Q",), VIEW),
    ActionRow("view.essay", _t("My essay"), ("F4",), VIEW),
    ActionRow(
        "view.pages",
        _t("Its own pages, or its text"),
        ("F5",),
        VIEW,
        needs_pages=True,
        rule_before=True,
    ),
    *(
        ActionRow(
            f"view.{name}", text, keys, VIEW, PAGES, in_reader, needs_pages=True, checkable=ticked
        )
        for name, text, keys, in_reader, ticked in (
            ("fit_width", _t("As wide as the window"), (), False, False),
            ("fit_page", _t("Whole pages"), ("Ctrl+9",), False, False),
            ("single", _t("One page at a time"), (), False, True),
            ("rotate", _t("Turn the pages"), ("R",), True, False),
        )
    ),
    *(
        ActionRow(
            f"view.paper.{name}",
            text,
            (),
            VIEW,
            PAPER,
            needs_reading=False,
            checkable=True,
            group="paper",
        )
        for name, text in (
            ("theme", _t("Paper: as the theme")),
            ("printed", _t("Paper: as printed")),
            ("tinted", _t("Paper: tinted")),
            ("dark", _t("Paper: dark")),
        )
    ),
    ActionRow(
        "view.together",
        _t("Scroll both together"),
        ("F8",),
        VIEW,
        needs_two=True,
        checkable=True,
        rule_before=True,
    ),
    ActionRow("view.close_side", _t("Close this side"), ("Ctrl+W",), VIEW, needs_two=True),
    ActionRow(
        "view.hide_marks",
        _t("Hide all marks"),
        ("Ctrl+Shift+H",),
        VIEW,
        checkable=True,
        rule_before=True,
    ),
    ActionRow("pass.every", _t("Show the marks of all passes"), (), VIEW, checkable=True),
    ActionRow("view.caret", _t("Arrows move the caret"), ("F7",), VIEW, checkable=True),
    ActionRow("view.names", _t("Underline names"), (), VIEW, checkable=True),
    ActionRow("view.spelling", _t("Underline misspelt words"), (), VIEW, checkable=True),
    ActionRow("view.type", _t("Type and colours…"), (), VIEW, rule_before=True),
    *(
        ActionRow(
            f"view.theme.{name}",
            text,
            (),
            VIEW,
            THEME,
            needs_reading=False,
            checkable=True,
            group="theme",
        )
        for name, text in (
            ("light", _t("Theme: light")),
            ("sepia", _t("Theme: sepia")),
            ("dark", _t("Theme: dark")),
            ("contrast", _t("Theme: high contrast")),
            ("system", _t("Theme: as the system")),
        )
    ),
    ActionRow("view.larger", _t("Larger type"), ("Ctrl++", "Ctrl+="), VIEW, SIZE),
    ActionRow("view.smaller", _t("Smaller type"), ("Ctrl+-",), VIEW, SIZE),
    ActionRow("view.usual_size", _t("Usual type size"), ("Ctrl+0",), VIEW, SIZE),
    ActionRow("view.palette", _t("Commands…"), ("Ctrl+K",), HELP, needs_reading=False),
    ActionRow("help.keys", _t("Keys"), ("F1",), HELP, needs_reading=False),
    ActionRow("help.sample", _t("Open the sample reading"), (), HELP, needs_reading=False),
    ActionRow("help.about", _t("About closereader"), (), HELP, needs_reading=False),
)


def menu_name(menu: str) -> str:
    """A menu's name in the reader's language."""
    return QCoreApplication.translate("Actions", menu)


class Actions(QObject):
    """The table as QActions of one window; their keys come from `gui/keys.py`. `begun()`: one of them
    is asked for."""

    begun = Signal()

    def __init__(self, window: QWidget, handlers: dict[str, Callable[[], object]]) -> None:
        """Raises KeyError for a row without a handler, so that none does nothing."""
        super().__init__(window)
        self._actions: dict[str, QAction] = {}
        self.is_reading_open = False
        groups: dict[str, QActionGroup] = {}
        for row in ACTIONS:
            action = QAction(self.text_of(row), window)
            action.setObjectName(row.id)
            action.setCheckable(row.checkable)
            action.setEnabled(not (row.needs_voice or row.needs_two or row.needs_pages))
            action.triggered.connect(self.begun)
            action.triggered.connect(lambda _checked=False, run=handlers[row.id]: run())
            self._actions[row.id] = action
            if row.group:
                groups.setdefault(row.group, QActionGroup(self)).addAction(action)
            if not row.in_reader:
                window.addAction(action)

    def __getitem__(self, action_id: str) -> QAction:
        return self._actions[action_id]

    def bind_reader(self, reader: QWidget) -> None:
        """Let the reader's own keys act while `reader` has the focus, and only then."""
        for row in ACTIONS:
            if row.in_reader:
                action = self._actions[row.id]
                action.setShortcutContext(Qt.ShortcutContext.WidgetShortcut)
                reader.addAction(action)

    def set_reading_open(self, is_open: bool) -> None:
        """Grey out what needs a reading."""
        self.is_reading_open = is_open
        for row in ACTIONS:
            if row.needs_reading and not (row.needs_voice or row.needs_two or row.needs_pages):
                self._actions[row.id].setEnabled(is_open)

    def set_pages(self, has_pages: bool, are_shown: bool) -> None:
        """Let act what needs a reading with pages of its own, or not."""
        for row in ACTIONS:
            if row.needs_pages:
                self._actions[row.id].setEnabled(has_pages)
        self._actions["view.rotate"].setEnabled(are_shown)

    def set_two(self, two: bool) -> None:
        """Let act what needs two readings side by side, or not."""
        for row in ACTIONS:
            if row.needs_two:
                self._actions[row.id].setEnabled(two)

    def set_read_aloud(self, is_on: bool) -> None:
        """Let the keys for reading aloud act: Space and Escape are the text's own otherwise."""
        for row in ACTIONS:
            if row.needs_voice:
                self._actions[row.id].setEnabled(is_on)

    def set_meanings(self, meanings: dict[Colour, str]) -> None:
        """Name the colours' actions by what they mean."""
        for number, colour in enumerate(Colour, start=1):
            self._actions[f"highlight.{number}"].setText(
                self.tr("Highlight: {meaning} ({colour})").format(
                    meaning=meanings[colour], colour=colour_name(colour)
                )
            )

    @staticmethod
    def text_of(row: ActionRow) -> str:
        """The row's name in the reader's language."""
        return QCoreApplication.translate("Actions", row.text)


_COLOUR_NAMES = {
    Colour.YELLOW: _t("yellow"),
    Colour.GREEN: _t("green"),
    Colour.BLUE: _t("blue"),
    Colour.RED: _t("red"),
    Colour.VIOLET: _t("violet"),
    Colour.ORANGE: _t("orange"),
    Colour.TEAL: _t("teal"),
    Colour.GREY: _t("grey"),
}


def colour_name(colour: Colour) -> str:
    """The colour's own name in the reader's language."""
    return QCoreApplication.translate("Actions", _COLOUR_NAMES[colour])
