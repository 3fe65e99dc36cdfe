#!/usr/bin/env bash
# Draws the window with the annotated sample reading, off screen, in its themes and views, into $OUT.
# Uses a library of its own, made anew each time.
set -euo pipefail

cd "$(dirname "$0")/.."
out=${OUT:-out}/screenshots
closereader=${BIN:-.venv/bin}/closereader
export QT_QPA_PLATFORM=offscreen
CLOSEREADER_LIBRARY=$(mktemp -d)
export CLOSEREADER_LIBRARY
trap 'rm -rf "$CLOSEREADER_LIBRARY"' EXIT

mkdir -p "$out"
"${BIN:-.venv/bin}/python" - <<'PYTHON'
from closereader import paths
from closereader.library.library import Library
from closereader.library.sample import add_sample
from closereader.progress import Progress

library = Library.open(paths.library_folder())
add_sample(library, Progress())
library.close()
PYTHON
picture() { # of view $1 in theme $2
    "$closereader" -q screenshot 'Bolivia, June 2005' --to "$out/$1-$2.png" \
        --size 1440x900 --theme "$2" --view "$1" >/dev/null
    printf '%s\n' "$out/$1-$2.png"
}
for theme in light sepia dark contrast; do picture reading "$theme"; done
for theme in light dark; do picture library "$theme"; done
