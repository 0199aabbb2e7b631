/* What blas_stand_ins.c has seen. */
#ifndef PARHELION_BLAS_STAND_INS_H
#define PARHELION_BLAS_STAND_INS_H

extern int stand_in_threads;   /* the number that was set last */
extern int stand_in_calls;     /* outputs that were written, and results that were returned */
extern int stand_in_bad_codes; /* codes and sizes that the standards do not know */

#endif
