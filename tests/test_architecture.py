"""What holds for the whole tree: who may import whom, how long things are, what must not stand in it."""

import ast
import os
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

CHECKOUT = Path(__file__).resolve().parents[1]
PACKAGE = CHECKOUT / "closereader"

LONGEST_FILE = 400
LONGEST_FUNCTION = 50
MOST_METHODS = 20
# What may be longer, by path or path::name, with the reason. These lists only shrink.
LONG_FILES: dict[str, str] = {}
LONG_FUNCTIONS: dict[str, str] = {}
LARGE_CLASSES: dict[str, str] = {}

# Where anything at all may be caught: the borders behind which nobody else can.
CATCH_ALL = {
    "closereader/cli/main.py",
    "closereader/confined.py",
    "closereader/gui/app.py",
    "closereader/gui/tasks.py",
}
# Colours live in resources/themes; this module reads them.
COLOUR_MODULES = {"closereader/gui/theme.py"}
NAMES_THAT_SAY_NOTHING = {"utils", "util", "helpers", "helper", "common", "manager", "base", "misc"}
MADE_FOLDERS = {"__pycache__", "build", "dist", "out"}
TEXT_ENDINGS = {".py", ".md", ".toml", ".sh", ".yml", ".json", ".txt", ".svg", ".typ", ".html"}


def sources(*folders: str) -> list[Path]:
    return sorted(path for folder in folders for path in (CHECKOUT / folder).rglob("*.py"))


def name_of(path: Path) -> str:
    return path.relative_to(CHECKOUT).as_posix()


def tree_of(path: Path) -> ast.Module:
    return ast.parse(path.read_text(encoding="utf-8"), filename=str(path))


def walk_with_names(tree: ast.AST, prefix: str = "") -> Iterator[tuple[str, ast.AST]]:
    """Every class and function with its dotted name."""
    for child in ast.iter_child_nodes(tree):
        name = prefix
        if isinstance(child, ast.ClassDef | ast.FunctionDef | ast.AsyncFunctionDef):
            name = f"{prefix}.{child.name}".lstrip(".")
            yield name, child
        yield from walk_with_names(child, name)


def lines_of(function: ast.FunctionDef | ast.AsyncFunctionDef) -> int:
    """Its lines without decorators and docstring, which may be as long as they are useful."""
    lines = function.end_lineno - function.lineno + 1
    first = function.body[0]
    if isinstance(first, ast.Expr) and isinstance(first.value, ast.Constant):
        lines -= first.end_lineno - first.lineno + 1
    return lines


def test_each_layer_imports_only_those_below_it() -> None:
    command = Path(sys.executable).with_name("lint-imports")
    result = subprocess.run(
        [command, "--no-cache"], cwd=CHECKOUT, capture_output=True, text=True, timeout=120
    )
    assert result.returncode == 0, result.stdout + result.stderr


def test_no_file_is_longer_than_can_be_held_in_mind() -> None:
    lengths = {
        name_of(path): len(path.read_text(encoding="utf-8").splitlines())
        for path in sources("closereader", "tests", "migrations", "packaging")
    }
    long = {name: count for name, count in lengths.items() if count > LONGEST_FILE}
    assert long.keys() == LONG_FILES.keys(), long


def test_no_function_is_longer_than_a_screen() -> None:
    long = {
        f"{name_of(path)}::{name}": lines_of(node)
        for path in sources("closereader", "tests", "packaging")
        for name, node in walk_with_names(tree_of(path))
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)
        and lines_of(node) > LONGEST_FUNCTION
    }
    assert long.keys() == LONG_FUNCTIONS.keys(), long


def test_no_class_is_two_classes() -> None:
    large = {}
    for path in sources("closereader"):
        for name, node in walk_with_names(tree_of(path)):
            if isinstance(node, ast.ClassDef):
                # What others can call. Qt's overridden methods are camelCase: Qt's number, not ours.
                own = [
                    item.name
                    for item in node.body
                    if isinstance(item, ast.FunctionDef)
                    and item.name.islower()
                    and not item.name.startswith("_")
                ]
                if len(own) > MOST_METHODS:
                    large[f"{name_of(path)}::{name}"] = len(own)
    assert large.keys() == LARGE_CLASSES.keys(), large


def test_modules_are_named_after_what_they_hold() -> None:
    empty = [
        name_of(path) for path in sources("closereader") if path.stem in NAMES_THAT_SAY_NOTHING
    ]
    assert empty == []


def test_every_module_says_what_has_its_place_there() -> None:
    silent = [
        name_of(path) for path in sources("closereader") if not ast.get_docstring(tree_of(path))
    ]
    assert silent == []


def test_only_the_borders_catch_everything() -> None:
    caught = {
        f"{name_of(path)}:{node.lineno}"
        for path in sources("closereader")
        if name_of(path) not in CATCH_ALL
        for node in ast.walk(tree_of(path))
        if isinstance(node, ast.ExceptHandler) and catches_everything(node)
    }
    assert caught == set()


def catches_everything(handler: ast.ExceptHandler) -> bool:
    """Whether it catches every exception and does not raise it again."""
    named = {
        node.id for node in ast.walk(handler.type or ast.Module()) if isinstance(node, ast.Name)
    }
    if handler.type is not None and not named & {"Exception", "BaseException"}:
        return False
    return not any(isinstance(node, ast.Raise) for node in ast.walk(handler))


def test_the_window_takes_its_colours_from_the_theme() -> None:
    literal = [
        f"{name_of(path)}:{node.lineno}"
        for path in sources("closereader/gui")
        if name_of(path) not in COLOUR_MODULES
        for node in ast.walk(tree_of(path))
        if is_literal_colour(node)
    ]
    assert literal == []


def is_literal_colour(node: ast.AST) -> bool:
    """A colour written as a string or as numbers, or one of Qt's named ones but "transparent"."""
    if isinstance(node, ast.Constant) and isinstance(node.value, str):
        return re.search(r"#(?:[0-9a-fA-F]{8}|[0-9a-fA-F]{6})\b", node.value) is not None
    if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "QColor":
        return bool(node.args) and all(isinstance(arg, ast.Constant) for arg in node.args)
    if isinstance(node, ast.Attribute) and isinstance(node.value, ast.Attribute):
        return node.value.attr == "GlobalColor" and node.attr != "transparent"
    return False


@pytest.mark.parametrize(
    "line",
    [
        'x = "#FBE9A6"',
        'QColor("red")',
        "QColor(1, 2, 3)",
        "Qt.GlobalColor.red",
        '"color: #abcdef;"',
    ],
)
def test_a_literal_colour_is_recognised(line: str) -> None:
    assert any(is_literal_colour(node) for node in ast.walk(ast.parse(line)))


@pytest.mark.parametrize(
    "line", ["QColor(name)", "QColor()", '"¶ #12"', "Qt.GlobalColor.transparent"]
)
def test_what_is_no_literal_colour_is_let_pass(line: str) -> None:
    assert not any(is_literal_colour(node) for node in ast.walk(ast.parse(line)))


def test_a_migration_imports_nothing_that_a_frozen_program_lacks() -> None:
    imported = set()
    for path in sources("migrations/versions"):
        for node in ast.walk(tree_of(path)):
            if isinstance(node, ast.Import):
                imported |= {alias.name.split(".")[0] for alias in node.names}
            elif isinstance(node, ast.ImportFrom):
                imported.add(str(node.module).split(".")[0])
    assert imported <= {"alembic", "sqlalchemy", "__future__"} | set(sys.stdlib_module_names)


def test_the_command_line_lists_readings_without_loading_qt(tmp_path: Path) -> None:
    if not (PACKAGE / "cli" / "main.py").exists():
        pytest.skip("there is no command line yet")
    script = (
        "import sys\n"
        "from closereader.cli.main import main\n"
        f"code = main(['--library', {str(tmp_path / 'library')!r}, 'list'])\n"
        "loaded = sorted(name for name in sys.modules if name.startswith(('PySide6', 'shiboken6')))\n"
        "sys.exit(f'exit code {code}, loaded: {loaded}' if code or loaded else 0)\n"
    )
    own_folders = {
        name: str(tmp_path)
        for name in ("HOME", "XDG_CONFIG_HOME", "XDG_DATA_HOME", "XDG_STATE_HOME", "XDG_CACHE_HOME")
    }
    result = subprocess.run(
        [sys.executable, "-c", script],
        cwd=CHECKOUT,
        env=os.environ | own_folders,
        capture_output=True,
        text=True,
        timeout=60,
    )
    assert result.returncode == 0, result.stderr


def texts_of_the_tree() -> Iterator[tuple[str, str]]:
    """Every text of the checkout that a person wrote, with its name."""
    pending = [CHECKOUT]
    while pending:
        for path in pending.pop().iterdir():
            hidden = path.name.startswith(".") and path.name != ".ci"
            if hidden or path.name in MADE_FOLDERS or path.is_symlink():
                continue
            if path.is_dir():
                pending.append(path)
            elif path.suffix in TEXT_ENDINGS or path.name in {"Makefile", "LICENSE", "run"}:
                yield name_of(path), path.read_text(encoding="utf-8", errors="replace")


def test_the_tree_names_no_machine_and_no_registry() -> None:
    # Put together here, so that this file does not hold them either.
    places = [f"/{folder}/" for folder in ("root", "work")]
    hosts = ["pypi" + ".org", "python" + "hosted.org", "registry.npm" + "js.org", "npm" + "js.com"]
    pattern = re.compile("|".join(rf"(?<![\w.]){re.escape(word)}" for word in places + hosts))
    found = [name for name, text in texts_of_the_tree() if pattern.search(text)]
    assert found == []


def test_qt_drops_no_references_to_none() -> None:
    # PySide6 6.12.0 on Python 3.11 loses one at each such call and kills the interpreter at last.
    from PySide6.QtCore import QObject

    named = QObject()
    named.setObjectName("first")
    before = sys.getrefcount(None)
    for count in range(500):
        named.setObjectName(f"name {count}")
    assert abs(sys.getrefcount(None) - before) < 50
