#!/usr/bin/env bash
# Prints the Python to make the environment with: $PYTHON, else the first found that is 3.11 or newer
# and can make one. Exit code 1 and no output where there is none.
set -euo pipefail

for candidate in ${PYTHON:-python3 python3.14 python3.13 python3.12 python3.11}; do
    # Debian splits ensurepip off into python3-venv: a Python without it cannot make an environment.
    if "$candidate" -c 'import sys, venv, ensurepip; sys.exit(sys.version_info < (3, 11))' 2>/dev/null; then
        command -v "$candidate"
        exit 0
    fi
done
exit 1
