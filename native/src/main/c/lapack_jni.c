/* Entry points of org.parhelion.blas.NativeCalls: LAPACK in column-major storage, and native copies of heap matrices for
 * it. Java has checked all arguments, and calls only where LAPACK is there. Each returns LAPACK's info. */
#include "blas_library.h"
#include "operands.h"

#include <stdint.h>
#include <stdlib.h>

#define CALL(result, name) JNIEXPORT result JNICALL Java_org_parhelion_blas_NativeCalls_##name
#define COUNT(operands) ((int)(sizeof(operands) / sizeof *(operands)))

/* LAPACK tells the size of its workspace as a double. NULL with an exception pending when there is no memory. */
static double *workspace(JNIEnv *env, double size, int *length) {
    *length = size < 1 ? 1 : size > INT32_MAX ? INT32_MAX : (int)size;
    double *work = malloc((size_t)*length * sizeof(double));
    if (work == NULL) {
        ph_throw_out_of_memory(env, "no native memory for LAPACK's workspace");
    }
    return work;
}

/* Pivots are copied: their Java array needs not be held. */
static jint *pivot_memory(JNIEnv *env, jint count) {
    jint *pivots = malloc((size_t)(count < 1 ? 1 : count) * sizeof(jint));
    if (pivots == NULL) {
        ph_throw_out_of_memory(env, "no native memory for LAPACK's pivots");
    }
    return pivots;
}

struct getrf_call {
    jint m, n, lda;
    double *a;
    jint *pivots;
    int info;
};

static void getrf(void *argument) {
    struct getrf_call *call = argument;
    dgetrf_(&call->m, &call->n, call->a, &call->lda, call->pivots, &call->info);
}

CALL(jint, dgetrf)
(JNIEnv *env, jclass type, jint threads, jint m, jint n, jdoubleArray a, jlong aAt, jint lda, jintArray pivots) {
    (void)type;
    int info = 0;
    jint count = m < n ? m : n;
    jint *copy = pivot_memory(env, count);
    struct ph_operand on[] = {PH_OUT(a)};
    if (copy != NULL && ph_begin(env, threads, on, COUNT(on))) {
        struct getrf_call call = {m, n, lda, on[0].data, copy, 0};
        ph_on_large_stack(getrf, &call);
        info = call.info;
        ph_end(env, on, COUNT(on));
        (*env)->SetIntArrayRegion(env, pivots, 0, count, copy);
    }
    free(copy);
    return info;
}

CALL(jint, dgetrs)
(JNIEnv *env, jclass type, jint threads, jchar trans, jint n, jint columns, jdoubleArray a, jlong aAt, jint lda,
 jintArray pivots, jdoubleArray b, jlong bAt, jint ldb) {
    (void)type;
    int info = 0;
    char letter = (char)trans;
    jint *copy = pivot_memory(env, n);
    if (copy != NULL) {
        (*env)->GetIntArrayRegion(env, pivots, 0, n, copy);
    }
    struct ph_operand on[] = {PH_IN(a), PH_OUT(b)};
    if (copy != NULL && !(*env)->ExceptionCheck(env) && ph_begin(env, threads, on, COUNT(on))) {
        dgetrs_(&letter, &n, &columns, on[0].data, &lda, copy, on[1].data, &ldb, &info, 1);
        ph_end(env, on, COUNT(on));
    }
    free(copy);
    return info;
}

struct potrf_call {
    char letter;
    jint n, lda;
    double *a;
    int info;
};

static void potrf(void *argument) {
    struct potrf_call *call = argument;
    dpotrf_(&call->letter, &call->n, call->a, &call->lda, &call->info, 1);
}

CALL(jint, dpotrf)
(JNIEnv *env, jclass type, jint threads, jchar uplo, jint n, jdoubleArray a, jlong aAt, jint lda) {
    (void)type;
    struct potrf_call call = {(char)uplo, n, lda, NULL, 0};
    struct ph_operand on[] = {PH_OUT(a)};
    if (ph_begin(env, threads, on, COUNT(on))) {
        call.a = on[0].data;
        ph_on_large_stack(potrf, &call);
        ph_end(env, on, COUNT(on));
    }
    return call.info;
}

CALL(jint, dpotrs)
(JNIEnv *env, jclass type, jint threads, jchar uplo, jint n, jint columns, jdoubleArray a, jlong aAt, jint lda,
 jdoubleArray b, jlong bAt, jint ldb) {
    (void)type;
    int info = 0;
    char letter = (char)uplo;
    struct ph_operand on[] = {PH_IN(a), PH_OUT(b)};
    if (ph_begin(env, threads, on, COUNT(on))) {
        dpotrs_(&letter, &n, &columns, on[0].data, &lda, on[1].data, &ldb, &info, 1);
        ph_end(env, on, COUNT(on));
    }
    return info;
}

CALL(jint, dgeqrf)
(JNIEnv *env, jclass type, jint threads, jint m, jint n, jdoubleArray a, jlong aAt, jint lda, jdoubleArray tau, jlong tauAt) {
    (void)type;
    int info = 0, length = -1;
    double size = 0, none = 0;
    dgeqrf_(&m, &n, &none, &lda, &none, &size, &length, &info);
    double *work = workspace(env, size, &length);
    struct ph_operand on[] = {PH_OUT(a), PH_OUT(tau)};
    if (work != NULL && ph_begin(env, threads, on, COUNT(on))) {
        dgeqrf_(&m, &n, on[0].data, &lda, on[1].data, work, &length, &info);
        ph_end(env, on, COUNT(on));
    }
    free(work);
    return info;
}

CALL(jint, dsyev)
(JNIEnv *env, jclass type, jint threads, jchar jobz, jchar uplo, jint n, jdoubleArray a, jlong aAt, jint lda,
 jdoubleArray eigenvalues, jlong eigenvaluesAt) {
    (void)type;
    int info = 0, length = -1;
    char job = (char)jobz, triangle = (char)uplo;
    double size = 0, none = 0;
    dsyev_(&job, &triangle, &n, &none, &lda, &none, &size, &length, &info, 1, 1);
    double *work = workspace(env, size, &length);
    struct ph_operand on[] = {PH_OUT(a), PH_OUT(eigenvalues)};
    if (work != NULL && ph_begin(env, threads, on, COUNT(on))) {
        dsyev_(&job, &triangle, &n, on[0].data, &lda, on[1].data, work, &length, &info, 1, 1);
        ph_end(env, on, COUNT(on));
    }
    free(work);
    return info;
}

CALL(jint, dgesvd)
(JNIEnv *env, jclass type, jint threads, jchar job, jint m, jint n, jdoubleArray a, jlong aAt, jint lda,
 jdoubleArray singularValues, jlong singularValuesAt, jdoubleArray u, jlong uAt, jint ldu, jdoubleArray vt, jlong vtAt, jint ldvt) {
    (void)type;
    int info = 0, length = -1;
    char letter = (char)job;
    double size = 0, none = 0;
    dgesvd_(&letter, &letter, &m, &n, &none, &lda, &none, &none, &ldu, &none, &ldvt, &size, &length, &info, 1, 1);
    double *work = workspace(env, size, &length);
    struct ph_operand on[] = {PH_OUT(a), PH_OUT(singularValues), PH_OUT(u), PH_OUT(vt)};
    if (work != NULL && ph_begin(env, threads, on, COUNT(on))) {
        dgesvd_(&letter, &letter, &m, &n, on[0].data, &lda, on[1].data, on[2].data, &ldu, on[3].data, &ldvt, work, &length,
                &info, 1, 1);
        ph_end(env, on, COUNT(on));
    }
    free(work);
    return info;
}

CALL(jlong, allocate)(JNIEnv *env, jclass type, jlong doubles) {
    (void)type;
    void *memory = aligned_alloc(64, ((size_t)doubles / 8 + 1) * 64);
    if (memory == NULL) {
        ph_throw_out_of_memory(env, "no native memory for a copy of a matrix");
    }
    return (jlong)(intptr_t)memory;
}

CALL(void, release)(JNIEnv *env, jclass type, jlong address) {
    (void)env;
    (void)type;
    free((void *)(intptr_t)address);
}

/* A matrix of the heap to native memory, where its columns follow each other without gaps. */
CALL(void, copyIn)
(JNIEnv *env, jclass type, jdoubleArray array, jlong at, jint rows, jint columns, jint ld, jlong address) {
    (void)type;
    double *to = (double *)(intptr_t)address;
    for (jint j = 0; j < columns && !(*env)->ExceptionCheck(env); j++) {
        (*env)->GetDoubleArrayRegion(env, array, (jsize)(at + (jlong)j * ld), rows, to + (size_t)j * (size_t)rows);
    }
}

CALL(void, copyOut)
(JNIEnv *env, jclass type, jdoubleArray array, jlong at, jint rows, jint columns, jint ld, jlong address) {
    (void)type;
    const double *from = (const double *)(intptr_t)address;
    for (jint j = 0; j < columns && !(*env)->ExceptionCheck(env); j++) {
        (*env)->SetDoubleArrayRegion(env, array, (jsize)(at + (jlong)j * ld), rows, from + (size_t)j * (size_t)rows);
    }
}
