#!/usr/bin/env bash
# Submits a sweep and, behind it, what puts its parts together. Settings go through the environment:
#
#     PLAN=plan.yaml OUT_DIR=/scratch/sweep ./submit.sh
#     PLAN=plan.yaml OUT_DIR=/scratch/sweep SHARDS=100 ./submit.sh --array=3,17    # some shards once more
set -euo pipefail
here=$(cd "$(dirname "$0")" && pwd)
mkdir -p "${OUT_DIR:-sweep}"
job=$(sbatch --parsable --export=ALL "$@" "$here/sweep.sbatch")
# A cluster of several answers with its name behind the number.
sbatch --export=ALL --dependency="afterok:${job%%;*}" "$here/merge.sbatch"
