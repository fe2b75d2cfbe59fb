#!/usr/bin/env bash
# SPDX-License-Identifier: GPL-3.0-or-later
#
# completion.sh COMPLETION [TIDEMARKCTL]: what the Tab key offers, and that this is, command by
# command and option by option, what tidemarkctl says of itself.
set -euo pipefail
load() { . "$1"; } # as bash-completion does, inside of a function
load "$1"
program=${2-}
failures=0

fault() {
    echo "$1" >&2
    failures=$((failures + 1))
}

# complete_line WORD...: the candidates for the last word, in COMPREPLY
complete_line() {
    COMP_WORDS=(tidemarkctl "$@")
    COMP_CWORD=$#
    COMPREPLY=()
    _tidemarkctl
}

# offers CANDIDATES WORD...
offers() {
    local wanted=$1
    shift
    complete_line "$@"
    [ "${COMPREPLY[*]-}" = "$wanted" ] ||
        fault "'tidemarkctl $*' offers '${COMPREPLY[*]-}' and not '$wanted'"
}

offers "collect copy credentials" c
offers "--version" --v
offers "--once --daemon --source --slot-seconds --database --json --help" collect ""
offers "--once" collect --o
offers "coinspot eodhd" collect --once --source ""
offers "eodhd" collect --once --source = e
offers "--dry-run --no-backup --database --json --help" migrate up --
offers "" migrate up ""
offers "--accept-loss" backups restore tidemark-x.db --a
offers "" migrate sql ""
offers "latest" --json prices l
offers "" prices series ""
offers "" prices series btc --points ""
offers "--to" prices series btc --from 2026-11-20T03 : 15 : 00Z --t
offers "trades transfers" portfolio history t
offers "cleared once daily new_extreme acknowledged" alerts add --symbol btc --rearm ""
offers "--when" alerts add --symbol --json --w # a value is no option
offers "delete restore" alerts log ""
offers "" alerts log delete ""
offers "symbol distance" watchlist list --sort ""
offers "info warning error" events list --level ""
offers "sqlite:///" --database ""
offers "status up down sql validate adopt" --database sqlite : ////tmp/a.db migrate ""
offers "--database --json --help" health ""
offers "$1" assets import "$1"
offers "${1%/*}" migrate adopt --folder "${1%/*}"

[ -n "$program" ] || exit "$failures"
. "${0%/*}/helptree.sh"
tree=$(help_tree "$program")

# In order, and nothing else.
while read -r command; do
    # shellcheck disable=SC2086 # words on purpose
    offers "$(sed -n "s/^$command|\([a-z-]*\)$/\1/p" <<<"$tree" | xargs)" $command ""
done < <(sed -n 's/^\([^|]*\)|[a-z-]*$/\1/p' <<<"$tree" | sort -u)
while IFS='|' read -r command _; do
    # shellcheck disable=SC2086
    offers "$({
        sed -n "s/^$command|\(--[a-z-]*\)|.*/\1/p" <<<"$tree"
        echo --database --json --help
    } | xargs)" $command --
done < <(grep '|command|' <<<"$tree")
while IFS='|' read -r command option kind words; do
    # shellcheck disable=SC2086
    complete_line $command "$option" ""
    if [ -n "$words" ]; then
        # shellcheck disable=SC2086
        offers "${words//,/ }" $command "$option" ""
    elif [ "$kind" = value ] && [[ " ${COMPREPLY[*]-} " == *" --"* ]]; then
        fault "'tidemarkctl $command $option' offers an option where a value belongs"
    fi
done < <(grep '|--' <<<"$tree")
[ $failures = 0 ]
