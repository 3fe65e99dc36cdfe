"""What `make setup` says and does on machines that lack something, played with stand-in commands."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

CHECKOUT = Path(__file__).resolve().parents[2]
TOOLS = [
    "bash",
    "sh",
    "cat",
    "cksum",
    "dirname",
    "env",
    "grep",
    "mkdir",
    "mktemp",
    "rm",
    "tail",
    "uname",
    "awk",
    "nproc",
    "make",
    "cp",
    "chmod",
]

pytestmark = pytest.mark.skipif(
    not sys.platform.startswith("linux") or shutil.which("bash") is None,
    reason="the set-up of a Linux machine",
)

# Plays a Python: `-m venv` makes an environment of itself, `-m pip install` is written down.
PYTHON = """#!/bin/bash
echo "$0 $*" >>"$CALLS"
case "$*" in
    "-m venv "*) mkdir -p "$3/bin"; cp "$0" "$3/bin/python";;
    *"pip install"*) exit "${PIP_EXIT:-0}";;
esac
"""


class Machine:
    """A folder that stands for a checkout on a machine with chosen commands and libraries."""

    def __init__(self, folder: Path) -> None:
        self.checkout = folder / "checkout"
        self.calls_file = folder / "calls"
        self.commands = folder / "bin"
        self.commands.mkdir()
        (self.checkout / "packaging").mkdir(parents=True)
        for script in (CHECKOUT / "packaging").glob("*.sh"):
            shutil.copy(script, self.checkout / "packaging")
        shutil.copy(CHECKOUT / "Makefile", self.checkout)
        shutil.copy(CHECKOUT / "pyproject.toml", self.checkout)
        for tool in TOOLS:
            found = shutil.which(tool)
            if found:
                (self.commands / tool).symlink_to(found)
        self.has("id", "echo 1000")
        self.has("python3", PYTHON)

    def has(self, name: str, script: str) -> None:
        command = self.commands / name
        command.unlink(missing_ok=True)
        if not script.startswith("#!"):
            script = f'#!/bin/bash\necho "{name} $*" >>"$CALLS"\n{script}\n'
        command.write_text(script)
        command.chmod(0o755)

    def lacks(self, name: str) -> None:
        (self.commands / name).unlink(missing_ok=True)

    def knows_libraries(self, *sonames: str) -> None:
        lines = "\n".join(f"\t{soname} (libc6,x86-64) => /lib/{soname}" for soname in sonames)
        self.has("ldconfig", f"cat <<'END'\n{lines}\nEND")

    def run(self, *command: str, **variables: str) -> "subprocess.CompletedProcess[str]":
        environment = {
            "PATH": str(self.commands),
            "CALLS": str(self.calls_file),
            "HOME": str(self.checkout),
            "TMPDIR": os.environ.get("TMPDIR", "/tmp"),
            **variables,
        }
        return subprocess.run(
            command, cwd=self.checkout, env=environment, capture_output=True, text=True, timeout=60
        )

    def check(self, purpose: str, **variables: str) -> "subprocess.CompletedProcess[str]":
        return self.run("packaging/setup_system.sh", purpose, **variables)

    def make_environment(self, **variables: str) -> "subprocess.CompletedProcess[str]":
        return self.run("packaging/setup_venv.sh", **variables)

    @property
    def calls(self) -> str:
        return self.calls_file.read_text() if self.calls_file.exists() else ""


@pytest.fixture
def machine(tmp_path: Path) -> Machine:
    machine = Machine(tmp_path)
    machine.knows_libraries(*wanted("any"), *wanted("x11"), *wanted("wayland"))
    return machine


def wanted(group: str) -> list[str]:
    """The libraries of one group in the script's own table."""
    rows = (CHECKOUT / "packaging/setup_system.sh").read_text().splitlines()
    return [row.split()[1] for row in rows if row.startswith(f"{group} ")]


def test_a_machine_that_has_everything_hears_nothing(machine: Machine) -> None:
    result = machine.check("window", DISPLAY=":0")
    assert (result.returncode, result.stdout, result.stderr) == (0, "", "")


def test_a_user_without_rights_is_told_the_one_command(machine: Machine) -> None:
    machine.has("apt-get", "")
    machine.has("sudo", "exit 1")
    machine.knows_libraries(*wanted("any")[1:])
    result = machine.check("offscreen")
    commands = [line for line in result.stderr.splitlines() if "apt-get" in line]
    assert len(commands) == 1
    assert "sudo" in commands[0]
    assert commands[0].rstrip("'").endswith("apt-get install -y libegl1")
    assert "apt-get" not in machine.calls


def test_nothing_goes_on_without_the_libraries_that_every_import_of_qt_loads(
    machine: Machine,
) -> None:
    machine.knows_libraries(*wanted("x11"))
    assert machine.check("offscreen").returncode == 1


def test_what_draws_off_screen_goes_on_without_the_libraries_of_a_window(machine: Machine) -> None:
    machine.knows_libraries(*wanted("any"))
    assert machine.check("offscreen").returncode == 0
    assert machine.check("window", DISPLAY=":0").returncode == 1


def test_on_wayland_the_libraries_of_x11_are_not_asked_for(machine: Machine) -> None:
    machine.knows_libraries(*wanted("any"), *wanted("wayland"))
    assert machine.check("window", WAYLAND_DISPLAY="wayland-0").returncode == 0


def test_root_installs_what_is_missing_without_being_asked_anything(machine: Machine) -> None:
    machine.has("id", "echo 0")
    machine.has("apt-get", 'echo "frontend=$DEBIAN_FRONTEND" >>"$CALLS"')
    machine.knows_libraries(*wanted("any"))
    result = machine.check("window", DISPLAY=":0")
    assert result.returncode == 0
    assert "libxcb-cursor0" in machine.calls
    assert "-y" in machine.calls
    assert "frontend=noninteractive" in machine.calls


def test_lists_that_do_not_know_a_package_are_renewed_once(machine: Machine) -> None:
    machine.has("id", "echo 0")
    machine.has(
        "apt-get",
        'case "$*" in *update*) : >"$HOME/renewed";; *install*) [ -e "$HOME/renewed" ];; esac',
    )
    machine.knows_libraries(*wanted("any")[1:])
    assert machine.check("offscreen").returncode == 0
    assert machine.calls.count(" install ") == 2


def test_sudo_that_asks_no_password_is_used(machine: Machine) -> None:
    machine.has("apt-get", "")
    machine.has("sudo", 'shift; "$@"')
    machine.knows_libraries(*wanted("any")[1:])
    assert machine.check("offscreen").returncode == 0
    assert "install" in machine.calls


def test_why_an_installation_failed_is_shown_with_the_command(machine: Machine) -> None:
    machine.has("id", "echo 0")
    machine.has("apt-get", "echo E: no such package; exit 100")
    machine.knows_libraries(*wanted("any")[1:])
    result = machine.check("offscreen")
    assert result.returncode == 1
    assert "E: no such package" in result.stderr
    assert "apt-get install -y libegl1" in result.stderr


def test_a_machine_without_apt_is_told_the_names(machine: Machine) -> None:
    machine.lacks("apt-get")
    machine.knows_libraries(*wanted("any"))
    result = machine.check("window", DISPLAY=":0")
    assert "libxcb-cursor0" in result.stderr
    assert "apt-get" not in result.stderr


def test_a_python_that_cannot_make_environments_is_named(machine: Machine) -> None:
    machine.has("python3", "#!/bin/bash\nexit 1\n")
    result = machine.check("offscreen")
    assert result.returncode == 1
    assert "python3-venv" in result.stderr
    assert "Python 3.11 or newer" in machine.make_environment().stderr


def test_an_environment_that_is_ready_is_left_alone(machine: Machine) -> None:
    assert machine.make_environment().returncode == 0
    installed = machine.calls.count("pip install")
    again = machine.make_environment()
    assert (again.returncode, again.stderr) == (0, "")
    assert machine.calls.count("pip install") == installed == 1


def test_a_changed_pyproject_brings_the_environment_up_to_date(machine: Machine) -> None:
    machine.make_environment()
    with (machine.checkout / "pyproject.toml").open("a") as file:
        file.write("# another dependency\n")
    machine.make_environment()
    assert machine.calls.count("pip install") == 2
    assert machine.calls.count("-m venv") == 1


def test_a_checkout_that_was_moved_gets_a_new_environment(machine: Machine) -> None:
    machine.make_environment()
    moved = machine.checkout.with_name("elsewhere")
    machine.checkout.rename(moved)
    machine.checkout = moved
    machine.make_environment()
    assert machine.calls.count("-m venv") == 2


def test_an_installation_that_failed_is_tried_again(machine: Machine) -> None:
    failed = machine.make_environment(PIP_EXIT="1")
    assert failed.returncode == 1
    assert "make setup" in failed.stderr
    assert machine.make_environment().returncode == 0
    assert machine.calls.count("pip install") == 2


def test_run_opens_the_window_where_there_is_a_display(machine: Machine) -> None:
    steps = machine.run("make", "-n", "run", DISPLAY=":0").stdout
    assert steps.splitlines()[-1] == ".venv/bin/closereader"
    assert "setup_system.sh window" in steps


def test_run_does_the_job_off_screen_where_there_is_none(machine: Machine) -> None:
    steps = machine.run("make", "-n", "run").stdout
    assert "no display" in steps
    assert "QT_QPA_PLATFORM=offscreen .venv/bin/closereader demo --to out" in steps


def test_help_names_every_target(machine: Machine) -> None:
    phony = next(
        line for line in (CHECKOUT / "Makefile").read_text().splitlines() if ".PHONY" in line
    )
    told = [line.split()[1] for line in machine.run("make", "help").stdout.splitlines()]
    assert sorted(told) == sorted(phony.split()[1:])


def test_the_libraries_in_the_table_are_those_that_pyside_asks_for() -> None:
    readelf = shutil.which("readelf")
    if readelf is None:
        pytest.skip("readelf is not here")
    import PySide6

    qt = Path(PySide6.__path__[0]) / "Qt"
    objects = [qt / "plugins/platforms/libqxcb.so", *qt.glob("lib/libQt6XcbQpa.so.6")]
    objects += [qt / "lib" / f"libQt6{part}.so.6" for part in ("Gui", "Widgets", "DBus", "Network")]
    lines = subprocess.run(
        [readelf, "-d", *map(str, objects)], capture_output=True, text=True, check=True
    ).stdout.splitlines()
    asked = {line.split("[")[1].rstrip("]") for line in lines if "(NEEDED)" in line}
    # Of every Debian there is, or brought by the libraries in the table.
    given = ("libQt6", "libc.", "libm.", "libgcc_s", "libstdc++", "ld-linux", "libz", "libicu")
    given += ("libxcb.so", "libgthread", "libbrotli", "libresolv", "libdl", "libpthread")
    missing = {name for name in asked if not name.startswith(given)}
    assert missing <= {*wanted("any"), *wanted("x11")}
