#!/bin/sh
# Install what tests use beyond Python, where apt and the rights for it are there. Tests whose
# program is missing are skipped and say so; so nothing here is an error.
#
#     sh tests/system.sh            one line in `wanted` for each: a program, its Debian package
set -u

wanted() {
    echo 'chromium chromium'
    echo 'initdb postgresql'
    echo 'tesseract tesseract-ocr'
    echo 'pdftotext poppler-utils'
}

# Debian keeps the programs of PostgreSQL by version, out of PATH.
for folder in /usr/lib/postgresql/*/bin; do
    PATH=$PATH:$folder
done

as_root() {
    if [ "$(id -u)" = 0 ]; then "$@"; else sudo -n "$@"; fi
}

missing=$(wanted | while read -r program package; do
    command -v "$program" >/dev/null 2>&1 || echo "$package"
done)
[ -n "$missing" ] || exit 0

if ! command -v apt-get >/dev/null 2>&1 || ! as_root true >/dev/null 2>&1; then
    echo "not installed, tests that need them are skipped:" $missing >&2
    exit 0
fi
as_root apt-get update -qq >/dev/null 2>&1
for package in $missing; do
    as_root env DEBIAN_FRONTEND=noninteractive \
        apt-get install -y -qq --no-install-recommends "$package" >/dev/null 2>&1 \
        || echo "apt cannot install $package: tests that need it are skipped" >&2
done
