#!/bin/sh
# Looks at the desk in a browser; see README.md.  Usage: tests/browser/run.sh [FOLDER FOR SCREENSHOTS]
set -eu
cd "$(dirname "$0")/../.."
out=${1:-/tmp/quwa-desk}
missing=""
command -v chromium >/dev/null || missing="$missing chromium fonts-noto-core"
command -v node >/dev/null || missing="$missing nodejs"
command -v npm >/dev/null || missing="$missing npm"
command -v soffice >/dev/null || missing="$missing libreoffice-calc"
if [ -n "$missing" ]; then
    apt-get update -qq
    # shellcheck disable=SC2086
    apt-get install -y -qq --no-install-recommends $missing
fi
[ -d tests/browser/node_modules ] || (cd tests/browser && npm install --silent)

mkdir -p "$out"
archive=$(mktemp -d)
served=$(mktemp)
trap 'kill "$server" 2>/dev/null || true; rm -rf "$archive" "$served"' EXIT
server=""
.venv/bin/python -m tests.publish.desk "$archive"
PYTHONUNBUFFERED=1 .venv/bin/quwa serve --archive "$archive" --port 0 >"$served" &
server=$!
url=""
for _ in 1 2 3 4 5 6 7 8 9 10; do
    sleep 1
    url=$(grep -o 'http://[^ ]*' "$served" || true)
    [ -n "$url" ] && break
done
node tests/browser/look.mjs "$url" "$out"
.venv/bin/python -m tests.browser.sheet "$archive"
