#!/bin/bash
# A suite on the nodes of a SLURM cluster, from the folder of the sources:
#   ./hwgpt --version                                  # builds, once, before many nodes would
#   sbatch --array=1-16 docs/slurm-array.sh paper-2d
#   ./hwgpt merge --out results/runs/paper-2d results/runs/paper-2d-shard-*-of-16
#   ./hwgpt run paper-2d --resume                      # does what is missing, and prints the results
# A task that is requeued goes on where it was stopped.
#SBATCH --job-name=hwgpt
#SBATCH --cpus-per-task=4
#SBATCH --mem=4G
#SBATCH --time=04:00:00
#SBATCH --requeue
set -eu
exec ./hwgpt run "$@" --shard "$SLURM_ARRAY_TASK_ID/$SLURM_ARRAY_TASK_COUNT" \
  --threads "$SLURM_CPUS_PER_TASK" --resume
