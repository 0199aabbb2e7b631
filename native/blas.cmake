# libparhelion_blas: JNI to whatever CBLAS this site offers, for org.parhelion.blas.NativeBlas. A library of its own, so
# that everything else works where there is none. -DBLAS_LIBRARY=FILE names one; otherwise OpenBLAS, BLIS, MKL and the
# reference CBLAS are looked for, in that order. No header of theirs is needed, and no -dev package.
include(CheckFunctionExists)
find_package(Threads REQUIRED)
find_library(BLAS_LIBRARY NAMES openblas libopenblas.so.0 blis libblis.so.4 mkl_rt cblas blas libblas.so.3
             DOC "A BLAS with the C interface (cblas_dgemm)")

set(blas_sources src/main/c/blas_library.c src/main/c/operands.c src/main/c/blas_jni.c src/main/c/lapack_jni.c)

if(BLAS_LIBRARY)
  unset(BLAS_LIBRARY_HAS_C_INTERFACE CACHE)
  set(CMAKE_REQUIRED_LIBRARIES "${BLAS_LIBRARY}" Threads::Threads ${CMAKE_DL_LIBS})
  check_function_exists(cblas_dgemm BLAS_LIBRARY_HAS_C_INTERFACE)
  unset(BLAS_LIBRARY_HAS_LAPACK CACHE)
  check_function_exists(dgetrf_ BLAS_LIBRARY_HAS_LAPACK)
  unset(CMAKE_REQUIRED_LIBRARIES)
  if(NOT BLAS_LIBRARY_HAS_LAPACK)
    find_library(LAPACK_LIBRARY NAMES lapack liblapack.so.3 DOC "LAPACK, where the BLAS has none in it")
  endif()
endif()
if(NOT BLAS_LIBRARY)
  message(STATUS "No BLAS found: libparhelion_blas is left out, matrices are multiplied in Java (-DBLAS_LIBRARY=FILE names one)")
elseif(NOT BLAS_LIBRARY_HAS_C_INTERFACE)
  message(STATUS "${BLAS_LIBRARY} has no cblas_dgemm: libparhelion_blas is left out, matrices are multiplied in Java")
else()
  message(STATUS "libparhelion_blas: with ${BLAS_LIBRARY}")
  add_library(parhelion_blas SHARED ${blas_sources})
  target_include_directories(parhelion_blas PRIVATE src/main/c "${JNI_FOLDER}" "${JNI_FOLDER}/${system}")
  target_compile_options(parhelion_blas PRIVATE -Wall -Wextra)
  target_link_libraries(parhelion_blas PRIVATE "${BLAS_LIBRARY}" Threads::Threads ${CMAKE_DL_LIBS})
  if(NOT BLAS_LIBRARY_HAS_LAPACK AND LAPACK_LIBRARY)
    # we refer to LAPACK weakly, so a linker that leaves out what is not needed would leave it out
    target_link_options(parhelion_blas PRIVATE "LINKER:--no-as-needed")
    target_link_libraries(parhelion_blas PRIVATE "${LAPACK_LIBRARY}")
  endif()
  set_target_properties(parhelion_blas PROPERTIES LIBRARY_OUTPUT_DIRECTORY "${CMAKE_BINARY_DIR}")
endif()
