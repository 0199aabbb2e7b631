# shellcheck shell=bash
# shellcheck disable=SC2154,SC2119  # variables of the harness
# Dense algebra from the command line: products checked as Freivalds does, solutions by their residual, the choice of BLAS.

test_summa_multiplies_whatever_the_engine_and_the_ranks() {
  need_mpi
  local engine
  for engine in auto vector; do
    PARHELION_BLAS=$engine PARHELION_CORES=9 attempt "$LAUNCHER" java org.parhelion.examples.SummaMultiply -n 3 500
    expect_status 0
    [[ $OUT == *'GF/s'*', right'* ]] || fail "not right with $engine: $OUT"
  done
}

slow_test_summa_multiplies_large_matrices() {
  need_mpi
  attempt "$LAUNCHER" java org.parhelion.examples.SummaMultiply -n 2 4096
  expect_status 0
  [[ $OUT == *'n = 4096 on 2 ranks'*', right'* ]] || fail "not right: $OUT"
}

test_a_dense_system_is_solved_on_a_grid_of_choice() {
  need_mpi
  PARHELION_CORES=9 attempt "$LAUNCHER" java org.parhelion.examples.DenseSolve -n 3 300 32 3x1
  expect_status 0
  [[ $OUT == *PASSED* ]] || fail "not passed: $OUT"
}

test_a_blas_that_is_not_there_is_said_in_one_message() {
  PARHELION_BLAS=fast attempt "$LAUNCHER" java org.parhelion.examples.SummaMultiply 64
  expect_status 2
  expect_err 'PARHELION_BLAS=fast names no BLAS engine; it must be auto, native or vector'
  refuse_err 'at org.parhelion'
  PARHELION_JAVA_FLAGS=-Dparhelion.blas.library=/none.so PARHELION_BLAS=native \
    attempt "$LAUNCHER" java org.parhelion.examples.SummaMultiply 64
  expect_status 3
  expect_err 'PARHELION_BLAS=native, but there is no native BLAS'
  refuse_err 'at org.parhelion'
}

test_without_a_native_blas_the_one_in_java_computes() {
  PARHELION_JAVA_FLAGS=-Dparhelion.blas.library=/none.so attempt "$LAUNCHER" doctor
  expect_status 0
  [[ $OUT == *'multiply   VectorBlas'*'since there is no native BLAS: '* ]] || fail "doctor says: $OUT"
  PARHELION_JAVA_FLAGS=-Dparhelion.blas.library=/none.so attempt "$LAUNCHER" java org.parhelion.examples.DenseSolve 200 32
  expect_status 0
  [[ $OUT == *PASSED* ]] || fail "not passed: $OUT"
}
