#include "paper_jvm.h"

#include <stdlib.h>
#include <string.h>

int paper_gives_copies, paper_fails_at, paper_held, paper_misuses, paper_thrown;

static void outside(void) { paper_misuses += paper_held > 0; }

static struct paper_array *of(jobject array) { return (struct paper_array *)(void *)array; }

static void *JNICALL hold(JNIEnv *env, jarray array, jboolean *is_copy) {
    (void)env;
    (void)is_copy;
    struct paper_array *a = of(array);
    if (paper_fails_at > 0 && --paper_fails_at == 0) {
        return NULL;
    }
    paper_held++;
    paper_misuses += a->given != NULL;
    size_t bytes = (size_t)a->length * a->size;
    a->given = paper_gives_copies ? malloc(bytes) : a->data;
    if (paper_gives_copies && bytes > 0) {
        memcpy(a->given, a->data, bytes);
    }
    return a->given;
}

static void JNICALL release(JNIEnv *env, jarray array, void *given, jint mode) {
    (void)env;
    struct paper_array *a = of(array);
    paper_held--;
    paper_misuses += a->given != given;
    a->given = NULL;
    if (given != a->data) {
        if (mode == 0) {
            memcpy(a->data, given, (size_t)a->length * a->size);
        }
        free(given);
    }
}

static jboolean JNICALL same(JNIEnv *env, jobject one, jobject other) {
    (void)env;
    outside();
    return one == other;
}

static jboolean JNICALL exception_check(JNIEnv *env) {
    (void)env;
    outside();
    return JNI_FALSE;
}

static jclass JNICALL find_class(JNIEnv *env, const char *name) {
    (void)env;
    outside();
    return (jclass)(void *)(size_t)name;
}

static jint JNICALL throw_new(JNIEnv *env, jclass type, const char *message) {
    (void)env;
    outside();
    paper_misuses += type == NULL || message == NULL;
    paper_thrown++;
    return 0;
}

static void region(jobject array, jsize from, jsize length) {
    outside();
    paper_misuses += from < 0 || length < 0 || from + length > of(array)->length;
}

static void JNICALL get_doubles(JNIEnv *env, jdoubleArray array, jsize from, jsize length, jdouble *out) {
    (void)env;
    region(array, from, length);
    memcpy(out, (jdouble *)of(array)->data + from, (size_t)length * sizeof *out);
}

static void JNICALL set_doubles(JNIEnv *env, jdoubleArray array, jsize from, jsize length, const jdouble *in) {
    (void)env;
    region(array, from, length);
    memcpy((jdouble *)of(array)->data + from, in, (size_t)length * sizeof *in);
}

static void JNICALL get_ints(JNIEnv *env, jintArray array, jsize from, jsize length, jint *out) {
    (void)env;
    region(array, from, length);
    memcpy(out, (jint *)of(array)->data + from, (size_t)length * sizeof *out);
}

static void JNICALL set_ints(JNIEnv *env, jintArray array, jsize from, jsize length, const jint *in) {
    (void)env;
    region(array, from, length);
    memcpy((jint *)of(array)->data + from, in, (size_t)length * sizeof *in);
}

JNIEnv *paper_jvm(void) {
    static struct JNINativeInterface_ functions;
    static JNIEnv env = &functions;
    functions.GetPrimitiveArrayCritical = hold;
    functions.ReleasePrimitiveArrayCritical = release;
    functions.IsSameObject = same;
    functions.ExceptionCheck = exception_check;
    functions.FindClass = find_class;
    functions.ThrowNew = throw_new;
    functions.GetDoubleArrayRegion = get_doubles;
    functions.SetDoubleArrayRegion = set_doubles;
    functions.GetIntArrayRegion = get_ints;
    functions.SetIntArrayRegion = set_ints;
    return &env;
}

static struct paper_array *array_of(int length, size_t size) {
    struct paper_array *array = malloc(sizeof *array);
    if (array == NULL || (array->data = malloc((size_t)length * size)) == NULL) {
        abort();
    }
    array->length = length;
    array->size = size;
    array->given = NULL;
    return array;
}

struct paper_array *paper_doubles(int length) {
    struct paper_array *array = array_of(length, sizeof(double));
    for (int i = 0; i < length; i++) {
        ((double *)array->data)[i] = i;
    }
    return array;
}

struct paper_array *paper_floats(int length) {
    struct paper_array *array = array_of(length, sizeof(float));
    for (int i = 0; i < length; i++) {
        ((float *)array->data)[i] = (float)i;
    }
    return array;
}

struct paper_array *paper_ints(int length) {
    struct paper_array *array = array_of(length, sizeof(int));
    for (int i = 0; i < length; i++) {
        ((int *)array->data)[i] = i + 1;
    }
    return array;
}

void paper_free(struct paper_array *array) {
    free(array->data);
    free(array);
}
