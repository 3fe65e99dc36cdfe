#!/usr/bin/env bash
# Draws the window with the annotated sample reading, off screen, in every theme and view, into $OUT.
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
"$closereader" -q import resources/sample/bolivia-june-2005.md >/dev/null
"$closereader" -q annotate 'Bolivia, June 2005' --from resources/sample/annotations.json >/dev/null
for theme in light dark; do
    for view in reading library; do
        "$closereader" -q screenshot 'Bolivia, June 2005' --to "$out/$view-$theme.png" \
            --size 1440x900 --theme "$theme" --view "$view" >/dev/null
        printf '%s\n' "$out/$view-$theme.png"
    done
done
