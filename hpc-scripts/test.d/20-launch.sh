# shellcheck shell=bash
# shellcheck disable=SC2034,SC2154,SC2119,SC2086,SC2030,SC2031  # variables of the harness and of the sourced parts
# What the launcher starts: flags, folders, links, ranks.

test_one_rank_starts_silently_with_the_vector_module() {
  probe facts a 'b c' '*'
  expect_status 0
  expect_no_err
  expect_out 'vector=true'
  expect_out 'args=a|b c|*'
  expect_out "cwd=$PWD"
  expect_out "home=$ROOT"
  expect_out 'protocol=1'
  expect_out 'ucx=[]'
  expect_out 'tty=null'
}

test_exit_codes_pass_through() {
  local code
  for code in 0 1 2 75; do
    probe exit "$code"
    expect_status "$code"
    expect_no_err
  done
}

test_both_streams_pass_through() {
  probe say
  expect_status 0
  [[ $OUT == 'to output' && $ERR == 'to errors' ]] || fail 'streams were mixed or lost'
}

test_an_unfinished_line_is_shown_before_it_is_finished() {
  start "$LAUNCHER" java --class-path "$PROBE" LauncherProbe bar
  until_said 'step 1' 1 "$WORK/err"
  ! grep -q 'step 2' "$WORK/err" || fail 'step 1 was kept back until step 2'
  finish
  expect_status 0
  [[ $ERR == $'\rstep 1\rstep 2' ]] || fail 'the bar was changed'
}

test_it_is_found_through_links_and_spaces_and_from_any_folder() {
  mkdir -p 'a b/c'
  ln -s "$LAUNCHER" 'a b/first link'
  ln -s '../first link' 'a b/c/second'
  cd 'a b/c' || exit 1
  attempt ./second java --class-path "$PROBE" LauncherProbe facts
  expect_status 0
  expect_out "cwd=$PWD"
  expect_out "home=$ROOT"
}

test_a_class_path_and_folder_with_spaces_reach_the_ranks() {
  need_mpi
  mkdir 'with space'
  cp "$PROBE"/*.class 'with space'
  cd 'with space' || exit 1
  attempt "$LAUNCHER" java --class-path "$PWD" LauncherProbe facts 'x y' -n 2
  expect_status 0
  expect_no_err
  expect_lines "cwd=$PWD" "$OUT" 2
  expect_lines 'args=x y|-n|2' "$OUT" 2
}

test_two_ranks_start_silently_under_mpirun() {
  need_mpi
  probe facts -n 2
  expect_status 0
  expect_no_err
  expect_out 'rank=0'
  expect_out 'rank=1'
  expect_lines 'size=2' "$OUT" 2
  expect_lines 'pml=ob1' "$OUT" 2
}

test_the_class_path_under_mpirun_is_ours_alone() {
  need_mpi
  probe facts -n 2
  expect_lines "classpath=$ROOT/.build/app.d/" "$OUT" 2
  [[ $(grep -c "^classpath=.*:$PROBE\$" <<<"$OUT") == 2 ]] || fail 'something stands after our class path'
}

test_ranks_share_the_memory() {
  need_mpi
  PARHELION_HEAP_SHARE=40 probe facts -n 1
  local one two
  one=$(sed -n 's/^heapMb=//p' <<<"$OUT")
  PARHELION_HEAP_SHARE=40 probe facts -n 2
  two=$(sed -n 's/^heapMb=//p' <<<"$OUT" | head -n 1)
  ((two * 2 > one - 16 && two * 2 < one + 16)) || fail "one rank has $one MB, each of two has $two MB"
}

test_more_ranks_than_cores_is_said_once() {
  need_mpi
  PARHELION_CORES=2 probe facts -n 3
  expect_status 0
  [[ $ERR == 'parhelion: more ranks than cores: 3 ranks on 2 cores; ranks will share cores' ]] || fail 'not that one line'
  expect_lines 'size=3' "$OUT" 3
}

test_threads_put_all_ranks_into_one_process() {
  probe facts --transport threads -n 2
  expect_status 0
  expect_lines 'size=none' "$OUT" 1
}

test_a_drawn_order_of_ranks_means_threads() {
  attempt "$LAUNCHER" java org.parhelion.examples.HelloRanks --shuffle 7 -n 2
  expect_status 0
  expect_lines 'threads' "$OUT" 2
  attempt "$LAUNCHER" java --shuffle 7 -n 2 org.parhelion.examples.HelloRanks
  expect_lines 'threads' "$OUT" 2
}

test_values_of_options_are_not_taken_for_the_class() {
  attempt "$LAUNCHER" java --class-path "$PROBE" --trace t.json --hang-timeout 9s LauncherProbe facts
  # the program is found, and gets all words, since it does not start ranks itself
  expect_err 'IllegalArgumentException: --trace'
  expect_err 'at LauncherProbe.main'
}

test_under_mpirun_it_is_one_rank() {
  need_mpi
  . "$ROOT/hpc-scripts/lib/openmpi.sh"
  openmpi_quiet
  attempt mpirun --oversubscribe -n 2 "$LAUNCHER" java --class-path "$PROBE" LauncherProbe facts
  expect_status 0
  expect_no_err
  expect_lines 'size=2' "$OUT" 2
  expect_lines 'protocol=null' "$OUT" 2
  attempt mpirun --oversubscribe -n 2 "$LAUNCHER" java --class-path "$PROBE" LauncherProbe facts -n 2
  expect_lines 'size=2' "$OUT" 2
}

test_under_mpirun_another_number_of_ranks_is_refused_once() {
  need_mpi
  . "$ROOT/hpc-scripts/lib/openmpi.sh"
  openmpi_quiet
  attempt mpirun --oversubscribe -n 2 "$LAUNCHER" java --class-path "$PROBE" LauncherProbe facts -n 3
  expect_status 2
  expect_lines '-n 3 was given, but mpirun or srun has started 2 ranks; leave -n out' "$ERR" 1
}

test_what_all_ranks_would_say_is_said_once() {
  need_mpi
  . "$ROOT/hpc-scripts/lib/openmpi.sh"
  openmpi_quiet
  local words
  for words in 'wrong' 'run none.yaml' 'run case.yaml -n x' 'run case.yaml --bad'; do
    : >case.yaml
    attempt mpirun --oversubscribe -n 3 "$LAUNCHER" $words
    expect_status 2
    expect_lines 'parhelion' "$ERR" 1
  done
  attempt mpirun --oversubscribe -n 3 "$LAUNCHER" list
  expect_status 0
  expect_lines 'Transports:' "$OUT" 1
}

test_what_is_missing_on_a_node_is_said_by_the_first_rank_there() {
  . "$ROOT/hpc-scripts/lib/common.sh" 2>/dev/null
  unset "${!OMPI_COMM_WORLD@}" "${!PMIX_@}" "${!PMI_@}" "${!SLURM_@}"
  [[ $(note text 2>&1) == 'parhelion: text' ]] || fail 'without ranks nothing is said'
  [[ -z $(OMPI_COMM_WORLD_RANK=1 OMPI_COMM_WORLD_LOCAL_RANK=1 && note text 2>&1) ]] || fail 'the second rank speaks'
  [[ $(SLURM_PROCID=2 SLURM_LOCALID=0 HOSTNAME=n2 && note text 2>&1) == 'parhelion: on n2: text' ]] ||
    fail 'the first rank of the second node is silent or does not name it'
  SLURM_PROCID=2 SLURM_LOCALID=0
  first_rank && fail 'rank 2 is taken for rank 0'
  true
}

test_where_no_locale_is_set_characters_are_utf8() {
  . "$ROOT/hpc-scripts/lib/common.sh" 2>/dev/null
  [[ -d /usr/lib/locale/C.utf8 || -d /usr/lib/locale/C.UTF-8 ]] || skip 'no locale C.UTF-8 here'
  unset LC_ALL LC_CTYPE LANG
  cp "$ROOT/hpc-scripts/lib/training.yaml" größe.yaml
  attempt "$LAUNCHER" check größe.yaml
  expect_status 0
  expect_out '×'
  (LANG=xx_YY.UTF-8 && utf8_terminal && [[ -z ${LC_CTYPE:-} ]]) || fail 'a locale that is set was changed'
  (LC_ALL=C && utf8_terminal && [[ -z ${LC_CTYPE:-} ]]) || fail 'LC_ALL=C was changed'
}

test_a_batch_script_is_no_rank_but_a_task_of_srun_is() {
  . "$ROOT/hpc-scripts/lib/common.sh" 2>/dev/null
  . "$ROOT/hpc-scripts/lib/openmpi.sh"
  unset "${!OMPI_COMM_WORLD@}" "${!PMIX_@}" "${!PMI_@}"
  (SLURM_JOB_ID=7 SLURM_PROCID=0 SLURM_NTASKS=4 && started_as_rank) && fail 'a batch script was taken for a rank'
  (SLURM_JOB_ID=7 SLURM_PROCID=0 SLURM_STEP_ID=4294967291 SLURM_STEP_NUM_TASKS=4 && started_as_rank) &&
    fail 'a batch step was taken for a rank'
  (SLURM_PROCID=0 SLURM_STEP_ID=0 SLURM_STEP_NUM_TASKS=1 && started_as_rank) && fail 'a shell in a step was taken for a rank'
  (SLURM_PROCID=1 SLURM_STEP_ID=0 SLURM_STEP_NUM_TASKS=4 PMIX_RANK=1 && started_as_rank && [[ $WORLD == 4 && $WORLD_RANK == 1 ]]) ||
    fail 'a task of srun was not taken for a rank'
  ERR=$(SLURM_PROCID=0 SLURM_STEP_ID=0 SLURM_STEP_NUM_TASKS=4 && started_as_rank 2>&1) && fail 'srun without PMIx was accepted'
  expect_err 'use srun --mpi=pmix'
}

test_limits_of_a_container_are_respected() {
  . "$ROOT/hpc-scripts/lib/machine.sh"
  mkdir -p cg/job/inner
  printf '0::/job/inner\n' >cgroup
  printf '150000 100000\n' >cg/job/cpu.max
  printf 'max\n' >cg/job/inner/memory.max
  printf '268435456\n' >cg/job/memory.max
  export PARHELION_CGROUP_ROOT=$PWD/cg PARHELION_CGROUP_FILE=$PWD/cgroup
  available_memory_mb
  [[ $REPLY == 256 ]] || fail "memory $REPLY MB instead of 256"
  available_cores
  [[ $REPLY -le 2 ]] || fail "cores $REPLY"
  SLURM_MEM_PER_NODE=100 available_memory_mb
  [[ $REPLY == 100 ]] || fail "Slurm's share of memory was not respected"
  mkdir -p v1/memory/box
  printf '9:memory:/box\n' >cgroup
  printf '536870912\n' >v1/memory/box/memory.limit_in_bytes
  PARHELION_CGROUP_ROOT=$PWD/v1
  available_memory_mb
  [[ $REPLY == 512 ]] || fail "memory $REPLY MB instead of 512"
  count_list 0-3,8
  [[ $REPLY == 5 ]] || fail 'a list of cores was miscounted'
}
