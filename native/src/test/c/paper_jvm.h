/* As much of a JVM as a BLAS call sees: arrays of exactly their length, held in place or as copies, and a count of what is
 * held, so that a call of JNI in between is noticed. */
#ifndef PARHELION_PAPER_JVM_H
#define PARHELION_PAPER_JVM_H

#include <jni.h>
#include <stddef.h>

struct paper_array {
    int length;
    size_t size; /* of an element [B] */
    void *data;
    void *given; /* while it is held */
};

extern int paper_gives_copies; /* 1: holding an array gives out a copy, as some JVMs do */
extern int paper_fails_at;     /* the so-manieth holding gives NULL; 0: none */
extern int paper_held;         /* arrays held now */
extern int paper_misuses;      /* calls of JNI while an array was held, arrays held twice, regions out of bounds */
extern int paper_thrown;       /* exceptions thrown */

JNIEnv *paper_jvm(void);

/* An array of so many elements, each its index; to be freed with paper_free. */
struct paper_array *paper_doubles(int length);
struct paper_array *paper_floats(int length);
struct paper_array *paper_ints(int length);
void paper_free(struct paper_array *array);

#endif
