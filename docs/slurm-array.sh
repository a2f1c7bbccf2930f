#!/bin/bash
# A suite on the nodes of a SLURM cluster, from the folder of the sources:
#   ./hwgpt --version                                  # builds, once, before many nodes would
#   sbatch --array=1-16 docs/slurm-array.sh 16 paper-2d
#   ./hwgpt merge --out results/runs/paper-2d results/runs/paper-2d-shard-*-of-16
#   ./hwgpt run paper-2d --resume                      # does what is missing, and prints the results
# The first argument is the number of shards, 1 to which are the tasks of the array. It stays 16 when only
# some are submitted again, because it decides which runs are in a shard:
#   sbatch --array=3,7 docs/slurm-array.sh 16 paper-2d
# A task that is requeued goes on where it was stopped.
#SBATCH --job-name=hwgpt
#SBATCH --cpus-per-task=4
#SBATCH --mem=4G
#SBATCH --time=04:00:00
#SBATCH --requeue
set -eu
case "${1:-}" in
  '' | 0* | *[!0-9]*)
    echo "usage: sbatch --array=1-SHARDS $0 SHARDS SUITE [OPTIONS]" >&2
    exit 2
    ;;
esac
shards=$1
shift
exec ./hwgpt run "$@" --shard "$SLURM_ARRAY_TASK_ID/$shards" \
  --threads "$SLURM_CPUS_PER_TASK" --resume
