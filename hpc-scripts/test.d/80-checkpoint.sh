# shellcheck shell=bash
# shellcheck disable=SC2034,SC2154,SC2119,SC2086  # variables of the harness and of the sourced parts
# Checkpoints from the command line: stopping, going on, on other ranks, and what can be wrong with them.

# endless_case: one that runs for a minute unless it is stopped.
endless_case() {
  cat >case.yaml <<'END'
grid: {size: [64, 48], boundary: {x: {dirichlet: "sin(9*t)"}, y: neumann}}
fields: {u: {initial: "x*(1 - x)", rate: "-u^3", implicit: "laplacian(u)"}}
time: {scheme: bdf2, step: 1e-4, steps: 60000}
END
}

bits_of() { grep -o -E '"(bits|steps|time|iterations)" *: *[^,]*' "$1"; }

# compare_with_whole: goes on from out to the next hundred steps on 3 ranks, and compares with a run without interruption.
compare_with_whole() {
  local step
  step=$(sed -n 's/.*after step \([0-9]*\),.*/\1/p' <<<"$ERR")
  attempt "$LAUNCHER" run case.yaml --set time.steps=$((step + 50)) --restart out/case --report on.json -n 3 \
    --transport threads
  expect_status 0
  expect_out "(from step $step on)"
  attempt "$LAUNCHER" run case.yaml --set time.steps=$((step + 50)) --report whole.json
  expect_status 0
  [[ -n $(bits_of on.json) && $(bits_of on.json) == "$(bits_of whole.json)" ]] ||
    fail "not the same: $(bits_of on.json) and $(bits_of whole.json)"
}

test_term_stops_all_ranks_with_a_checkpoint_and_code_75() {
  need_mpi
  endless_case
  PARHELION_CORES=9 start "$LAUNCHER" run case.yaml -n 2 --set checkpoint.every=20
  until_file 'out/case/checkpoints/case_00000040.checkpoint'
  kill -TERM "$PID"
  finish
  expect_status 75
  expect_lines 'stopped early by SIGTERM' "$ERR" 1
  refuse_err '-----'
  compare_with_whole
}

# until_file PATTERN: waits until there is one.
until_file() {
  local i
  for ((i = 0; i < 600; i++)); do
    compgen -G "$1" >/dev/null && return
    sleep 0.05
  done
  ERR=$(cat "$WORK/err") OUT=$(cat "$WORK/out")
  fail "there was no $1 in 30 s"
}

slow_test_usr1_to_mpirun_stops_it_too() {
  need_mpi
  endless_case
  PARHELION_CORES=9 start "$LAUNCHER" run case.yaml -n 2 --set checkpoint.every=20 --set checkpoint.async=true
  until_file 'out/case/checkpoints/case_00000040.checkpoint'
  kill -USR1 "$PID"
  finish
  expect_status 75
  expect_err 'stopped early by SIGUSR1'
  [[ -z $(find out -name '*.parhelion-part') ]] || fail 'something half-written is left'
}

slow_test_a_file_stop_and_a_time_limit_stop_one_jvm() {
  endless_case
  start "$LAUNCHER" run case.yaml -n 2 --transport threads --set checkpoint.every=20
  until_file 'out/case/checkpoints/*.checkpoint'
  : >out/case/STOP
  finish
  expect_status 75
  expect_err 'stopped early by a file STOP'
  [[ ! -e out/case/STOP ]] || fail 'STOP is still there'
  attempt "$LAUNCHER" run case.yaml --restart out/case --time-limit 3s
  expect_status 75
  expect_err 'stopped early by the time limit'
}

slow_test_ctrl_c_ends_a_run_at_once() {
  endless_case
  start_group "$LAUNCHER" run case.yaml --set checkpoint.every=20
  until_file 'out/case/checkpoints/*.checkpoint'
  kill -INT -- "-$PID"
  finish
  expect_status 130
  refuse_err 'stopped early'
}

slow_test_a_disk_without_space_ends_the_run_and_leaves_the_last_checkpoint() {
  mkdir small && mount -t tmpfs -o size=100k tmpfs small 2>/dev/null || skip 'no small file system can be made here'
  trap 'umount "$WORK/folder/small"; cd / && rm -rf "$WORK"' EXIT
  endless_case
  local where='--set checkpoint.directory=small --set checkpoint.every=20'
  attempt "$LAUNCHER" run case.yaml $where --set time.steps=20 --set "grid.size=[40,40]" --set checkpoint.keep=1
  expect_status 0
  head -c 40000 /dev/zero >small/filler 2>/dev/null
  attempt "$LAUNCHER" run case.yaml $where --set time.steps=60 --set "grid.size=[40,40]" --restart small -n 2 \
    --transport threads
  expect_status 1
  expect_lines 'the disk is full' "$ERR" 1
  refuse_err 'at org.parhelion'
  [[ $(ls -A small) == $'case_00000020.checkpoint\nfiller' ]] || fail "left: $(ls -A small)"
  attempt "$LAUNCHER" verify small
  expect_status 0
}

test_what_cannot_be_used_is_said_in_one_message() {
  endless_case
  attempt "$LAUNCHER" run case.yaml --set time.steps=4 --set checkpoint.every=2
  expect_status 0
  attempt "$LAUNCHER" run case.yaml --set "grid.size=[64,49]" --restart out/case -n 2 --transport threads
  expect_status 2
  expect_lines 'grid.size.1: was "48", is "49"' "$ERR" 1
  attempt "$LAUNCHER" run case.yaml --restart nowhere
  expect_status 2
  expect_err 'there is no file or folder nowhere'
  attempt "$LAUNCHER" run case.yaml --time-limit soon
  expect_status 2
  expect_err '--time-limit takes a time such as'
  local file=out/case/checkpoints/case_00000004.checkpoint
  printf 'x' | dd of=$file bs=1 seek=9000 conv=notrunc 2>/dev/null
  attempt "$LAUNCHER" verify out/case
  expect_status 1
  expect_out "$file: DAMAGED: field u, block 1 of 1 (bytes 4096 to 28671 of the file)"
  attempt "$LAUNCHER" run case.yaml --set time.steps=6 --restart out/case
  expect_status 0
  expect_err "$file is skipped: field u, block 1"
  expect_out '(from step 2 on)'
}

slow_test_ranks_killed_at_any_moment_lose_nothing() {
  need_mpi
  TIME_LIMIT=120 attempt "$ROOT/hpc-scripts/testbed/kill-test" --kills 3 --seed 4
  expect_status 0
  expect_out '3 kills, '
}
