#include "operands.h"

#include "blas_library.h"

#include <stdint.h>

void ph_throw_out_of_memory(JNIEnv *env, const char *message) {
    if ((*env)->ExceptionCheck(env)) {
        return;
    }
    jclass type = (*env)->FindClass(env, "java/lang/OutOfMemoryError");
    if (type != NULL) {
        (*env)->ThrowNew(env, type, message);
    }
}

static void release(JNIEnv *env, struct ph_operand *operands, int count) {
    for (int n = count - 1; n >= 0; n--) {
        if (operands[n].base != NULL) {
            (*env)->ReleasePrimitiveArrayCritical(env, operands[n].array, operands[n].base,
                                                  operands[n].written ? 0 : JNI_ABORT);
            operands[n].base = NULL;
        }
    }
}

/* The first operand in the same array. A JVM that gives out copies must give out one copy only: panels of one matrix
 * take part in a call as input and as output. */
static int holder(JNIEnv *env, const struct ph_operand *operands, int n) {
    for (int earlier = 0; earlier < n; earlier++) {
        if (operands[earlier].array != NULL && (*env)->IsSameObject(env, operands[earlier].array, operands[n].array)) {
            return earlier;
        }
    }
    return n;
}

int ph_begin(JNIEnv *env, int threads, struct ph_operand *operands, int count) {
    int holders[8];
    for (int n = 0; n < count; n++) {
        holders[n] = operands[n].array == NULL ? n : holder(env, operands, n);
        operands[holders[n]].written |= operands[n].written;
    }
    ph_threads_enter(threads);
    for (int n = 0; n < count; n++) {
        struct ph_operand *operand = &operands[n];
        if (operand->array == NULL) {
            operand->data = (void *)(intptr_t)operand->at;
            continue;
        }
        if (holders[n] == n) {
            operand->base = (*env)->GetPrimitiveArrayCritical(env, operand->array, NULL);
            if (operand->base == NULL) {
                release(env, operands, n);
                ph_threads_leave();
                ph_throw_out_of_memory(env, "no memory to hold an array for a BLAS call");
                return 0;
            }
        }
        operand->data = (char *)operands[holders[n]].base + (size_t)operand->at * operand->size;
    }
    return 1;
}

void ph_end(JNIEnv *env, struct ph_operand *operands, int count) {
    release(env, operands, count);
    ph_threads_leave();
}
