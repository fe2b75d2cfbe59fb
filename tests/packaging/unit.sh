#!/usr/bin/env bash
# SPDX-License-Identifier: GPL-3.0-or-later
#
# unit.sh UNIT TIDEMARKCTL: systemd has nothing to say against the collector's unit, and finds that it
# exposes little. systemd-analyze ends with 0 where it only warns, so its words count.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf -- "$folder"' EXIT
export XDG_RUNTIME_DIR=$folder
# Installed, the program is on systemd's own path.
sed "s#^ExecStart=tidemarkctl #ExecStart=$2 #" "$1" >"$folder/${1##*/}"
grep -qF "ExecStart=$2 collect --daemon" "$folder/${1##*/}"
said=$(systemd-analyze --user --man=no verify "$folder/${1##*/}" 2>&1)
if [ -n "$said" ]; then
    echo "$said" >&2
    exit 1
fi
# 0 is nothing, 100 everything; most of what is left are the network and the home.
systemd-analyze --user --offline=true --threshold=25 security "$folder/${1##*/}" >"$folder/security" || {
    cat "$folder/security" >&2
    exit 1
}
