/* Entry points of org.parhelion.blas.NativeMachine: one to one, a fact each. */
#include "facts.h"

#include <jni.h>
#include <stdio.h>

/* The gate: PH_OK and PH_ABSENT go on (absent facts are null or -1 in Java); anything else is thrown, and the caller
 * returns at once. */
static int failed(JNIEnv *env, int status, const char *function) {
    if (status == PH_OK || status == PH_ABSENT) {
        return 0;
    }
    char message[160];
    snprintf(message, sizeof message, "%s: %s", function,
             status == PH_TOO_SMALL ? "the text is longer than its buffer" : "unknown status");
    jclass type = (*env)->FindClass(env, "java/lang/IllegalStateException");
    if (type != NULL) {
        (*env)->ThrowNew(env, type, message);
    }
    return 1;
}

static jstring text_or_null(JNIEnv *env, int status, const char *function, const char *text) {
    if (failed(env, status, function) || status == PH_ABSENT) {
        return NULL;
    }
    return (*env)->NewStringUTF(env, text);
}

JNIEXPORT jstring JNICALL Java_org_parhelion_blas_NativeMachine_cpuModel(JNIEnv *env, jclass type) {
    (void)type;
    char text[256];
    int status = ph_cpu_model("", text, sizeof text);
    return text_or_null(env, status, "ph_cpu_model", text);
}

JNIEXPORT jstring JNICALL Java_org_parhelion_blas_NativeMachine_cpuSimd(JNIEnv *env, jclass type) {
    (void)type;
    char text[512];
    int status = ph_cpu_simd(text, sizeof text);
    return text_or_null(env, status, "ph_cpu_simd", text);
}

JNIEXPORT jint JNICALL Java_org_parhelion_blas_NativeMachine_cpuLogical(JNIEnv *env, jclass type) {
    (void)type;
    int count = -1;
    int status = ph_cpu_logical(&count);
    if (failed(env, status, "ph_cpu_logical")) {
        return -1;
    }
    return status == PH_OK ? count : -1;
}

JNIEXPORT jint JNICALL Java_org_parhelion_blas_NativeMachine_cpuCores(JNIEnv *env, jclass type) {
    (void)type;
    int count = -1;
    int status = ph_cpu_cores("", &count);
    if (failed(env, status, "ph_cpu_cores")) {
        return -1;
    }
    return status == PH_OK ? count : -1;
}

JNIEXPORT jlong JNICALL Java_org_parhelion_blas_NativeMachine_cacheBytes(JNIEnv *env, jclass type, jint level) {
    (void)type;
    long bytes = -1;
    int status = ph_cache_bytes("", level, &bytes);
    if (failed(env, status, "ph_cache_bytes")) {
        return -1;
    }
    return status == PH_OK ? bytes : -1;
}

JNIEXPORT jintArray JNICALL Java_org_parhelion_blas_NativeMachine_numaNodes(JNIEnv *env, jclass type) {
    (void)type;
    int nodes[1024];
    int count = 0;
    int status = ph_numa_nodes("", nodes, 1024, &count);
    if (failed(env, status, "ph_numa_nodes")) {
        return NULL;
    }
    int length = status != PH_OK ? 0 : count < 1024 ? count : 1024;
    jintArray array = (*env)->NewIntArray(env, length);
    if (array == NULL) {
        return NULL;
    }
    jint *elements = (*env)->GetIntArrayElements(env, array, NULL);
    if (elements == NULL) {
        return NULL;
    }
    for (int n = 0; n < length; n++) {
        elements[n] = nodes[n];
    }
    (*env)->ReleaseIntArrayElements(env, array, elements, 0);
    return array;
}

JNIEXPORT jlong JNICALL Java_org_parhelion_blas_NativeMachine_numaBytes(JNIEnv *env, jclass type, jint node) {
    (void)type;
    long long bytes = -1;
    int status = ph_numa_bytes("", node, &bytes);
    if (failed(env, status, "ph_numa_bytes")) {
        return -1;
    }
    return status == PH_OK ? bytes : -1;
}

JNIEXPORT jstring JNICALL Java_org_parhelion_blas_NativeMachine_numaCpus(JNIEnv *env, jclass type, jint node) {
    (void)type;
    char text[4096];
    int status = ph_numa_cpus("", node, text, sizeof text);
    return text_or_null(env, status, "ph_numa_cpus", text);
}

JNIEXPORT jobjectArray JNICALL Java_org_parhelion_blas_NativeMachine_blas(JNIEnv *env, jclass type, jstring first) {
    (void)type;
    const char *chosen = first == NULL ? NULL : (*env)->GetStringUTFChars(env, first, NULL);
    if (first != NULL && chosen == NULL) {
        return NULL;
    }
    const char *usual[] = {"libopenblas.so.0", "libopenblas.so", "libblas.so.3", "libblas.so", NULL};
    const char *only[] = {chosen, NULL};
    struct ph_blas facts;
    int status = ph_blas_facts(chosen != NULL ? only : usual, &facts);
    if (chosen != NULL) {
        (*env)->ReleaseStringUTFChars(env, first, chosen);
    }
    if (failed(env, status, "ph_blas_facts") || status == PH_ABSENT) {
        return NULL;
    }
    char threads[16];
    snprintf(threads, sizeof threads, "%d", facts.threads);
    const char *texts[] = {facts.library, facts.config, facts.core, threads};
    jclass string = (*env)->FindClass(env, "java/lang/String");
    if (string == NULL) {
        return NULL;
    }
    jobjectArray array = (*env)->NewObjectArray(env, 4, string, NULL);
    for (int n = 0; array != NULL && n < 4; n++) {
        jstring text = (*env)->NewStringUTF(env, texts[n]);
        if (text == NULL) {
            return NULL;
        }
        (*env)->SetObjectArrayElement(env, array, n, text);
    }
    return array;
}
