# shellcheck shell=bash
# shellcheck disable=SC2034,SC2154,SC2119,SC2086,SC2317  # variables of the harness and of the sourced parts
# The set-up, in a copy of the scripts with a PATH from which programs are missing.

# bare_copy PROGRAM…: a copy of the scripts in the folder 'a copy', and a PATH without those programs.
bare_copy() {
  mkdir 'a copy' bin
  cp -r "$ROOT/hpc-scripts" "$ROOT/CMakeLists.txt" 'a copy'
  mkdir -p 'a copy/native'
  cp -r "$ROOT/native/CMakeLists.txt" "$ROOT/native/src" 'a copy/native'
  ln -s /usr/bin/* bin/ 2>/dev/null
  ln -s /bin/* /usr/sbin/* bin/ 2>/dev/null
  local program
  for program in "$@"; do rm -f "bin/$program"; done
  BARE_PATH=$PWD/bin
  SETUP="$PWD/a copy/hpc-scripts/setup"
}

set_up() { PATH=$BARE_PATH PARHELION_NO_INSTALL=1 attempt env -u MPI_HOME "$@" "$SETUP"; }

test_without_maven_it_says_so_and_ends_with_3() {
  bare_copy mvn mpirun
  set_up
  expect_status 3
  expect_err 'setup: missing: Maven (mvn)'
  expect_err 'maven'
}

test_without_open_mpi_it_ends_well_with_a_note() {
  command -v mvn >/dev/null || skip 'no Maven here'
  bare_copy mpirun mpicc cmake
  set_up
  expect_status 0
  expect_err 'setup: note: missing: Open MPI with its Java library (without it: --transport threads only)'
  expect_err 'setup: note: missing: CMake (without it: no native library)'
  [[ ! -e 'a copy/.build/openmpi/mpi.jar' ]] || fail 'there is a mpi.jar'
}

test_without_a_compiler_the_native_library_is_left_out() {
  command -v mvn >/dev/null || skip 'no Maven here'
  bare_copy mpirun cc gcc clang c99 c89
  set_up
  expect_status 0
  expect_err 'setup: note: missing: a C compiler (without it: no native library)'
  [[ ! -e 'a copy/.build/native/libparhelion_native.so' ]] || fail 'there is a native library'
}

test_a_given_mpi_jar_is_used_and_a_second_set_up_is_silent() {
  need_mpi
  command -v mvn >/dev/null && command -v cmake >/dev/null && command -v cc >/dev/null || skip 'tools are missing here'
  bare_copy
  cp "$ROOT/.build/openmpi/mpi.jar" 'my own.jar'
  set_up MPI_JAVA_JAR="$PWD/my own.jar"
  expect_status 0
  [[ 'a copy/.build/openmpi/mpi.jar' -ef 'my own.jar' ]] || fail 'another mpi.jar is used'
  expect_err 'setup: building the native library … done'
  set_up MPI_JAVA_JAR="$PWD/my own.jar"
  expect_status 0
  expect_no_err
}

test_a_mpi_jar_that_is_not_there_is_said() {
  need_mpi
  bare_copy cmake
  set_up MPI_JAVA_JAR="$PWD/none.jar"
  expect_err "MPI_JAVA_JAR: cannot read '$PWD/none.jar'"
}

slow_test_the_mpi_jar_is_built_from_the_distributions_sources() {
  need_mpi
  . "$ROOT/hpc-scripts/lib/common.sh"
  . "$ROOT/hpc-scripts/lib/debian.sh"
  is_debian && openmpi_source_version >/dev/null || skip "this Open MPI is not Debian's"
  bare_copy cmake
  local before
  before=$(cd / && find etc/apt var/lib/apt/lists -type f -newer "$WORK" 2>/dev/null)
  set_up
  [[ $ERR != *'no mpi.jar, so the openmpi transport is left out'* ]] || skip 'no network'
  expect_status 0
  expect_err "building mpi.jar for Open MPI"
  jar --list --file 'a copy/.build/openmpi/mpi.jar' | grep -q '^mpi/Intracomm.class$' || fail 'the jar has not the classes'
  [[ -z $before && -z $(cd / && find etc/apt var/lib/apt/lists -type f -newer "$WORK/folder/bin" 2>/dev/null) ]] ||
    fail "the system's own package lists were touched"
  [[ ! -e 'a copy/.build/openmpi/source' ]] || fail 'the sources were left behind'
}

test_package_sources_of_both_forms_become_sources_of_source_code() {
  . "$ROOT/hpc-scripts/lib/debian.sh"
  mkdir -p apt/parts
  printf '# a comment\ndeb [signed-by=/k.gpg arch=amd64] URI suite main\ndeb-src URI suite main\n' >apt/sources.list
  printf 'Types: deb\nURIs: URI\nSuites: suite suite-updates\nComponents: main\nSigned-By: /k.gpg\n\nTypes: deb deb-src\nURIs: U2\n' \
    >apt/parts/debian.sources
  printf 'deb URI2 other main\n' >apt/parts/other.list
  printf 'deb URI3 off main\n' >apt/parts/off.list.disabled
  apt-config() { printf "D='%s/apt/parts/'\nL='%s/apt/sources.list'\n" "$PWD" "$PWD"; }
  private_sources "$PWD/private"
  OUT=$(cat private/*)
  expect_lines 'deb-src [signed-by=/k.gpg arch=amd64] URI suite main' "$OUT" 1
  expect_lines 'deb-src URI2 other main' "$OUT" 1
  expect_lines 'Types: deb-src' "$OUT" 2
  expect_lines 'Signed-By: /k.gpg' "$OUT" 1
  [[ $OUT != *URI3* && $OUT != *'deb '* ]] || fail 'other lines are in it'
}

test_setup_refuses_words_it_does_not_know() {
  attempt "$ROOT/hpc-scripts/setup" --fast
  expect_status 2
  expect_err "setup takes no '--fast'"
}

test_two_starts_at_the_same_time_build_once() {
  . "$ROOT/hpc-scripts/lib/common.sh" 2>/dev/null
  BUILD_COUNT=$PWD/count
  : >"$BUILD_COUNT"
  slow_work() {
    [[ ! -s $BUILD_COUNT ]] || return 0
    sleep 0.3
    printf 'x' >>"$BUILD_COUNT"
  }
  with_lock test-only slow_work &
  with_lock test-only slow_work 2>/dev/null
  wait
  rm -f "$ROOT/.build/test-only.lock"
  [[ $(<"$BUILD_COUNT") == x ]] || fail 'the work was done twice'
}
