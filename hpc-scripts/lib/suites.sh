# shellcheck shell=bash
# The suites of hpc-scripts/test. Each adds to PASSED and FAILED and has one line on the terminal; what failed is
# listed below it.

PASSED=0 FAILED=0

run_suites() {
  local start=$SECONDS
  java_suite
  if program_starts; then
    native_suite
    script_suite
  fi
  printf 'test: all of it took %s s\n' "$(seconds_since "$start")"
  printf '%s passed, %s failed\n' "$PASSED" "$FAILED"
  ((FAILED == 0 && PASSED > 0)) || return "$EXIT_FAILED"
}

# verdict SUITE PASSED FAILED START [NOTE]
verdict() {
  PASSED=$((PASSED + $2)) FAILED=$((FAILED + $3))
  printf 'test: %s: %s passed, %s failed (%s s)%s\n' "$1" "$2" "$3" "$(seconds_since "$4")" "${5:+; $5}"
}

# java_suite: mvn verify over all rooms. Tests that fail do not keep the next rooms from being tested; formatting,
# Error Prone and the import rules do, as one failure more. The quick form has no formatting and Error Prone.
java_suite() {
  local start=$SECONDS log=$BUILD/test-java.log status=0 numbers
  printf 'test: Java …\n'
  rm -rf "$ROOT"/*/target/surefire-reports
  # what was compiled without checks is compiled again
  [[ -n $QUICK ]] || rm -rf "$ROOT"/*/target/{classes,test-classes,maven-status}
  (cd "$ROOT" && mvn -B -q -Dmaven.test.failure.ignore=true "-Dparhelion.test.lib=$BUILD/testlib" \
    ${QUICK:+-DexcludedGroups=slow -Dparhelion.test.quick=true "${UNCHECKED[@]}"} \
    ${FUZZ:+-Dparhelion.fuzz=10000 "-Dparhelion.fuzz.seed=$(date +%Y%m%d)"} verify) >"$log" 2>&1 </dev/null || status=$?
  # shellcheck disable=SC2207  # three numbers
  numbers=($(report_numbers))
  if ((status != 0)); then
    show_build_errors "$log"
    numbers[1]=$((numbers[1] + 1))
  fi
  failed_tests
  verdict Java "${numbers[0]}" "${numbers[1]}" "$start" "$(skipped_text "${numbers[2]}")"
}

skipped_text() { (($1 == 0)) || printf '%s skipped' "$1"; }

# report_numbers: tests passed, failed and skipped, from Surefire's reports.
report_numbers() {
  cat "$ROOT"/*/target/surefire-reports/TEST-*.xml 2>/dev/null | awk '
    function number(name) { return match($0, " " name "=\"[0-9]+\"") ? substr($0, RSTART + length(name) + 3) + 0 : 0 }
    /<testsuite / || in_head {
      # the attributes of the element may stand on several lines
      tests += number("tests"); failed += number("failures") + number("errors"); skipped += number("skipped")
      in_head = !/>/
    }
    END { print tests - failed - skipped + 0, failed + 0, skipped + 0 }'
}

# failed_tests: name and message of each.
failed_tests() {
  cat "$ROOT"/*/target/surefire-reports/TEST-*.xml 2>/dev/null | awk '
    /<testcase / {
      match($0, / name="[^"]*"/); name = substr($0, RSTART + 7, RLENGTH - 8)
      match($0, / classname="[^"]*"/); type = substr($0, RSTART + 12, RLENGTH - 13)
    }
    /<(failure|error)[ >]/ {
      message = match($0, / message="[^"]*"/) ? substr($0, RSTART + 10, RLENGTH - 11) : ""
      gsub(/&#10;/, " ", message); gsub(/&lt;/, "<", message); gsub(/&gt;/, ">", message)
      gsub(/&quot;/, "\"", message); gsub(/&amp;/, "\\&", message)
      print "  FAILED " type "." name ": " substr(message, 1, 200)
    }' | head -n 40
}

# native_suite: CTest, with the tests under mpirun.
native_suite() {
  local start=$SECONDS log=$BUILD/test-native.log
  if ! have ctest || [[ ! -e $BUILD/native/CTestTestfile.cmake ]]; then
    printf 'test: native and mpirun: skipped, CMake or a C compiler is missing\n'
    return
  fi
  printf 'test: native and mpirun …\n'
  # the quick form has one count of ranks that divides little and one that is interpreted, and no example programs
  ctest --test-dir "$BUILD/native" ${QUICK:+-E 'mpirun-n-[1246]$|mpirun-examples-'} --verbose --timeout 600 >"$log" 2>&1 </dev/null
  local passed failed skipped
  passed=$(grep -c -E '^ *[0-9]+/[0-9]+ Test .* Passed ' "$log")
  skipped=$(grep -c -E '^ *[0-9]+/[0-9]+ Test .*\*\*\*Skipped' "$log")
  failed=$(grep -c -E '^ *[0-9]+/[0-9]+ Test .*\*\*\*(Failed|Timeout|Exception|Not Run)' "$log")
  # the tests inside the entries under mpirun count, not the entries
  local inner_passed inner_failed inner
  read -r inner inner_passed inner_failed < <(awk '/^[0-9]+: MpirunSuite on / {
      n++; match($0, /[0-9]+ passed/); p += substr($0, RSTART) + 0
      match($0, /[0-9]+ failed/); f += substr($0, RSTART) + 0
    } END { print n + 0, p + 0, f + 0 }' "$log")
  if ((inner > 0)); then
    local broken
    broken=$(grep -c -E '^ *[0-9]+/[0-9]+ Test .* mpirun-(examples-)?n-.*\*\*\*(Failed|Timeout|Exception|Not Run)' "$log")
    passed=$((passed - (inner - broken > 0 ? inner - broken : 0) + inner_passed))
    failed=$((failed - broken + (inner_failed > broken ? inner_failed : broken)))
  fi
  grep -E '^ *[0-9]+/[0-9]+ Test .*\*\*\*(Failed|Timeout|Exception|Not Run)|^[0-9]+: (FAILED|MpirunSuite)' "$log" | sed -E 's/^ *([0-9]+: )?/  /'
  ((failed == 0)) || printf '  log: %s\n' "$log"
  verdict 'native and mpirun' "$passed" "$failed" "$start" "$(skipped_text "$skipped")"
}

# program_starts: builds what a user would start. Nothing of the rest can be tested without.
program_starts() {
  local start=$SECONDS log=$BUILD/test-build.log
  "$ROOT/hpc-scripts/parhelion" build >"$log" 2>&1 </dev/null &&
    "$ROOT/hpc-scripts/parhelion" --help >>"$log" 2>&1 </dev/null && return
  printf '  FAILED the program cannot be built or does not start:\n'
  tail -n 20 "$log" | sed 's/^/  /'
  verdict 'build and start' 0 1 "$start"
  return 1
}

# script_suite: test.d, against the program as a user would find it.
script_suite() {
  local start=$SECONDS log=$BUILD/test-scripts.log last
  printf 'test: scripts …\n'
  "$ROOT/hpc-scripts/test.d/run" ${QUICK:+--quick} >"$log" 2>&1 </dev/null
  last=$(tail -n 1 "$log")
  if [[ $last =~ ^([0-9]+)\ passed,\ ([0-9]+)\ failed,\ ([0-9]+)\ skipped$ ]]; then
    sed -n '/^FAILED/,/^\(passed\|skipped\)/p' "$log" | grep -v -E '^(passed|skipped|[0-9]+ passed) ?' | sed 's/^/  /'
    verdict scripts "${BASH_REMATCH[1]}" "${BASH_REMATCH[2]}" "$start" "$(skipped_text "${BASH_REMATCH[3]}")"
    grep -A 1 '^skipped' "$log" | sed -n 's/^    skipped: /  skipped: /p' | sort -u
  else
    printf '  FAILED the tests of the scripts broke off: %s\n' "$last"
    verdict scripts 0 1 "$start"
  fi
}
