# shellcheck shell=bash
# shellcheck disable=SC2034,SC2154,SC2119,SC2086  # variables of the harness and of the sourced parts
# Bad input to the launcher: one clear message, exit code 2 (3 where the machine lacks something), nothing started.

test_zero_ranks_are_refused() {
  attempt "$LAUNCHER" run case.yaml -n 0
  expect_status 2
  expect_err '-n 0: the number of ranks must be a whole number from 1 on'
}

test_a_word_for_the_number_of_ranks_is_refused() {
  local value
  for value in x 2.5 -3 '' 99999999999; do
    attempt "$LAUNCHER" run case.yaml -n "$value"
    expect_status 2
    expect_err 'the number of ranks must be a whole number from 1 on'
  done
}

test_a_missing_number_of_ranks_is_refused() {
  attempt "$LAUNCHER" run case.yaml -n
  expect_status 2
  expect_err '-n needs the number of ranks after it'
}

test_other_spellings_of_the_number_of_ranks_are_read() {
  probe facts -n1
  expect_status 0
  attempt "$LAUNCHER" run case.yaml -nx
  expect_status 2
  attempt "$LAUNCHER" run case.yaml -n=0
  expect_status 2
}

test_an_unknown_transport_is_refused_with_those_there_are() {
  attempt "$LAUNCHER" run case.yaml --transport pigeon
  expect_status 2
  expect_err "unknown transport 'pigeon'; there are: auto, openmpi, threads"
  attempt "$LAUNCHER" run case.yaml --transport
  expect_status 2
  expect_err '--transport needs a name after it'
}

test_run_without_a_case_is_refused() {
  attempt "$LAUNCHER" run
  expect_status 2
  expect_err 'run: no case file given'
  attempt "$LAUNCHER" run --set time.steps=3 -n 2
  expect_status 2
  expect_err 'run: no case file given'
}

test_a_case_that_is_not_there_is_refused() {
  attempt "$LAUNCHER" run nowhere.yaml -n 2
  expect_status 2
  expect_err "there is no case file 'nowhere.yaml'"
}

test_a_case_that_is_a_folder_is_refused() {
  mkdir case.yaml
  attempt "$LAUNCHER" run case.yaml
  expect_status 2
  expect_err "'case.yaml' is a folder, not a case file"
}

test_java_without_a_class_is_refused() {
  attempt "$LAUNCHER" java
  expect_status 2
  expect_err 'java: no class given'
}

test_openmpi_without_mpirun_says_how_to_get_it() {
  PARHELION_MPIRUN=/nowhere/mpirun probe facts --transport openmpi
  expect_status 3
  expect_err '--transport openmpi: /nowhere/mpirun was not found'
  expect_err 'apt-get install openmpi-bin libopenmpi-dev'
}

test_without_open_mpi_ranks_are_threads_and_that_is_said() {
  PARHELION_MPIRUN=/nowhere/mpirun probe facts -n 2
  expect_status 0
  expect_out 'size=none'
  expect_err 'no Open MPI here (/nowhere/mpirun was not found): 2 ranks run as threads in one JVM'
}

test_a_java_that_is_too_old_is_refused_with_where_it_was_found() {
  mkdir -p old/bin
  printf '#!/bin/sh\n' >old/bin/java
  chmod +x old/bin/java
  printf 'JAVA_VERSION="11.0.2"\n' >old/release
  (
    EXIT_ENVIRONMENT=3
    . "$ROOT/hpc-scripts/lib/java.sh"
    JAVA_HOME=$PWD/old
    java_seen=()
    consider_java "$JAVA_HOME" JAVA_HOME && exit 1
    [[ ${java_seen[0]} == "JAVA_HOME has Java 11.0.2 ('$PWD/old')" ]] || exit 1
    printf 'JAVA_VERSION="1.8.0_392"\n' >old/release
    consider_java "$JAVA_HOME" JAVA_HOME && exit 1
    printf 'JAVA_VERSION="21"\n' >old/release
    consider_java "$JAVA_HOME" JAVA_HOME && [[ $JAVA_MAJOR == 21 ]]
  ) || fail 'Java versions were not told apart'
}

test_a_site_conf_with_unknown_modules_is_refused() {
  printf 'PARHELION_MODULES="no-such-module"\n' >site.conf
  PARHELION_SITE_CONF=$PWD/site.conf attempt "$LAUNCHER" run case.yaml
  expect_status 3
  expect_err 'module'
  PARHELION_SITE_CONF=/nowhere/site.conf attempt "$LAUNCHER" list
  expect_status 2
  expect_err "PARHELION_SITE_CONF: cannot read '/nowhere/site.conf'"
}
