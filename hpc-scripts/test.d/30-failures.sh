# shellcheck shell=bash
# shellcheck disable=SC2034,SC2154,SC2119,SC2086  # variables of the harness and of the sourced parts
# Failing ranks, signals, and nothing left behind.

test_the_same_message_of_all_ranks_comes_once() {
  need_mpi
  PARHELION_CORES=9 probe fail same 'no such thing' -n 3
  expect_status 1
  [[ $ERR == $'no such thing\n  at its place' ]] || fail 'not that message once'
}

test_different_messages_come_with_their_ranks() {
  need_mpi
  PARHELION_CORES=9 probe fail own 'broken on' -n 2
  expect_status 1
  expect_lines 'rank 0: broken on 0' "$ERR" 1
  expect_lines 'rank 1: broken on 1' "$ERR" 1
  refuse_err '-----'
}

test_one_rank_alone_has_no_prefix() {
  probe fail same 'no such thing'
  expect_status 1
  [[ $ERR == $'no such thing\n  at its place' ]] || fail 'not that message once'
}

test_a_rank_killed_is_said_in_one_line() {
  need_mpi
  PARHELION_CORES=9 probe die -n 2
  expect_status 137
  expect_err 'parhelion: rank 1 on '
  expect_err 'was killed by signal 9 (Killed); if nobody did that by hand, the node ran out of memory'
  [[ $(wc -l <<<"$ERR") == 1 ]] || fail 'more than one line'
}

filtered() { (. "$ROOT/hpc-scripts/lib/filter.sh" && filter_errors "$1"); }

test_the_filter_groups_interleaved_records() {
  local r=$'\x1eparhelion-failure'
  OUT=$(printf '%s\n' "$r rank=2 code=1 late" "$r rank=0 code=1 boom" 'a line' "$r+ rank=2   more" "$r rank=1 code=1 boom" \
    "$r rank=5 code=1 boom" "$r rank=3 code=1 boom" | filtered 6)
  [[ $OUT == $'a line\nrank 2: late\n  more\nranks 0-1,3,5: boom' ]] || fail 'not as expected'
}

test_the_filter_names_no_rank_where_one_speaks_of_bad_input_for_all() {
  local r=$'\x1eparhelion-failure'
  OUT=$(printf '%s\n' "$r rank=0 code=2 case.yaml: bad" | filtered 4)
  [[ $OUT == 'case.yaml: bad' ]] || fail 'not as expected'
  OUT=$(printf '%s\n' "$r rank=0 code=1 broken" | filtered 4)
  [[ $OUT == 'rank 0: broken' ]] || fail 'not as expected'
}

test_the_filter_keeps_unknown_banners_and_drops_known_ones() {
  local dashes
  dashes=$(printf -- '-%.0s' {1..74})
  OUT=$(printf '%s\n' before "$dashes" 'MPI_ABORT was invoked on rank 1 in communicator' 'with errorcode 1.' "$dashes" \
    "$dashes" 'There are not enough slots' "$dashes" \
    '[vm:1] [[2,0],0] ORTE_ERROR_LOG: Out of resource in file ../../../orte/util/show_help.c at line 501' \
    '[vm:1] 2 more processes have sent help message help-mpi-api.txt / mpi-abort' after | filtered 2)
  [[ $OUT == $'before\n'"$dashes"$'\nThere are not enough slots\n'"$dashes"$'\nafter' ]] || fail 'not as expected'
}

test_the_filter_keeps_a_last_line_without_end_and_strange_bytes() {
  OUT=$(printf 'a\\n\t %%s \xff\xfe\n\nlast' | filtered 1 | od -An -c | tr -s ' \n' ' ')
  [[ $OUT == "$(printf 'a\\n\t %%s \xff\xfe\n\nlast' | od -An -c | tr -s ' \n' ' ')" ]] || fail 'bytes were changed'
}

test_ctrl_c_ends_one_jvm_and_its_last_words_are_heard() {
  start_group "$LAUNCHER" java --class-path "$PROBE" LauncherProbe wait 60000
  until_said waits 1 "$WORK/out"
  local pids
  pids=$(rank_pids)
  kill -INT -- "-$PID"
  finish
  expect_status 130
  expect_err 'last words of rank 0'
  expect_err 'parhelion: stopped by Ctrl-C'
  expect_gone $pids
}

test_ctrl_c_ends_mpirun_and_all_ranks() {
  need_mpi
  PARHELION_CORES=9 start_group "$LAUNCHER" java --class-path "$PROBE" LauncherProbe wait 60000 -n 3
  until_said waits 3 "$WORK/out"
  local pids
  pids=$(rank_pids)
  kill -INT -- "-$PID"
  finish
  expect_status 130
  expect_lines 'last words of rank' "$ERR" 3
  expect_lines 'parhelion: stopped by Ctrl-C' "$ERR" 1
  refuse_err '-----'
  expect_gone $pids
}

test_term_ends_the_job() {
  need_mpi
  start "$LAUNCHER" java --class-path "$PROBE" LauncherProbe wait 60000 -n 2
  until_said waits 2 "$WORK/out"
  local pids
  pids=$(rank_pids)
  kill -TERM "$PID"
  finish
  expect_status 143
  expect_err 'parhelion: stopped by signal TERM'
  expect_gone $pids
}

test_usr1_reaches_every_rank_and_the_job_goes_on() {
  need_mpi
  start "$LAUNCHER" java --class-path "$PROBE" LauncherProbe wait 4000 -n 2
  until_said waits 2 "$WORK/out"
  kill -USR1 "$PID"
  until_said 'got USR1' 2 "$WORK/out"
  finish
  expect_status 0
}

test_usr1_does_no_harm_to_a_program_that_does_not_know_it() {
  start "$LAUNCHER" java --class-path "$PROBE" LauncherProbe rest 1500
  until_said rests 1 "$WORK/out"
  kill -USR1 "$PID"
  finish
  expect_status 0
  expect_out 'rank 0 has rested'
  need_mpi
  start "$LAUNCHER" java --class-path "$PROBE" LauncherProbe rest 1500 -n 2
  until_said rests 2 "$WORK/out"
  kill -USR1 "$PID"
  finish
  expect_status 0
  expect_lines 'has rested' "$OUT" 2
}

test_a_killed_mpirun_leaves_nothing() {
  need_mpi
  start "$LAUNCHER" java --class-path "$PROBE" LauncherProbe wait 60000 -n 2
  until_said waits 2 "$WORK/out"
  local pids mpirun
  pids=$(rank_pids)
  mpirun=$(ps -o pid=,comm= --ppid "$PID" | awk '$2 == "mpirun" || $2 == "orterun" { print $1 }')
  [[ -n $mpirun ]] || fail 'there is no mpirun under the launcher'
  kill -KILL "$mpirun"
  finish
  expect_status 137
  expect_gone $pids
  expect_no_folders
}

test_a_killed_launcher_leaves_no_processes_and_the_next_one_cleans_up() {
  need_mpi
  mkdir "$WORK/t"
  export TMPDIR=$WORK/t
  setpriv --pdeathsig TERM true 2>/dev/null || skip 'no setpriv here that knows --pdeathsig'
  start "$LAUNCHER" java --class-path "$PROBE" LauncherProbe wait 60000 -n 2
  until_said waits 2 "$WORK/out"
  local pids
  pids=$(rank_pids)
  kill -KILL "$PID"
  finish
  expect_status 137
  expect_gone $pids
  local left
  left=$(ls "$TMPDIR")
  [[ $left == ph.?????? ]] || fail "a killed launcher cannot have removed its folder, but there is '$left'"
  probe facts -n 2
  [[ -z $(ls "$TMPDIR") && ! -e /dev/shm/$left ]] || fail "left behind: $(ls -d "$TMPDIR"/* "/dev/shm/$left" 2>&1)"
}

# expect_no_folders: nothing of this launcher's jobs is left among the temporary files.
expect_no_folders() {
  [[ -z $(find "${TMPDIR:-/tmp}" /dev/shm -maxdepth 1 -name 'ph.*' -newer "$WORK/folder" -user "$(id -u)" 2>/dev/null) ]] ||
    fail "left behind: $(find "${TMPDIR:-/tmp}" /dev/shm -maxdepth 1 -name 'ph.*' -newer "$WORK/folder" 2>/dev/null)"
}

test_a_finished_job_leaves_no_folders() {
  need_mpi
  mkdir -p "$WORK/t"
  TMPDIR=$WORK/t probe facts -n 2
  expect_status 0
  [[ -z $(ls -A "$WORK/t") ]] || fail "left behind: $(ls -A "$WORK/t")"
}
