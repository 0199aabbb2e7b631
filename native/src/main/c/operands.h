/* What a BLAS call works on: elements of heap arrays, held in place while the call runs, or native memory. */
#ifndef PARHELION_OPERANDS_H
#define PARHELION_OPERANDS_H

#include <jni.h>
#include <stddef.h>

struct ph_operand {
    jarray array;  /* null: native memory */
    jlong at;      /* index of the first element in the array; or its address */
    size_t size;   /* of an element [B] */
    int written;   /* whether the call writes to it */
    void *data;    /* the first element, between begin and end */
    void *base;    /* start of the array, where this operand holds it */
};

#define PH_IN(name) {name, name##At, sizeof(double), 0, NULL, NULL}
#define PH_OUT(name) {name, name##At, sizeof(double), 1, NULL, NULL}

/* Sets the number of threads, then holds all arrays. Returns 0 with an exception pending when it could not; then nothing
 * is held. Between begin and end no function of JNI may be called. */
int ph_begin(JNIEnv *env, int threads, struct ph_operand *operands, int count);
void ph_end(JNIEnv *env, struct ph_operand *operands, int count);

void ph_throw_out_of_memory(JNIEnv *env, const char *message);

#endif
