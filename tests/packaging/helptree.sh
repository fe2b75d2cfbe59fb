# shellcheck shell=bash
# SPDX-License-Identifier: GPL-3.0-or-later
#
# help_tree PROGRAM: what `PROGRAM --help` and the help of each command below it say, a line each:
#   alerts|add                                    a command and one below it; none: the first level
#   alerts add|--rearm|value|cleared,once,daily   an option with a value, and the words it takes
#   alerts add|--enabled|flag|
#   migrate up||command|                          a command that is run

help_tree() {
    local program=$1 text below
    shift
    text=$("$program" "$@" --help)
    below=$(awk '/^Subcommands:/ {f = 1; next} /^[^ ]/ {f = 0} f && /^  [a-z]/ {print $1}' <<<"$text")
    if ! grep -q '^Usage: .* SUBCOMMAND$' <<<"$text"; then # [SUBCOMMAND]: also without one
        echo "$*||command|"
    fi
    awk -v command="$*" '
        /^Options:/ {f = 1; next}
        /^[^ ]/ {f = 0}
        f && /^  --/ {
            words = ""
            if (match($0, /\{[^}]*\}/)) words = substr($0, RSTART + 1, RLENGTH - 2)
            print command "|" $1 "|" ($2 ~ /^[A-Z]+/ && $2 != "Excludes:" && $0 !~ /^  --[a-z-]+  / \
                ? "value" : "flag") "|" words
        }' <<<"$text"
    local word
    for word in $below; do
        echo "$*|$word"
        help_tree "$program" "$@" "$word"
    done
}
