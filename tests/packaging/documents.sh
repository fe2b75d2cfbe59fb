#!/usr/bin/env bash
# SPDX-License-Identifier: GPL-3.0-or-later
#
# documents.sh SOURCE TIDEMARKCTL: what the documentation leads to exists: files and pictures, and the
# commands and options of each line that begins with tidemarkctl. Each picture is shown somewhere.
set -euo pipefail
cd "$1"
program=$2
failures=0
fault() {
    echo "$1" >&2
    failures=$((failures + 1))
}
mapfile -t documents < <(find . -name '*.md' -not -path './build*' -not -path './.git/*')

for document in "${documents[@]}"; do
    while read -r target; do
        case $target in http*:* | '#'*) continue ;; esac
        [ -e "${document%/*}/${target%%#*}" ] || fault "$document leads to $target, which is not there"
    done < <(grep -oE '\]\([^)]+\)' "$document" | sed 's/^](//; s/)$//')
done
for picture in docs/images/*.png; do
    grep -qF "images/${picture##*/})" "${documents[@]}" || fault "$picture is shown nowhere"
done

. tests/packaging/helptree.sh
tree=$(help_tree "$program")
while IFS=: read -r document line; do
    read -r -a words <<<"${line%%[#|;]*}"
    command=
    for word in "${words[@]:1}"; do
        if grep -qxF "$command|$word" <<<"$tree"; then
            command+="${command:+ }$word"
        fi
    done
    grep -qxF "$command||command|" <<<"$tree" || fault "$document: there is no command for: $line"
    for word in "${words[@]:1}"; do
        [[ $word == --* ]] || continue
        grep -qE "^($command)?\|$word\|" <<<"$tree" || fault "$document: '$command' has no $word"
    done
done < <(grep -HE '^ {4}tidemarkctl ' "${documents[@]}" | sed 's/: */:/')
[ $failures = 0 ]
