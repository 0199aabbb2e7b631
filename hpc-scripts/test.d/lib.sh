# shellcheck shell=bash
# A small test harness. A test file defines functions named test_…; each runs in a subshell with a folder of its own
# as current folder. 'attempt COMMAND…' runs a command and sets STATUS, OUT (its output) and ERR (its errors).
# shellcheck disable=SC2034

LAUNCHER=$ROOT/hpc-scripts/parhelion

fail() {
  printf '    %s\n' "$*"
  [[ -z ${OUT:-} ]] || printf '    output: %s\n' "$OUT"
  [[ -z ${ERR:-} ]] || printf '    errors: %s\n' "$ERR"
  exit 1
}

skip() {
  printf '    skipped: %s\n' "$*"
  exit 77
}

attempt() {
  STATUS=0
  timeout "${TIME_LIMIT:-60}" "$@" >"$WORK/out" 2>"$WORK/err" </dev/null || STATUS=$?
  OUT=$(<"$WORK/out") ERR=$(<"$WORK/err")
}

expect_status() { [[ $STATUS == "$1" ]] || fail "exit code $STATUS instead of $1"; }
expect_out() { [[ $OUT == *"$1"* ]] || fail "the output has no '$1'"; }
expect_err() { [[ $ERR == *"$1"* ]] || fail "the errors have no '$1'"; }
expect_no_err() { [[ -z $ERR ]] || fail 'something was written to the errors'; }
refuse_err() { [[ $ERR != *"$1"* ]] || fail "the errors have '$1'"; }
expect_lines() { [[ $(grep -c -F -- "$1" <<<"$2") == "$3" ]] || fail "'$1' not just $3 times"; }

# probe WORD…: the probe program under the launcher; options for ranks may stand among the words.
probe() { attempt "$LAUNCHER" java --class-path "$PROBE" LauncherProbe "$@"; }

need_mpi() {
  [[ -r $ROOT/.build/openmpi/mpi.jar ]] && command -v mpirun >/dev/null || skip 'no Open MPI with Java bindings here'
}

# start COMMAND…: in the background, output to $WORK/out and $WORK/err; sets PID.
start() {
  "$@" >"$WORK/out" 2>"$WORK/err" </dev/null &
  PID=$!
}

# start_group COMMAND…: like start, but as a terminal does it: a process group of its own, which Ctrl-C is sent to.
# Signals that whoever runs the tests ignores (a shell's '&') would stay ignored.
start_group() {
  local anew=()
  env --default-signal true 2>/dev/null && anew=(env --default-signal)
  set -m
  "${anew[@]}" "$@" >"$WORK/out" 2>"$WORK/err" </dev/null &
  PID=$!
  set +m
}

# until_said TEXT COUNT FILE: waits until the file has so many lines with that text.
until_said() {
  local i
  for ((i = 0; i < 600; i++)); do
    [[ $(grep -c -F -- "$1" "$3" 2>/dev/null) -ge $2 ]] && return
    sleep 0.05
  done
  ERR=$(cat "$WORK/err") OUT=$(cat "$WORK/out")
  fail "'$1' was not said $2 times in 30 s"
}

# finish: waits for what was started; sets STATUS, OUT, ERR.
finish() {
  STATUS=0
  wait "$PID" || STATUS=$?
  OUT=$(<"$WORK/out") ERR=$(<"$WORK/err")
}

# expect_gone PID…: no orphan; a process may take three seconds to go.
expect_gone() {
  local pid i
  for pid in "$@"; do
    for ((i = 0; i < 60; i++)); do
      case $(ps -o stat= -p "$pid" 2>/dev/null) in '' | Z*) continue 2 ;; esac
      sleep 0.05
    done
    fail "process $pid is still there: $(ps -o args= -p "$pid")"
  done
}

# rank_pids: of the waiting ranks of this test, from their output.
rank_pids() { sed -n 's/^rank [0-9]* pid \([0-9]*\) waits$/\1/p' "$WORK/out"; }

# run_tests FILE…: each test's verdict on a line; sets PASSED, FAILED, SKIPPED. QUICK=1 leaves out tests named slow_….
run_tests() {
  PASSED=0 FAILED=0 SKIPPED=0
  local file name status text
  for file in "$@"; do
    # shellcheck disable=SC2013  # names have no blanks
    for name in $(sed -n -E 's/^((slow_)?test_[A-Za-z0-9_]*)\(\) \{.*/\1/p' "$file"); do
      if [[ $name == slow_* && -n ${QUICK:-} ]]; then
        SKIPPED=$((SKIPPED + 1))
        continue
      fi
      text=$(run_test "$file" "$name" 2>&1)
      status=$?
      case $status in
        0) PASSED=$((PASSED + 1)) && printf 'passed  %s\n' "$name" ;;
        77) SKIPPED=$((SKIPPED + 1)) && printf 'skipped %s\n%s\n' "$name" "$text" ;;
        *) FAILED=$((FAILED + 1)) && printf 'FAILED  %s (%s)\n%s\n' "$name" "${file##*/}" "$text" ;;
      esac
    done
  done
}

run_test() (
  # shellcheck source=/dev/null
  . "$1"
  WORK=$(mktemp -d "${TMPDIR:-/tmp}/parhelion-test.XXXXXX")
  trap 'cd / && rm -rf "$WORK"' EXIT
  mkdir "$WORK/folder"
  cd "$WORK/folder" || exit 1
  "$2"
)
