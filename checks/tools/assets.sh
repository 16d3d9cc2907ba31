#!/usr/bin/env bash
# Builds the front end when a source is newer than what was built.
set -euo pipefail
source "$(dirname "${BASH_SOURCE[0]}")/common.sh"

cd assets
modules=node_modules/.package-lock.json
built=node_modules/.built

if [ ! -e "$modules" ] || [ package-lock.json -nt "$modules" ]; then
    npm ci --no-audit --no-fund
    rm -f "$built"
fi

newer() { find . -mindepth 1 \( -path ./node_modules -o -path ./dist \) -prune -o -newer "$built" -print -quit; }

if [ ! -d dist ] || [ ! -e "$built" ] || [ -n "$(newer)" ]; then
    started="$(mktemp)"
    npm run --silent build
    mv "$started" "$built"
else
    say "assets: nothing new"
fi
