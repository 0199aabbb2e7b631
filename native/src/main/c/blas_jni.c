/* Entry points of org.parhelion.blas.NativeCalls: the BLAS, one to one. Java has checked all arguments. An operand is an
 * array and an index, or null and an address. */
#include "blas_library.h"
#include "operands.h"

#include <stdint.h>

#define CALL(result, name) JNIEXPORT result JNICALL Java_org_parhelion_blas_NativeCalls_##name

#define COUNT(operands) ((int)(sizeof(operands) / sizeof *(operands)))

CALL(jobjectArray, facts)(JNIEnv *env, jclass type) {
    (void)type;
    struct ph_blas_library facts;
    ph_blas_library_facts(&facts);
    const char *texts[] = {facts.name,
                           facts.version,
                           facts.core,
                           facts.file,
                           facts.wide_integers ? "yes" : "no",
                           facts.has_lapack ? "yes" : "no",
                           facts.has_threads ? "yes" : "no"};
    jclass string = (*env)->FindClass(env, "java/lang/String");
    if (string == NULL) {
        return NULL;
    }
    jobjectArray array = (*env)->NewObjectArray(env, COUNT(texts), string, NULL);
    for (int n = 0; array != NULL && n < COUNT(texts); n++) {
        jstring text = (*env)->NewStringUTF(env, texts[n]);
        if (text == NULL) {
            return NULL;
        }
        (*env)->SetObjectArrayElement(env, array, n, text);
        (*env)->DeleteLocalRef(env, text);
    }
    return array;
}

CALL(jlong, address)(JNIEnv *env, jclass type, jobject buffer) {
    (void)type;
    return (jlong)(intptr_t)(*env)->GetDirectBufferAddress(env, buffer);
}

CALL(void, dgemm)
(JNIEnv *env, jclass type, jint threads, jint order, jint transA, jint transB, jint m, jint n, jint k, jdouble alpha,
 jdoubleArray a, jlong aAt, jint lda, jdoubleArray b, jlong bAt, jint ldb, jdouble beta, jdoubleArray c, jlong cAt,
 jint ldc) {
    (void)type;
    struct ph_operand on[] = {PH_IN(a), PH_IN(b), PH_OUT(c)};
    if (ph_begin(env, threads, on, COUNT(on))) {
        cblas_dgemm(order, transA, transB, m, n, k, alpha, on[0].data, lda, on[1].data, ldb, beta, on[2].data, ldc);
        ph_end(env, on, COUNT(on));
    }
}

CALL(void, sgemm)
(JNIEnv *env, jclass type, jint threads, jint order, jint transA, jint transB, jint m, jint n, jint k, jfloat alpha,
 jfloatArray a, jlong aAt, jint lda, jfloatArray b, jlong bAt, jint ldb, jfloat beta, jfloatArray c, jlong cAt,
 jint ldc) {
    (void)type;
    struct ph_operand on[] = {PH_IN(a), PH_IN(b), PH_OUT(c)};
    for (int o = 0; o < COUNT(on); o++) {
        on[o].size = sizeof(float);
    }
    if (ph_begin(env, threads, on, COUNT(on))) {
        cblas_sgemm(order, transA, transB, m, n, k, alpha, on[0].data, lda, on[1].data, ldb, beta, on[2].data, ldc);
        ph_end(env, on, COUNT(on));
    }
}

CALL(void, dsymm)
(JNIEnv *env, jclass type, jint threads, jint order, jint side, jint uplo, jint m, jint n, jdouble alpha, jdoubleArray a,
 jlong aAt, jint lda, jdoubleArray b, jlong bAt, jint ldb, jdouble beta, jdoubleArray c, jlong cAt, jint ldc) {
    (void)type;
    struct ph_operand on[] = {PH_IN(a), PH_IN(b), PH_OUT(c)};
    if (ph_begin(env, threads, on, COUNT(on))) {
        cblas_dsymm(order, side, uplo, m, n, alpha, on[0].data, lda, on[1].data, ldb, beta, on[2].data, ldc);
        ph_end(env, on, COUNT(on));
    }
}

CALL(void, dsyrk)
(JNIEnv *env, jclass type, jint threads, jint order, jint uplo, jint trans, jint n, jint k, jdouble alpha, jdoubleArray a,
 jlong aAt, jint lda, jdouble beta, jdoubleArray c, jlong cAt, jint ldc) {
    (void)type;
    struct ph_operand on[] = {PH_IN(a), PH_OUT(c)};
    if (ph_begin(env, threads, on, COUNT(on))) {
        cblas_dsyrk(order, uplo, trans, n, k, alpha, on[0].data, lda, beta, on[1].data, ldc);
        ph_end(env, on, COUNT(on));
    }
}

CALL(void, dtrsm)
(JNIEnv *env, jclass type, jint threads, jint order, jint side, jint uplo, jint trans, jint diag, jint m, jint n,
 jdouble alpha, jdoubleArray a, jlong aAt, jint lda, jdoubleArray b, jlong bAt, jint ldb) {
    (void)type;
    struct ph_operand on[] = {PH_IN(a), PH_OUT(b)};
    if (ph_begin(env, threads, on, COUNT(on))) {
        cblas_dtrsm(order, side, uplo, trans, diag, m, n, alpha, on[0].data, lda, on[1].data, ldb);
        ph_end(env, on, COUNT(on));
    }
}

CALL(void, dtrmm)
(JNIEnv *env, jclass type, jint threads, jint order, jint side, jint uplo, jint trans, jint diag, jint m, jint n,
 jdouble alpha, jdoubleArray a, jlong aAt, jint lda, jdoubleArray b, jlong bAt, jint ldb) {
    (void)type;
    struct ph_operand on[] = {PH_IN(a), PH_OUT(b)};
    if (ph_begin(env, threads, on, COUNT(on))) {
        cblas_dtrmm(order, side, uplo, trans, diag, m, n, alpha, on[0].data, lda, on[1].data, ldb);
        ph_end(env, on, COUNT(on));
    }
}

CALL(void, dgemv)
(JNIEnv *env, jclass type, jint threads, jint order, jint trans, jint m, jint n, jdouble alpha, jdoubleArray a, jlong aAt,
 jint lda, jdoubleArray x, jlong xAt, jint incX, jdouble beta, jdoubleArray y, jlong yAt, jint incY) {
    (void)type;
    struct ph_operand on[] = {PH_IN(a), PH_IN(x), PH_OUT(y)};
    if (ph_begin(env, threads, on, COUNT(on))) {
        cblas_dgemv(order, trans, m, n, alpha, on[0].data, lda, on[1].data, incX, beta, on[2].data, incY);
        ph_end(env, on, COUNT(on));
    }
}

CALL(void, dger)
(JNIEnv *env, jclass type, jint threads, jint order, jint m, jint n, jdouble alpha, jdoubleArray x, jlong xAt, jint incX,
 jdoubleArray y, jlong yAt, jint incY, jdoubleArray a, jlong aAt, jint lda) {
    (void)type;
    struct ph_operand on[] = {PH_IN(x), PH_IN(y), PH_OUT(a)};
    if (ph_begin(env, threads, on, COUNT(on))) {
        cblas_dger(order, m, n, alpha, on[0].data, incX, on[1].data, incY, on[2].data, lda);
        ph_end(env, on, COUNT(on));
    }
}

CALL(jdouble, ddot)
(JNIEnv *env, jclass type, jint threads, jint n, jdoubleArray x, jlong xAt, jint incX, jdoubleArray y, jlong yAt,
 jint incY) {
    (void)type;
    struct ph_operand on[] = {PH_IN(x), PH_IN(y)};
    jdouble result = 0;
    if (ph_begin(env, threads, on, COUNT(on))) {
        result = cblas_ddot(n, on[0].data, incX, on[1].data, incY);
        ph_end(env, on, COUNT(on));
    }
    return result;
}

CALL(void, daxpy)
(JNIEnv *env, jclass type, jint threads, jint n, jdouble alpha, jdoubleArray x, jlong xAt, jint incX, jdoubleArray y,
 jlong yAt, jint incY) {
    (void)type;
    struct ph_operand on[] = {PH_IN(x), PH_OUT(y)};
    if (ph_begin(env, threads, on, COUNT(on))) {
        cblas_daxpy(n, alpha, on[0].data, incX, on[1].data, incY);
        ph_end(env, on, COUNT(on));
    }
}

CALL(jdouble, dnrm2)(JNIEnv *env, jclass type, jint threads, jint n, jdoubleArray x, jlong xAt, jint incX) {
    (void)type;
    struct ph_operand on[] = {PH_IN(x)};
    jdouble result = 0;
    if (ph_begin(env, threads, on, COUNT(on))) {
        result = cblas_dnrm2(n, on[0].data, incX);
        ph_end(env, on, COUNT(on));
    }
    return result;
}

CALL(void, dscal)(JNIEnv *env, jclass type, jint threads, jint n, jdouble alpha, jdoubleArray x, jlong xAt, jint incX) {
    (void)type;
    struct ph_operand on[] = {PH_OUT(x)};
    if (ph_begin(env, threads, on, COUNT(on))) {
        cblas_dscal(n, alpha, on[0].data, incX);
        ph_end(env, on, COUNT(on));
    }
}
