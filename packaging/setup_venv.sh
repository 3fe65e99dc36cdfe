#!/usr/bin/env bash
# Makes the environment in .venv/ of the checkout, or brings it up to date. Does nothing when it was
# made here, from this pyproject.toml.
set -euo pipefail

cd "$(dirname "$0")/.."
here=$(pwd -P)
venv=${VENV:-.venv}
stamp=$venv/made-from

say() { printf '%s\n' "$*" >&2; }

# The path is part of it because the scripts in .venv/bin name the Python they run by its full path:
# a checkout that was moved or copied needs a new environment.
wanted="$here $(cksum <pyproject.toml)"
if [ -f "$stamp" ] && [ "$(cat "$stamp")" = "$wanted" ] && "$venv/bin/python" -c '' 2>/dev/null; then
    exit 0
fi

if [ -f "$stamp" ] && [[ "$(cat "$stamp")" != "$here "* ]]; then
    rm -rf "$venv"
fi
if ! "$venv/bin/python" -m pip --version >/dev/null 2>&1; then
    if ! python=$(packaging/find_python.sh); then
        say "closereader needs Python 3.11 or newer, with venv. Install one, or name it: make setup PYTHON=/path/to/python3"
        exit 1
    fi
    rm -rf "$venv"
    "$python" -m venv "$venv"
fi

say "Installing the Python packages into $venv/ (a minute or two) ..."
rm -f "$stamp"
if ! "$venv/bin/python" -m pip install -qq --disable-pip-version-check --editable '.[dev]'; then
    say "The Python packages could not be installed (see above). Often it is the network. Then run: make setup"
    exit 1
fi
printf '%s' "$wanted" >"$stamp"
