# shellcheck shell=bash
# Starting a job and staying with it to its end: signals, the error stream, the exit code, nothing left behind.

COMPILED_LATER=()
for part in java/lang java/util java/io java/net java/security java/text sun jdk/internal/loader jdk/internal/util \
  jdk/internal/org jdk/internal/ref jdk/internal/reflect org/objectweb org/yaml com/fasterxml; do
  COMPILED_LATER+=("-XX:CompileCommand=CompileThresholdScaling,$part/*.*,10.0")
done

# jvm_command RANKS_ON_NODE: sets JVM to the words that start Java with our flags, up to the main class.
jvm_command() {
  available_memory_mb
  local heap=$((REPLY * ${PARHELION_HEAP_SHARE:-70} / 100 / $1)) young path=''
  ((heap >= 64)) || heap=64
  # a small young generation, as large arrays then begin where they stay: copying them took a fourth of a solve
  young=$((heap < 256 ? heap / 4 : 64))
  JVM=("$RUNTIME_JAVA" "${RUNTIME_FLAGS[@]}" -XX:+UseSerialGC -XX:-UsePerfData "-Xmx${heap}m" "-Xmn${young}m")
  # large pages where the kernel gives them on request: measured 1.1 to 1.3 times the speed of stencils in memory
  if has_huge_pages; then JVM+=(-XX:+UseTransparentHugePages); fi
  # arrays begin at whole vectors: rows that lie across cache lines cost a fourth of the speed of stencils in cache
  JVM+=(-XX:ObjectAlignmentInBytes=32)
  # by the types it has seen the compiler boxed vectors in some runs and not in others: a dot took 1 to 9 times as long
  JVM+=(-XX:TypeProfileLevel=0)
  # the library's code, which a start runs and a simulation does not, is compiled ten times as late: at each start the
  # compilers of all ranks took their cores from them, a sixth of its time
  JVM+=(-XX:CompileCommand=quiet "${COMPILED_LATER[@]}")
  # newer ones warn without them; older ones lose what the archive knows of modules with the first
  if ((JAVA_MAJOR >= 22)); then JVM+=(--enable-native-access=ALL-UNNAMED); fi
  if ((JAVA_MAJOR >= 24)); then JVM+=(--sun-misc-unsafe-memory-access=allow); fi
  # vectors are loaded and stored without a look at the array's bounds, up to a fourth quicker in cache: kernels have looked once
  # for each box. Not for programs of users, who may have vectors of their own
  if [[ $MAIN == "$COMMAND_MAIN" ]]; then JVM+=(-Djdk.incubator.vector.VECTOR_ACCESS_OOB_CHECK=0); fi
  if [[ -r ${CDS_ARCHIVE:-} ]]; then
    # mapped where its pages need no change: quicker, and the ranks of a node share them
    JVM+=(-Xshare:auto "-XX:SharedArchiveFile=$CDS_ARCHIVE" -Xlog:cds=off
      -XX:+UnlockDiagnosticVMOptions -XX:ArchiveRelocationMode=0)
  fi
  path=$BUILD/native
  [[ -n ${OPENMPI_LIBRARY_PATH:-} ]] && path+=:$OPENMPI_LIBRARY_PATH
  JVM+=("-Djava.library.path=$path" "-Dparhelion.home=$ROOT" "-Dparhelion.java=$JAVA_FOUND_HOME"
    "-Dparhelion.native.library=$BUILD/native/libparhelion_native.so")
  # shellcheck disable=SC2206  # words on purpose
  JVM+=(${PARHELION_JAVA_FLAGS:-})
  # ours first: the class-data archive holds for any class path that begins with the one it was made with
  JVM+=(-cp "$APP_CLASS_PATH${EXTRA_CLASS_PATH:+:$EXTRA_CLASS_PATH}")
}

# has_huge_pages: whether the JVM may ask for transparent huge pages (it warns where it may not).
has_huge_pages() {
  local modes=''
  read -r modes 2>/dev/null </sys/kernel/mm/transparent_hugepage/enabled && [[ $modes != *'[never]'* ]]
}

# start_rank WORDS…: this process is one rank that mpirun or srun has started; it becomes the JVM. What is left of a
# filter is a sed, since whoever started us reads our error stream.
start_rank() {
  openmpi_quiet
  trap '' USR1
  exec "${JVM[@]}" "$@" 2> >(
    trap '' INT TERM HUP USR1 USR2
    exec sed -u '/^WARNING: Using incubator modules: jdk.incubator.vector$/d' >&2
  )
}

# start_single RANKS WORDS…: one JVM, with all ranks in it.
start_single() {
  local ranks=$1
  shift
  clean_up
  openmpi_quiet
  # shellcheck disable=SC2016  # expanded by that shell
  run_job "$ranks" sh -c 'trap "" USR1; exec "$@"' sh "${JVM[@]}" "$@"
}

# start_mpirun RANKS CORES WORDS…: one JVM for each rank. 'sh' stands before java, because mpirun would
# otherwise put the current folder in front of its class path, which also makes the class-data archive useless.
# On one node the ranks write their errors straight to the filter: mpirun loses what a rank says while the job ends.
# USR1 asks a run to stop early; a program that does not know it must not die of it, so it starts out ignored.
start_mpirun() {
  local ranks=$1 cores=$2 name
  shift 2
  openmpi_settings "$ranks" "$cores"
  local command=("$MPIRUN" -n "$ranks")
  if several_nodes; then
    for name in UCX_ERROR_SIGNALS HWLOC_HIDE_ERRORS HWLOC_PLUGINS_BLACKLIST PARHELION_FAILURE_PROTOCOL PARHELION_TTY \
      PARHELION_JOB COLUMNS LC_CTYPE PARHELION_MPI_VERSION; do
      [[ -v $name || $name == PARHELION_FAILURE_PROTOCOL ]] && command+=(-x "$name")
    done
  else
    command+=(--oversubscribe)
  fi
  # shellcheck disable=SC2206  # words on purpose
  command+=(${PARHELION_MPIRUN_FLAGS:-})
  private_folders
  if [[ -n ${ERROR_PIPE:-} ]]; then
    # shellcheck disable=SC2016  # expanded by that shell
    command+=(sh -c 'trap "" USR1; errors=$1; shift; exec "$@" 2>"$errors"' sh "$ERROR_PIPE")
  else
    # shellcheck disable=SC2016
    command+=(sh -c 'trap "" USR1; exec "$@"' sh)
  fi
  run_job "$ranks" "${command[@]}" "${JVM[@]}" "$@"
}

# run_job RANKS COMMAND…: runs it to its end and exits with its code; 130 after Ctrl-C.
run_job() {
  local ranks=$1 errors
  shift
  STOPPED='' SIGNALS=0 JOB='' GUARD='' FILTER_END=''
  export PARHELION_JOB=$$.$RANDOM$RANDOM
  STOP_FLAG=${JOB_FOLDER:-${TMPDIR:-/tmp}}/ph.stop.$PARHELION_JOB
  trap clean_up EXIT
  describe_terminal
  trap '' INT TERM HUP USR1
  open_filter "$ranks"
  trap 'on_signal INT' INT
  trap 'on_signal TERM' TERM
  trap 'on_signal HUP' HUP
  trap 'pass_signal USR1' USR1
  local die_with_us=()
  dies_with_its_parent && die_with_us=(setpriv --pdeathsig TERM)
  # With job control the child gets a process group and default signals of its own: Ctrl-C comes here first.
  set -m
  "${die_with_us[@]}" "$@" 2>&"$errors" </dev/null {errors}>&- &
  JOB=$!
  set +m
  exec {errors}>&-
  [[ -z $STOPPED ]] || stop_job
  await_job
  finish_job
}

# dies_with_its_parent: whether setpriv here can see to that; older ones cannot. Tried once, then remembered.
dies_with_its_parent() {
  local answer=$BUILD/setpriv
  if [[ ! -s $answer ]]; then
    if setpriv --pdeathsig TERM true 2>/dev/null; then printf 'yes\n'; else printf 'no\n'; fi >"$answer"
  fi 2>/dev/null
  [[ -r $answer ]] && read -r answer <"$answer" && [[ $answer == yes ]]
}

# describe_terminal: the ranks cannot see it through mpirun.
describe_terminal() {
  [[ -t 1 ]] || return 0
  export PARHELION_TTY=1
  local _
  [[ -n ${COLUMNS:-} ]] || read -r _ COLUMNS < <(stty size </dev/tty 2>/dev/null) || COLUMNS=80
  export COLUMNS
}

# open_filter RANKS: sets errors, the descriptor to write errors to, and FILTER_END, which ends when the filter has.
open_filter() {
  if [[ ${PARHELION_FILTER:-on} != on ]]; then
    exec {errors}>&2
    return
  fi
  export PARHELION_FAILURE_PROTOCOL=1
  if [[ -n ${ERROR_PIPE:-} ]]; then
    coproc FILTER { filter_errors "$1" "$STOP_FLAG" <"$ERROR_PIPE" >&2; }
    exec {errors}>"$ERROR_PIPE"
  else
    coproc FILTER { filter_errors "$1" "$STOP_FLAG" >&2; }
    # shellcheck disable=SC2153
    exec {errors}>&"${FILTER[1]}"
  fi
  exec {FILTER_END}<&"${FILTER[0]}"
  local in=${FILTER[1]} out=${FILTER[0]}
  exec {in}>&- {out}<&-
}

# await_job: sets STATUS; a trapped signal only interrupts the wait.
await_job() {
  local seen
  while :; do
    seen=$SIGNALS
    { wait "$JOB"; } 2>/dev/null
    STATUS=$?
    ((seen == SIGNALS)) && break
  done
}

# finish_job: a sweep where the job died, the last words, the exit code.
finish_job() {
  [[ -z $GUARD ]] || kill "$GUARD" 2>/dev/null
  ((STATUS >= 128)) && sweep
  [[ -z $FILTER_END ]] || read -r -t 5 -u "$FILTER_END" || :
  [[ ! -e $STOP_FLAG ]] || rm -f "$STOP_FLAG"
  case $STOPPED in
    INT) note 'stopped by Ctrl-C' && exit 130 ;;
    TERM | HUP)
      [[ $STATUS == 0 || $STATUS == 75 ]] && exit "$STATUS"
      note "stopped by signal $STOPPED"
      [[ $STOPPED == TERM ]] && exit 143
      exit 129
      ;;
  esac
  exit "$STATUS"
}

# on_signal NAME: asks the job to end; kills it when the user asks again.
on_signal() {
  SIGNALS=$((SIGNALS + 1))
  if [[ -n $STOPPED && -n $JOB ]]; then
    kill -KILL -- "-$JOB" 2>/dev/null
    return
  fi
  STOPPED=$1
  [[ -z $JOB ]] || stop_job
}

# stop_job: TERM, at which a run writes a checkpoint and ends; INT for Ctrl-C, at which it ends at once. On one node to the
# ranks themselves, since mpirun would give them but one second of its own to end; it follows when they are gone. TERM to
# mpirun or the JVM when that does not help, and KILL when nothing does.
stop_job() {
  local ranks='' first=TERM wait=${PARHELION_STOP_SECONDS:-60}
  [[ $STOPPED != INT ]] || first=INT wait=${PARHELION_STOP_SECONDS:-8}
  : >"$STOP_FLAG"
  [[ -z ${JOB_FOLDER:-} ]] || ranks=$(ps -o pid= --ppid "$JOB" 2>/dev/null)
  # shellcheck disable=SC2086
  [[ -n $ranks ]] && kill "-$first" $ranks 2>/dev/null || kill "-$first" "$JOB" 2>/dev/null
  (
    unset PARHELION_JOB
    trap 'kill "$nap"; exit' TERM
    for signal in TERM KILL; do
      sleep "$wait" &
      nap=$!
      wait "$nap"
      kill "-$signal" "$JOB" 2>/dev/null
    done
  ) </dev/null >/dev/null 2>&1 &
  GUARD=$!
}

# pass_signal NAME: goes on to mpirun, which passes it to all ranks; or to the one JVM.
pass_signal() {
  SIGNALS=$((SIGNALS + 1))
  [[ -z $JOB ]] || kill "-$1" "$JOB" 2>/dev/null
}

# sweep: ranks outlive a killed mpirun by a second; whatever of this job is still here after three is killed.
sweep() {
  local tries left
  for ((tries = 0; tries < 30; tries++)); do
    left=$(job_processes)
    [[ -n $left ]] || return 0
    sleep 0.1
  done
  # shellcheck disable=SC2086
  kill -KILL $left 2>/dev/null
}

# job_processes: those that carry this job's name in their environment, but for this shell and its own helpers.
job_processes() {
  local file pid
  grep -l -a -s -z -x -F "PARHELION_JOB=$PARHELION_JOB" /proc/[0-9]*/environ | while IFS= read -r file; do
    pid=${file#/proc/}
    pid=${pid%/environ}
    [[ $pid == "$$" || $pid == "$BASHPID" ]] && continue
    [[ $(ps -o ppid= -p "$pid" 2>/dev/null) -ne $$ ]] || [[ $pid == "$JOB" ]] || continue
    case $(ps -o stat= -p "$pid" 2>/dev/null) in '' | Z*) continue ;; esac
    printf '%s ' "$pid"
  done
}
