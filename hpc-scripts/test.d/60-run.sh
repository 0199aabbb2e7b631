# shellcheck shell=bash
# shellcheck disable=SC2034,SC2154,SC2119,SC2086,SC2317  # variables of the harness and of the sourced parts
# The real program, from the command line: the same bits on any ranks, one message for a bad case.

small_case() {
  cp "$ROOT/hpc-scripts/lib/training.yaml" "${1:-case.yaml}"
}

# bits FILE: the digests of a report.
bits() { grep -o '"bits" *: *"[^"]*"' "$1"; }

test_the_same_bits_on_any_ranks_and_transport() {
  need_mpi
  small_case
  local way first='' name
  for way in '-n 1' '-n 1 --transport openmpi' '-n 2' '-n 3 --transport threads' '-n 3'; do
    name=report${way//[^a-z0-9]/-}.json
    PARHELION_CORES=9 attempt "$LAUNCHER" run case.yaml $way --report "$name"
    expect_status 0
    refuse_err WARNING
    [[ -n $(bits "$name") ]] || fail "the report of '$way' has no bits"
    [[ -n $first ]] || first=$(bits "$name")
    [[ $(bits "$name") == "$first" ]] || fail "other bits with '$way'"
  done
}

test_runs_are_compared_as_threads_in_one_process() {
  small_case
  attempt "$LAUNCHER" run case.yaml --verify-ranks 1,2,3 --set time.steps=3
  expect_status 0
  expect_out 'case: same bits on 1, 2, 3 ranks after each of '
  expect_no_err
  PARHELION_CORES=9 attempt "$LAUNCHER" run case.yaml -n 3 --shuffle 1..3 --set time.steps=3 --debug-halo
  expect_status 0
  expect_out 'case: same bits for seeds 1 to 3 on 3 ranks'
  expect_no_err
}

test_a_run_is_profiled_and_traced_on_processes() {
  need_mpi
  small_case
  attempt "$LAUNCHER" run case.yaml -n 2 --profile --trace trace.json --hang-timeout 50s
  expect_status 0
  expect_no_err
  expect_out 'profile: '
  [[ $OUT == *$'\n  step '*$'\n    kernel u'*$'\n      halo wait '* ]] || fail 'not the regions of a run'
  [[ $(grep -c '"name":"step"' trace.json) == 8 && $(tail -n 1 trace.json) == ']}' ]] || fail 'not the events of two ranks'
  grep -q '"rank":1,"offset_ns":' trace.json || fail 'no clock of rank 1'
}

test_a_trace_that_cannot_be_written_is_refused() {
  small_case
  attempt "$LAUNCHER" run case.yaml --trace nowhere/trace.json
  expect_status 2
  [[ $ERR == '--trace: cannot write nowhere/trace.json: there is no folder '*'; name a file in a folder that is there' ]] ||
    fail 'not that message'
}

test_solves_have_the_same_bits_on_any_ranks_and_transport() {
  need_mpi
  local case way first name
  for case in 'poisson --set grid.size=[37,29]' 'heat-implicit --set grid.size=[21,26] --set time.steps=3'; do
    first=''
    for way in '-n 1' '-n 2' '-n 3 --transport threads'; do
      name=solve${way//[^a-z0-9]/-}.json
      PARHELION_CORES=9 attempt "$LAUNCHER" run "$ROOT"/examples/cases/${case/ /.yaml } $way --report "$name"
      expect_status 0
      grep -q '"converged" : true' "$name" || fail "'$case' with '$way' was not solved"
      [[ -n $first ]] || first=$(bits "$name")
      [[ -n $first && $(bits "$name") == "$first" ]] || fail "other bits of '$case' with '$way'"
    done
  done
}

test_a_short_run_names_its_mpi_and_says_nothing_of_vectors() {
  need_mpi
  small_case
  attempt "$LAUNCHER" run case.yaml -n 2 --report report.json
  expect_status 0
  grep -q '"mpi" : "Open MPI [0-9]' report.json || fail "the report has no version of Open MPI: $(grep '"mpi"' report.json)"
  [[ $OUT != *note:* ]] || fail 'there is a note'
}

test_outputs_land_in_the_folder_the_user_is_in() {
  mkdir 'my work'
  small_case 'my work/my case.yaml'
  cd 'my work' || exit 1
  attempt "$LAUNCHER" run 'my case.yaml'
  expect_status 0
  compgen -G 'out/*.png' >/dev/null || fail "no picture in '$PWD/out'"
}

test_a_wrong_key_is_said_once_whatever_the_ranks() {
  need_mpi
  small_case
  printf 'colour: red\n' >>case.yaml
  attempt "$LAUNCHER" run case.yaml -n 2
  expect_status 2
  expect_lines 'unknown key "colour"' "$ERR" 1
  [[ $ERR == case.yaml:* ]] || fail 'the message does not begin with the place'
  [[ ! -e out ]] || fail 'something was written'
}

test_an_empty_or_binary_case_is_refused_in_one_message() {
  : >empty.yaml
  attempt "$LAUNCHER" run empty.yaml
  expect_status 2
  expect_err empty.yaml
  head -c 5000 /dev/urandom >binary.yaml
  attempt "$LAUNCHER" run binary.yaml
  expect_status 2
  expect_err binary.yaml
  refuse_err 'at org.parhelion'
}

test_an_unknown_command_is_refused() {
  attempt "$LAUNCHER" rnu case.yaml
  expect_status 2
  expect_err rnu
  refuse_err 'at org.parhelion'
}

test_help_and_list_are_quiet() {
  attempt "$LAUNCHER" --help
  expect_status 0
  expect_no_err
  expect_out run
  attempt "$LAUNCHER" run --help
  expect_status 0
  expect_no_err
  attempt "$LAUNCHER" list
  expect_status 0
  expect_no_err
}

test_the_class_archive_is_made_and_used() {
  # whatever is started first, the archive is made from a run of our own
  rm -f "$ROOT"/.build/app/classes-*.jsa
  attempt "$LAUNCHER" java org.parhelion.examples.HelloRanks
  expect_status 0
  local archive
  archive=$(find "$ROOT/.build/app/" -name 'classes-*.jsa' -size +1M)
  [[ -n $archive ]] || fail "there is no archive; $(tail -n 5 "$ROOT/.build/archive.log")"
  PARHELION_JAVA_FLAGS='-Xlog:class+load' attempt "$LAUNCHER" list
  [[ $(grep -c 'org.parhelion.*source: shared objects file' <<<"$OUT") -gt 2 ]] || fail 'the archive is not used'
}

test_the_program_runs_on_a_linked_java_and_without_jlink_on_the_one_found() {
  local jdk
  jdk=$(readlink -f "$(command -v "${JAVA_HOME:+$JAVA_HOME/bin/}javac")") && jdk=${jdk%/bin/javac}
  probe facts
  expect_status 0
  expect_out 'vector=true'
  [[ ! -x $jdk/bin/jlink ]] || expect_out "java=$ROOT/.build/runtime/"
  mkdir -p plain/bin
  ln -s "$jdk"/* plain 2>/dev/null
  ln -s "$jdk"/bin/* plain/bin
  rm plain/bin/jlink
  JAVA_HOME=$PWD/plain probe facts
  rm -f "$ROOT"/.build/app/classes-*plain*
  expect_status 0
  expect_no_err
  expect_out 'vector=true'
  expect_out "java=$jdk"
}

# shellcheck disable=SC2016  # names of classes
test_lambdas_get_classes_of_their_own_and_do_the_same() {
  local jdk asm
  jdk=$(readlink -f "$(command -v "${JAVA_HOME:+$JAVA_HOME/bin/}jar")") && jdk=${jdk%/bin/jar}
  asm=("$ROOT"/.build/app/lib/asm-[0-9]*.jar)
  (cd "$PROBE" && "$jdk/bin/jar" --create --file "$OLDPWD/lambdas.jar" Lambdas*.class) || fail 'no jar was made'
  "$jdk/bin/java" -cp lambdas.jar Lambdas >before || fail 'the program fails as it is'
  (BUILD=$ROOT/.build JAVA_FOUND_HOME=$jdk && . "$ROOT/hpc-scripts/lib/build.sh" &&
    quicken_jars "${asm[0]}" classes lambdas.jar) || fail 'not rewritten'
  grep -q -x 'Lambdas$$Direct0' classes || fail 'no lambda has a class'
  "$jdk/bin/java" -cp lambdas.jar Lambdas >after || fail 'the program fails with its lambdas as classes'
  cmp before after || fail "it says something else: $(diff before after)"
  PARHELION_JAVA_FLAGS='-Xlog:class+load' attempt "$LAUNCHER" list
  [[ $OUT == *'$$Direct'* && $OUT != *'org.parhelion.solvers.simulation.ParhelionCommand$$Lambda'* ]] ||
    fail 'the program still links its lambdas when it starts'
}
