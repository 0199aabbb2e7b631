/* Every entry point of libparhelion_blas over its argument shapes, with arrays and native memory of exactly the length
 * that Java's checks demand, under the sanitizers. */
#include "blas_library.h"
#include "blas_stand_ins.h"
#include "paper_jvm.h"

#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define CALL(result, name) JNIEXPORT result JNICALL Java_org_parhelion_blas_NativeCalls_##name

CALL(void, dgemm)
(JNIEnv *env, jclass type, jint threads, jint order, jint transA, jint transB, jint m, jint n, jint k, jdouble alpha,
 jdoubleArray a, jlong aAt, jint lda, jdoubleArray b, jlong bAt, jint ldb, jdouble beta, jdoubleArray c, jlong cAt,
 jint ldc);
CALL(void, sgemm)
(JNIEnv *env, jclass type, jint threads, jint order, jint transA, jint transB, jint m, jint n, jint k, jfloat alpha,
 jfloatArray a, jlong aAt, jint lda, jfloatArray b, jlong bAt, jint ldb, jfloat beta, jfloatArray c, jlong cAt,
 jint ldc);
CALL(void, dsymm)
(JNIEnv *env, jclass type, jint threads, jint order, jint side, jint uplo, jint m, jint n, jdouble alpha, jdoubleArray a,
 jlong aAt, jint lda, jdoubleArray b, jlong bAt, jint ldb, jdouble beta, jdoubleArray c, jlong cAt, jint ldc);
CALL(void, dsyrk)
(JNIEnv *env, jclass type, jint threads, jint order, jint uplo, jint trans, jint n, jint k, jdouble alpha, jdoubleArray a,
 jlong aAt, jint lda, jdouble beta, jdoubleArray c, jlong cAt, jint ldc);
CALL(void, dtrsm)
(JNIEnv *env, jclass type, jint threads, jint order, jint side, jint uplo, jint trans, jint diag, jint m, jint n,
 jdouble alpha, jdoubleArray a, jlong aAt, jint lda, jdoubleArray b, jlong bAt, jint ldb);
CALL(void, dtrmm)
(JNIEnv *env, jclass type, jint threads, jint order, jint side, jint uplo, jint trans, jint diag, jint m, jint n,
 jdouble alpha, jdoubleArray a, jlong aAt, jint lda, jdoubleArray b, jlong bAt, jint ldb);
CALL(void, dgemv)
(JNIEnv *env, jclass type, jint threads, jint order, jint trans, jint m, jint n, jdouble alpha, jdoubleArray a, jlong aAt,
 jint lda, jdoubleArray x, jlong xAt, jint incX, jdouble beta, jdoubleArray y, jlong yAt, jint incY);
CALL(void, dger)
(JNIEnv *env, jclass type, jint threads, jint order, jint m, jint n, jdouble alpha, jdoubleArray x, jlong xAt, jint incX,
 jdoubleArray y, jlong yAt, jint incY, jdoubleArray a, jlong aAt, jint lda);
CALL(jdouble, ddot)
(JNIEnv *env, jclass type, jint threads, jint n, jdoubleArray x, jlong xAt, jint incX, jdoubleArray y, jlong yAt,
 jint incY);
CALL(void, daxpy)
(JNIEnv *env, jclass type, jint threads, jint n, jdouble alpha, jdoubleArray x, jlong xAt, jint incX, jdoubleArray y,
 jlong yAt, jint incY);
CALL(jdouble, dnrm2)
(JNIEnv *env, jclass type, jint threads, jint n, jdoubleArray x, jlong xAt, jint incX);
CALL(void, dscal)
(JNIEnv *env, jclass type, jint threads, jint n, jdouble alpha, jdoubleArray x, jlong xAt, jint incX);
CALL(jint, dgetrf)
(JNIEnv *env, jclass type, jint threads, jint m, jint n, jdoubleArray a, jlong aAt, jint lda, jintArray pivots);
CALL(jint, dgetrs)
(JNIEnv *env, jclass type, jint threads, jchar trans, jint n, jint columns, jdoubleArray a, jlong aAt, jint lda,
 jintArray pivots, jdoubleArray b, jlong bAt, jint ldb);
CALL(jint, dpotrf)
(JNIEnv *env, jclass type, jint threads, jchar uplo, jint n, jdoubleArray a, jlong aAt, jint lda);
CALL(jint, dpotrs)
(JNIEnv *env, jclass type, jint threads, jchar uplo, jint n, jint columns, jdoubleArray a, jlong aAt, jint lda,
 jdoubleArray b, jlong bAt, jint ldb);
CALL(jint, dgeqrf)
(JNIEnv *env, jclass type, jint threads, jint m, jint n, jdoubleArray a, jlong aAt, jint lda, jdoubleArray tau, jlong tauAt);
CALL(jint, dsyev)
(JNIEnv *env, jclass type, jint threads, jchar jobz, jchar uplo, jint n, jdoubleArray a, jlong aAt, jint lda,
 jdoubleArray eigenvalues, jlong eigenvaluesAt);
CALL(jint, dgesvd)
(JNIEnv *env, jclass type, jint threads, jchar job, jint m, jint n, jdoubleArray a, jlong aAt, jint lda,
 jdoubleArray singularValues, jlong singularValuesAt, jdoubleArray u, jlong uAt, jint ldu, jdoubleArray vt, jlong vtAt, jint ldvt);
CALL(jlong, allocate)
(JNIEnv *env, jclass type, jlong doubles);
CALL(void, release)
(JNIEnv *env, jclass type, jlong address);
CALL(void, copyIn)
(JNIEnv *env, jclass type, jdoubleArray array, jlong at, jint rows, jint columns, jint ld, jlong address);
CALL(void, copyOut)
(JNIEnv *env, jclass type, jdoubleArray array, jlong at, jint rows, jint columns, jint ld, jlong address);

#define BLAS(name) Java_org_parhelion_blas_NativeCalls_##name

static int passed, failures;

#define CHECK(what)                                                   \
    do {                                                              \
        if (what) {                                                   \
            passed++;                                                 \
        } else {                                                      \
            failures++;                                               \
            printf("%s:%d: not so: %s\n", __FILE__, __LINE__, #what); \
        }                                                             \
    } while (0)

enum { OFFSET = 3, MORE = 2 };

/* An operand: a paper array with the first element at OFFSET, or native memory. */
struct operand {
    struct paper_array *array;
    double *memory;
    jdoubleArray java;
    jlong at;
    jint ld;
};

static int heap; /* bit n: the next operands' number n is on the heap */

static struct operand operand(int number, int needed, int ld) {
    struct operand o = {NULL, NULL, NULL, 0, ld};
    if (heap >> number & 1) {
        o.array = paper_doubles(OFFSET + needed);
        o.java = (jdoubleArray)(void *)o.array;
        o.at = OFFSET;
    } else {
        o.memory = calloc((size_t)needed + (needed == 0), sizeof(double));
        o.at = (jlong)(intptr_t)o.memory;
    }
    return o;
}

static struct operand matrix(int number, int order, int rows, int columns) {
    int lines = order == 101 ? rows : columns, length = rows + columns - lines, ld = (length < 1 ? 1 : length) + MORE;
    return operand(number, lines == 0 || length == 0 ? 0 : (lines - 1) * ld + length, ld);
}

static struct operand op(int number, int order, int trans, int rows, int columns) {
    return trans == 111 ? matrix(number, order, rows, columns) : matrix(number, order, columns, rows);
}

static struct operand vector(int number, int n, int increment) {
    return operand(number, n == 0 ? 0 : (n - 1) * abs(increment) + 1, increment);
}

/* How much the first element grew: 1 for an output. */
static double growth(struct operand o) {
    return o.array != NULL ? ((double *)o.array->data)[OFFSET] - OFFSET : o.memory[0];
}

static void drop(struct operand o) {
    if (o.array != NULL) {
        paper_free(o.array);
    }
    free(o.memory);
}

#define AT(o) (o).java, (o).at
#define MATRIX(o) (o).java, (o).at, (o).ld

static void products(JNIEnv *env, int order, int m, int n, int k) {
    for (int codes = 0; codes < 4; codes++) {
        int trans_a = 111 + (codes & 1), trans_b = 111 + (codes >> 1);
        struct operand a = op(0, order, trans_a, m, k), b = op(1, order, trans_b, k, n), c = matrix(2, order, m, n);
        BLAS(dgemm)(env, NULL, 1, order, trans_a, trans_b, m, n, k, 1, MATRIX(a), MATRIX(b), 0, MATRIX(c));
        CHECK(growth(c) == 1);
        drop(a), drop(b), drop(c);
        a = op(0, order, trans_a, n, k), c = matrix(2, order, n, n);
        BLAS(dsyrk)(env, NULL, 1, order, 121 + (codes >> 1), trans_a, n, k, 1, MATRIX(a), 0, MATRIX(c));
        CHECK(growth(c) == 1);
        drop(a), drop(c);
        int side = 141 + (codes & 1), size = codes & 1 ? n : m;
        a = matrix(0, order, size, size), b = matrix(1, order, m, n), c = matrix(2, order, m, n);
        BLAS(dsymm)(env, NULL, 1, order, side, 121 + (codes >> 1), m, n, 1, MATRIX(a), MATRIX(b), 0, MATRIX(c));
        BLAS(dtrsm)(env, NULL, 1, order, side, 121, trans_b, 131, m, n, 1, MATRIX(a), MATRIX(b));
        BLAS(dtrmm)(env, NULL, 1, order, side, 122, trans_b, 132, m, n, 1, MATRIX(a), MATRIX(b));
        CHECK(growth(c) == 1 && growth(b) == 2);
        drop(a), drop(b), drop(c);
    }
}

static void single_precision(JNIEnv *env, int order, int m, int n, int k) {
    int lda = (order == 101 ? k : m), ldb = (order == 101 ? n : k), ldc = (order == 101 ? n : m);
    struct paper_array *a = paper_floats(OFFSET + m * k), *b = paper_floats(k * n), *c = paper_floats(m * n);
    BLAS(sgemm)(env, NULL, 1, order, 111, 111, m, n, k, 1, (jfloatArray)(void *)a, OFFSET, lda, (jfloatArray)(void *)b, 0,
                ldb, 0, (jfloatArray)(void *)c, 0, ldc);
    CHECK(((float *)c->data)[0] == 1);
    paper_free(a), paper_free(b), paper_free(c);
}

static void with_vectors(JNIEnv *env, int order, int m, int n, int inc_x, int inc_y) {
    for (int trans = 111; trans <= 112; trans++) {
        struct operand a = matrix(0, order, m, n), x = vector(1, trans == 111 ? n : m, inc_x);
        struct operand y = vector(2, trans == 111 ? m : n, inc_y);
        BLAS(dgemv)(env, NULL, 1, order, trans, m, n, 1, MATRIX(a), AT(x), inc_x, 0, AT(y), inc_y);
        CHECK(growth(y) == 1);
        drop(a), drop(x), drop(y);
    }
    struct operand a = matrix(0, order, m, n), x = vector(1, m, inc_x), y = vector(2, n, inc_y);
    BLAS(dger)(env, NULL, 1, order, m, n, 1, AT(x), inc_x, AT(y), inc_y, MATRIX(a));
    CHECK(growth(a) == 1);
    drop(a), drop(x), drop(y);
    x = vector(1, n, inc_x), y = vector(2, n, inc_y);
    CHECK(BLAS(ddot)(env, NULL, 1, n, AT(x), inc_x, AT(y), inc_y) == 42);
    CHECK(BLAS(dnrm2)(env, NULL, 1, n, AT(x), inc_x) == 43);
    BLAS(daxpy)(env, NULL, 1, n, 1, AT(x), inc_x, AT(y), inc_y);
    BLAS(dscal)(env, NULL, 1, n, 1, AT(y), inc_y);
    CHECK(growth(y) == 2 && growth(x) == 0);
    drop(x), drop(y);
}

static void factorizations(JNIEnv *env, int m, int n) {
    int k = m < n ? m : n;
    struct operand a = matrix(0, 102, m, n), square = matrix(0, 102, n, n), b = matrix(1, 102, n, 2);
    struct operand s = operand(2, k, 0), w = operand(2, n, 0), u = matrix(1, 102, m, k), vt = matrix(2, 102, k, n);
    struct paper_array *pivots = paper_ints(n);
    jintArray p = (jintArray)(void *)pivots;
    CHECK(BLAS(dgetrf)(env, NULL, 1, m, n, MATRIX(a), p) == 0 && growth(a) == 1);
    CHECK(BLAS(dgetrs)(env, NULL, 1, 'N', n, 2, MATRIX(square), p, MATRIX(b)) == 0 && growth(b) == 1);
    CHECK(BLAS(dpotrf)(env, NULL, 1, 'U', n, MATRIX(square)) == 0 && growth(square) == 1);
    CHECK(BLAS(dpotrs)(env, NULL, 1, 'L', n, 2, MATRIX(square), MATRIX(b)) == 0 && growth(b) == 2);
    CHECK(BLAS(dgeqrf)(env, NULL, 1, m, n, MATRIX(a), AT(s)) == 0 && growth(s) == 1);
    CHECK(BLAS(dsyev)(env, NULL, 1, 'V', 'U', n, MATRIX(square), AT(w)) == 0 && growth(w) == 1);
    CHECK(BLAS(dgesvd)(env, NULL, 1, 'S', m, n, MATRIX(a), AT(s), MATRIX(u), MATRIX(vt)) == 0);
    CHECK(growth(u) == 1 && growth(vt) == 1 && growth(s) == 2);
    CHECK(BLAS(dgesvd)(env, NULL, 1, 'N', m, n, MATRIX(a), AT(s), MATRIX(u), MATRIX(vt)) == 0 && growth(u) == 1);
    drop(a), drop(square), drop(b), drop(s), drop(w), drop(u), drop(vt);
    paper_free(pivots);
}

static void copies_of_matrices(JNIEnv *env) {
    struct paper_array *array = paper_doubles(OFFSET + 4 * 5 + 3);
    jdoubleArray java = (jdoubleArray)(void *)array;
    jlong memory = BLAS(allocate)(env, NULL, 3 * 5);
    BLAS(copyIn)(env, NULL, java, OFFSET, 3, 5, 5, memory);
    double *copy = (double *)(intptr_t)memory;
    CHECK(copy[0] == OFFSET && copy[2] == OFFSET + 2 && copy[3] == OFFSET + 5 && copy[14] == OFFSET + 22);
    for (int i = 0; i < 15; i++) {
        copy[i] = -1;
    }
    BLAS(copyOut)(env, NULL, java, OFFSET, 3, 5, 5, memory);
    const double *data = array->data;
    CHECK(data[OFFSET - 1] == OFFSET - 1 && data[OFFSET] == -1 && data[OFFSET + 3] == OFFSET + 3 && data[OFFSET + 22] == -1);
    BLAS(release)(env, NULL, memory);
    paper_free(array);
}

/* Panels of one matrix as input and output: held once, written back once. */
static void one_array_for_all(JNIEnv *env) {
    struct paper_array *all = paper_doubles(6 * 6);
    jdoubleArray java = (jdoubleArray)(void *)all;
    BLAS(dgemm)(env, NULL, 1, 102, 111, 111, 4, 4, 2, -1, java, 2, 6, java, 12, 6, 1, java, 14, 6);
    const double *data = all->data;
    CHECK(data[14] == 15 && data[35] == 36 && data[2] == 2 && data[12] == 12);
    paper_free(all);
}

static void a_failure_leaves_nothing_held(JNIEnv *env) {
    heap = 7;
    for (int at = 1; at <= 3; at++) {
        struct operand a = matrix(0, 101, 2, 2), b = matrix(1, 101, 2, 2), c = matrix(2, 101, 2, 2);
        int thrown = paper_thrown, calls = stand_in_calls;
        paper_fails_at = at;
        BLAS(dgemm)(env, NULL, 1, 101, 111, 111, 2, 2, 2, 1, MATRIX(a), MATRIX(b), 0, MATRIX(c));
        CHECK(paper_thrown == thrown + 1 && paper_held == 0 && stand_in_calls == calls && growth(c) == 0);
        drop(a), drop(b), drop(c);
    }
    paper_fails_at = 0;
}

static void threads_are_set_where_they_change(void) {
    ph_threads_enter(2);
    ph_threads_enter(2);
    CHECK(stand_in_threads == 2);
    ph_threads_leave();
    ph_threads_leave();
    ph_threads_enter(1);
    CHECK(stand_in_threads == 1);
    ph_threads_leave();
}

static void the_library_tells_about_itself(void) {
    struct ph_blas_library facts;
    ph_blas_library_facts(&facts);
    CHECK(strcmp(facts.name, "OpenBLAS") == 0 && strcmp(facts.version, "9.8.7") == 0 && strcmp(facts.core, "Paper") == 0);
    CHECK(facts.has_lapack && facts.has_threads && !facts.wide_integers);
}

int main(void) {
    static const int sizes[] = {1, 2, 5};
    static const int increments[] = {1, -1, 2, -3};
    JNIEnv *env = paper_jvm();
    for (int mode = 0; mode < 16; mode++) {
        heap = mode & 7;
        paper_gives_copies = mode >> 3;
        for (int shape = 0; shape < 27; shape++) {
            int m = sizes[shape % 3], n = sizes[shape / 3 % 3], k = shape / 9 == 0 ? 0 : sizes[shape / 9];
            products(env, 101 + shape % 2, m, n, k);
            products(env, 102 - shape % 2, m, n, k);
            single_precision(env, 101 + shape % 2, m, n, k);
            with_vectors(env, 101 + shape % 2, m, n, increments[shape % 4], increments[shape / 4 % 4]);
            factorizations(env, m, n);
        }
        one_array_for_all(env);
    }
    copies_of_matrices(env);
    a_failure_leaves_nothing_held(env);
    threads_are_set_where_they_change();
    the_library_tells_about_itself();
    CHECK(paper_held == 0 && paper_misuses == 0 && stand_in_bad_codes == 0);
    printf("%d passed, %d failed\n", passed, failures);
    return failures == 0 ? 0 : 1;
}
