#!/usr/bin/env bash
# SPDX-License-Identifier: GPL-3.0-or-later
#
# completion.sh COMPLETION [TIDEMARKCTL]: what the Tab key offers, and that tidemarkctl knows it.
set -euo pipefail
. "$1"
program=${2-}
failures=0

# offered LINE...: the words, the last of them being completed, give these candidates
offers() {
    local wanted=$1
    shift
    COMP_WORDS=(tidemarkctl "$@")
    COMP_CWORD=$(($#))
    COMPREPLY=()
    _tidemarkctl
    if [ "${COMPREPLY[*]-}" != "$wanted" ]; then
        echo "'tidemarkctl $*' offers '${COMPREPLY[*]-}' and not '$wanted'" >&2
        failures=$((failures + 1))
    fi
}

offers "collect migrate prices alerts assets portfolio watchlist credentials bars export reports copy backups index health" ""
offers "collect credentials copy" c
offers "--version" --v
offers "--once --daemon --source --slot-seconds --database --json --help" collect ""
offers "--once" collect --o
offers "coinspot eodhd" collect --once --source ""
offers "status up down sql validate adopt" migrate ""
offers "report" index ""
offers "--dry-run --no-backup --database --json --help" migrate up --
offers "--accept-loss" migrate down --a
offers "list verify restore" backups ""
offers "prices positions" export p
offers "--from" export prices --out x --fr
offers "machine spreadsheet" export prices --preset ""
offers "list add remove run" reports ""
offers "day week" reports add x prices --every ""
offers "--every" reports add x prices --ev
offers "set list remove test" credentials ""
offers "coinspot-key coinspot-secret eodhd-token" credentials set ""
offers "--accept-loss" backups restore tidemark-x.db --a
offers "--dry-run" migrate adopt --dr
offers "" migrate adopt --folder ""
offers "latest series" prices ""
offers "latest" --json prices l
offers "--from --to --points --raw --database --json --help" prices series btc -
offers "" prices series ""
offers "" prices series btc --points ""
offers "add list edit remove versions restore log ack snooze replay judge" alerts ""
offers "--cooldown" alerts add --co
offers "" alerts add --symbol btc --when ""
offers "once" alerts edit 3 --rearm o
offers "delete restore" alerts log ""
offers "--deleted --database --json --help" alerts list -
offers "list add import edit pause resume remove sync quotes intraday plan" assets ""
offers "--name --type --currency --database --json --help" assets edit BHP.AU -
offers "sync positions add edit remove history" portfolio ""
offers "--cost --currency --opened --note --database --json --help" portfolio add BHP.AU 100 -
offers "" portfolio add BHP.AU 100 --cost ""
offers "trades transfers" portfolio history t
offers "list add edit remove" watchlist ""
offers "--target --note --database --json --help" watchlist add BTC -
offers "" watchlist edit BTC --target ""
offers "symbol distance" watchlist list --sort ""
offers "sqlite:///" --database ""
offers "status up down sql validate adopt" --database sqlite : ////tmp/a.db migrate ""
offers "rebuild" bars ""
offers "--database --json --help" health -

# Every command that is offered exists.
if [ -n "$program" ]; then
    for command in collect "migrate status" "migrate up" "migrate down" "migrate sql" \
        "migrate validate" "migrate adopt" "prices latest" "prices series" \
        "assets list" "assets add" "assets import" "assets edit" "assets pause" "assets resume" \
        "assets remove" "assets sync" "assets quotes" "assets intraday" "assets plan" \
        "portfolio sync" "portfolio positions" "portfolio add" "portfolio edit" \
        "portfolio remove" "portfolio history" "watchlist list" "watchlist add" \
        "watchlist edit" "watchlist remove" "bars rebuild" copy export \
        "reports list" "reports add" "reports remove" "reports run" \
        "backups list" "backups verify" "backups restore" "credentials set" "credentials list" \
        "credentials remove" "credentials test" health; do
        # shellcheck disable=SC2086 # two words on purpose
        if ! "$program" $command --help >/dev/null; then
            echo "tidemarkctl does not know '$command'" >&2
            failures=$((failures + 1))
        fi
    done
fi
[ $failures = 0 ]
