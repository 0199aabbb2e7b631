# shellcheck shell=bash
# shellcheck disable=SC2034,SC2154,SC2119,SC2086  # variables of the harness and of the sourced parts
# The batch script on a real slurmctld with two virtual nodes.

# cluster: starts one, or skips the test; it goes with the test.
cluster() {
  need_mpi
  command -v sbatch >/dev/null && PATH=$PATH:/usr/sbin command -v munged >/dev/null || skip 'Slurm is not installed here'
  ((EUID == 0)) || skip 'virtual nodes with host names of their own need root'
  local environment
  # short and enterable for everyone, since munge insists
  CLUSTER=$(mktemp -d /tmp/ph-slurm.XXXXXX) && rmdir "$CLUSTER"
  environment=$("$ROOT/hpc-scripts/testbed/slurm-up" "$CLUSTER") || fail 'the testbed did not start'
  trap '"$ROOT/hpc-scripts/testbed/slurm-down" "$CLUSTER"; cd / && rm -rf "$WORK"' EXIT
  # shellcheck source=/dev/null
  . "$environment"
  unset PARHELION_LAUNCH
  export PARHELION_NO_BUILD=1 PARHELION_MAIN=LauncherProbe PARHELION_CLASS_PATH=$PROBE
  printf 'title: for the probe\n' >'a case.yaml'
}

# submit: sbatch of the case on two nodes; sets JOB_ID.
submit() {
  JOB_ID=$(sbatch --parsable -N 2 --ntasks-per-node=2 -o "$WORK/out" "$ROOT/hpc-scripts/slurm/run.sbatch" 'a case.yaml' --set 'a.b=c d') ||
    fail 'sbatch refused the job'
}

# await_end: sets STATUS to the job's exit code and OUT to its output.
await_end() {
  local i state
  for ((i = 0; i < 600; i++)); do
    state=$(squeue -h -t all -j "$JOB_ID" -o %T)
    case $state in PENDING | CONFIGURING | RUNNING | COMPLETING) sleep 0.1 ;; *) break ;; esac
  done
  STATUS=$(scontrol show job "$JOB_ID" | sed -n 's/.*ExitCode=\([0-9]*\):\([0-9]*\).*/\1/p')
  OUT=$(<"$WORK/out") ERR=''
}

expect_four_ranks_on_two_nodes() {
  expect_status 0
  local rank
  for rank in 0 1 2 3; do expect_lines "rank=$rank" "$OUT" 1; done
  expect_lines '@node1' "$OUT" 2
  expect_lines '@node2' "$OUT" 2
  [[ $OUT != *WARNING* && $OUT != *-----* ]] || fail 'the output has warnings'
}

slow_test_mpirun_in_a_batch_job_reaches_two_nodes() {
  cluster
  PROBE_WORDS='facts' submit
  await_end
  expect_four_ranks_on_two_nodes
  expect_lines 'size=4' "$OUT" 4
}

slow_test_srun_in_a_batch_job_reaches_two_nodes() {
  cluster
  srun --mpi=list 2>&1 | grep -q pmix || skip 'this Slurm has no PMIx'
  PROBE_WORDS='facts' PARHELION_LAUNCH=srun submit
  await_end
  expect_four_ranks_on_two_nodes
}

slow_test_the_exit_code_of_a_batch_job_is_the_runs() {
  cluster
  PROBE_WORDS='exit 75' submit
  await_end
  expect_status 75
}

slow_test_usr1_to_the_batch_script_reaches_all_ranks() {
  cluster
  local launch
  for launch in mpirun srun; do
    : >"$WORK/out"
    PROBE_WORDS='wait 4000' PARHELION_LAUNCH=$launch submit
    until_said waits 4 "$WORK/out"
    scancel --batch -s USR1 "$JOB_ID"
    until_said 'got USR1' 4 "$WORK/out"
    await_end
    expect_status 0
  done
}

slow_test_a_bad_case_on_two_nodes_is_told_once() {
  cluster
  unset PARHELION_MAIN PARHELION_CLASS_PATH
  local launch
  for launch in mpirun srun; do
    PARHELION_LAUNCH=$launch submit
    await_end
    expect_status 2
    expect_lines "--set:1:" "$OUT" 1
    [[ $OUT != *MPI* && $OUT != *CANCELLED* && $OUT != *disconnected* ]] || fail 'there is more than the message'
  done
}

slow_test_srun_without_pmix_is_refused_and_not_run_four_times() {
  cluster
  PROBE_WORDS='facts' PARHELION_LAUNCH=srun PARHELION_SRUN_MPI=none submit
  await_end
  expect_status 3
  expect_lines 'use srun --mpi=pmix' "$OUT" 1
}

slow_test_a_batch_script_without_a_case_is_refused() {
  cluster
  JOB_ID=$(sbatch --parsable -o "$WORK/out" "$ROOT/hpc-scripts/slurm/run.sbatch")
  await_end
  expect_status 2
  expect_out 'run.sbatch: no case file given'
}
