#!/usr/bin/env bash
# A sweep in shards on one machine, or on several that see one folder: GNU parallel where it is installed, xargs otherwise.
#
#     ./sweep.sh plan.yaml folder [shards] [at once]
#     SSHLOGIN=one,two,three ./sweep.sh plan.yaml /shared/folder 300 12    # over ssh, with GNU parallel
set -euo pipefail
plan=$1
folder=$2
shards=${3:-16}
jobs=${4:-4}
bagehot=${BAGEHOT:-bagehot}
kind=${KIND:-comparison}

mkdir -p "$folder"
if command -v parallel > /dev/null; then
  seq 0 $((shards - 1)) |
    parallel --jobs "$jobs" --retries 3 --halt soon,fail=1 ${SSHLOGIN:+--sshlogin "$SSHLOGIN" --workdir "$PWD"} \
      "$bagehot" sweep "$kind" "$plan" --shard "{}/$shards" --out-dir "$folder"
else
  # One that fails stops none of the others, but xargs then ends with an error, and so does this.
  seq 0 $((shards - 1)) |
    xargs -P "$jobs" -I '{}' "$bagehot" sweep "$kind" "$plan" --shard "{}/$shards" --out-dir "$folder"
fi
"$bagehot" sweep merge "$folder"
