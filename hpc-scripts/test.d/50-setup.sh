# shellcheck shell=bash
# shellcheck disable=SC2034,SC2154,SC2119,SC2086,SC2317  # variables of the harness and of the sourced parts
# The set-up, in a copy of the scripts with a PATH from which programs are missing.

# bare_copy PROGRAM…: a copy of the scripts in the folder 'a copy', and a PATH without those programs.
bare_copy() {
  mkdir 'a copy' bin
  cp -r "$ROOT/hpc-scripts" "$ROOT/CMakeLists.txt" 'a copy'
  mkdir -p 'a copy/native'
  cp -r "$ROOT/native/CMakeLists.txt" "$ROOT"/native/*.cmake "$ROOT/native/src" 'a copy/native'
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
  expect_err 'setup: missing: Maven (mvn): nothing can be built without'
  expect_lines 'apt-get install maven' "$ERR" 1
}

test_without_open_mpi_it_ends_well_with_a_note() {
  command -v mvn >/dev/null || skip 'no Maven here'
  bare_copy mpirun mpicc cmake
  set_up
  expect_status 0
  expect_err 'setup: note: missing: Open MPI with its Java library (without it: --transport threads only)'
  expect_err 'setup: note: missing: CMake (without: no native library)'
  [[ ! -e 'a copy/.build/openmpi/mpi.jar' ]] || fail 'there is a mpi.jar'
}

test_without_a_compiler_the_native_library_is_left_out() {
  command -v mvn >/dev/null || skip 'no Maven here'
  bare_copy mpirun cc gcc clang c99 c89
  set_up
  expect_status 0
  expect_err 'setup: note: missing: a C compiler (without: no native library)'
  [[ ! -e 'a copy/.build/native/libparhelion_native.so' ]] || fail 'there is a native library'
}

test_without_make_the_native_library_is_not_tried() {
  command -v mvn >/dev/null && command -v cmake >/dev/null || skip 'tools are missing here'
  bare_copy mpirun make gmake
  set_up
  expect_status 0
  expect_err 'setup: note: missing: make (without: no native library)'
  refuse_err 'building the native library'
}

test_an_installation_that_fails_says_why_and_what_to_do() {
  command -v mvn >/dev/null && command -v apt-get >/dev/null && ((EUID == 0)) || skip 'needs root on Debian, and Maven'
  bare_copy mpirun cmake apt-get
  printf '#!/bin/sh\necho "E: Failed to fetch cmake: Unable to connect" >&2\nexit 100\n' >bin/apt-get
  chmod +x bin/apt-get
  PATH=$BARE_PATH attempt env -u PARHELION_NO_INSTALL "$SETUP"
  expect_status 0
  expect_err 'E: Failed to fetch cmake: Unable to connect'
  expect_err 'setup: with a network, start this again or: apt-get update && apt-get install cmake'
}

test_libraries_that_maven_cannot_fetch_are_one_message() {
  . "$ROOT/hpc-scripts/lib/common.sh" 2>/dev/null
  . "$ROOT/hpc-scripts/lib/build.sh" 2>/dev/null
  {
    printf '[ERROR] Non-resolvable import POM: Could not transfer artifact org.a:b:pom:1 from/to central (URI): failed\n'
    printf '[ERROR] Non-resolvable import POM: Could not transfer artifact org.c:d:pom:1 from/to central (URI): failed\n'
  } >log
  ERR=$(show_build_errors log 2>&1)
  [[ $ERR == "parhelion: Maven could not fetch 'org.a:b:pom:1': no network, or a proxy"* ]] || fail 'not as expected'
  expect_lines '' "$ERR" 1
  printf '[ERROR] A.java:[3,5] cannot find symbol\n' >log
  ERR=$(show_build_errors log 2>&1)
  expect_err 'A.java:[3,5] cannot find symbol'
}

test_a_mpirun_that_set_up_has_not_seen_is_noticed() {
  local parts=$ROOT/hpc-scripts/lib ROOT=$PWD
  . "$parts/common.sh"
  . "$parts/openmpi.sh"
  printf '#!/bin/sh\n' >mpirun
  chmod +x mpirun
  cp mpirun other
  mkdir -p "$BUILD/openmpi"
  PARHELION_MPIRUN=$PWD/mpirun
  openmpi_is_new || fail 'a first mpirun is not new'
  mpirun_here
  printf '%s\n' "$REPLY" >"$BUILD/openmpi/seen"
  openmpi_is_new && fail 'the same mpirun is new'
  PARHELION_MPIRUN=$PWD/other
  openmpi_is_new || fail 'another mpirun is not new'
  PARHELION_MPIRUN=$PWD/none
  openmpi_is_new && fail 'a mpirun that is not there is new'
  true
}

test_modules_are_loaded_in_order_and_a_wrong_name_is_one_message() {
  module() {
    case $2 in
      good/1) PATH=$PWD/modulebin:$PATH ;;
      *)
        printf 'Loading %s\n  ERROR: Unable to locate a modulefile for %s\n' "$2" "$2" >&2
        return 1
        ;;
    esac
  }
  export -f module
  mkdir modulebin
  printf '#!/bin/sh\n' >modulebin/mpirun
  chmod +x modulebin/mpirun
  OUT=$(ROOT=$ROOT PARHELION_MODULES=good/1 bash -c '. "$ROOT/hpc-scripts/lib/common.sh"; load_site_conf; command -v mpirun')
  [[ $OUT == "$PWD/modulebin/mpirun" ]] || fail "the module's mpirun is not the one on the PATH"
  PARHELION_MODULES='good/1 bad/2 worse/3' attempt "$LAUNCHER" list
  expect_status 3
  expect_lines '' "$ERR" 1
  expect_err "'module load bad/2' failed (Unable to locate a modulefile for bad/2); 'module avail' lists what there is"
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
