#!/usr/bin/env bash
# SPDX-License-Identifier: GPL-3.0-or-later
#
# manpages.sh SOURCE TIDEMARKCTL [PROGRAM...]: the manual pages name what the programs say of
# themselves and nothing else: each command with its options, each exit code, each variable that is
# read. SOURCE is the project's folder; the other programs have options alone.
set -euo pipefail
source=$1
program=$2
shift 2
page=$source/packaging/man/tidemarkctl.1
failures=0

fault() {
    echo "$1" >&2
    failures=$((failures + 1))
}

same() { # same WHAT SAID WRITTEN
    [ "$2" = "$3" ] ||
        fault "$1 differs; < is said by the program, > written in the page:
$(diff <(echo "$2") <(echo "$3") | grep '^[<>]')"
}

# The options that have a paragraph of their own: "\fB\-\-dry\-run\fP ..." below .TP
options_below() {
    sed 's/\\-/-/g' | grep -A1 '^\.TP' | grep -oE '^\\fB-.*|^\.B.* -.*' | grep -oE -- '--[a-z-]+' | sort -u || :
}

. "${0%/*}/helptree.sh"
tree=$(help_tree "$program")
plain=$(sed 's/\\fI[^\\]*\\fP//g; s/\\-/-/g' "$page")
same "The list of commands" "$(sed -n 's/||command|$//p' <<<"$tree" | sort)" \
    "$(sed -n 's/^\.SS "\([a-z -]*[a-z]\).*/\1/p' <<<"$plain" | sort)"

section() { # section COMMAND: from its heading to the next one
    awk -v wanted="$1" '
        /^\.S[SH]/ {
            heading = $0
            sub(/^\.SS "/, "", heading)
            sub(/[^a-z -].*/, "", heading)
            sub(/ *$/, "", heading)
            f = heading == wanted
            next
        }
        f' "$page"
}

while read -r command; do
    text=$(section "$command")
    like=$(sed -n 's/^the options of \\fB\([a-z ]*\)\\fP.*/\1/p' <<<"$text")
    [ -z "$like" ] || text+=$'\n'$(section "$like")
    same "What '$command' takes" "$(sed -n "s/^$command|\(--[a-z-]*\)|.*/\1/p" <<<"$tree" | sort)" \
        "$(options_below <<<"$text")"
    while IFS='|' read -r option words; do
        for word in ${words//,/ }; do
            grep -qF "\\fB$word\\fP" <<<"$text" || fault "'$command $option $word' is not in the page"
        done
    done < <(sed -n "s/^$command|\(--[a-z-]*\)|value|\(.\)/\1|\2/p" <<<"$tree")
done < <(sed -n 's/||command|$//p' <<<"$tree")
same "What all commands take" "$(sed -n 's/^|\(--[a-z-]*\)|.*/\1/p; $a--help' <<<"$tree" | sort)" \
    "$(sed -n '/^\.SH OPTIONS/,/^\.SH COMMANDS/p' "$page" | options_below)"

for other in "$@"; do
    name=${other##*/}
    same "What $name takes" \
        "$(QT_QPA_PLATFORM=offscreen "$other" --help | grep -oE '^  (-[a-z?], )*--[a-z-]+' |
            grep -oE -- '--[a-z-]+' | sort)" \
        "$(sed -n '/^\.SH OPTIONS/,/^\.SH [^O]/p' "$source/packaging/man/$name.1" | options_below)"
done

same "The exit codes" \
    "$(grep -oE '= [0-9]+' "$source/app/cli/exitcode.h" | cut -c 3- | sort)" \
    "$(sed -n '/^\.SH "EXIT STATUS"/,/^\.SH ENV/s/^\.B \([0-9]*\)$/\1/p' "$page" | sort)"
same "The variables" \
    "$(grep -rhoE '"(DATABASE|DB|SQL|COINSPOT|EODHD|ALERT)_[A-Z_]+"' --include='*.cpp' \
        "$source/app" "$source/db" | tr -d '"' | sort -u)" \
    "$(sed -n '/^\.SH ENVIRONMENT/,/^\.SH DATABASES/p' "$page" | grep '^\.B' |
        grep -oE '(DATABASE|DB|SQL|COINSPOT|EODHD|ALERT)_[A-Z_]+' | sort -u)"
[ $failures = 0 ]
