/* The BLAS this library is linked with: its C interface, LAPACK's Fortran symbols where it has them, its threads, and
 * what it tells about itself. The prototypes stand here, so that no header of the library is needed. Integers are 32 bits
 * wide (LP64). No Java in this file. */
#ifndef PARHELION_BLAS_LIBRARY_H
#define PARHELION_BLAS_LIBRARY_H

#include <stddef.h>

void cblas_dgemm(int order, int trans_a, int trans_b, int m, int n, int k, double alpha, const double *a, int lda,
                 const double *b, int ldb, double beta, double *c, int ldc);
void cblas_sgemm(int order, int trans_a, int trans_b, int m, int n, int k, float alpha, const float *a, int lda,
                 const float *b, int ldb, float beta, float *c, int ldc);
void cblas_dsymm(int order, int side, int uplo, int m, int n, double alpha, const double *a, int lda, const double *b,
                 int ldb, double beta, double *c, int ldc);
void cblas_dsyrk(int order, int uplo, int trans, int n, int k, double alpha, const double *a, int lda, double beta,
                 double *c, int ldc);
void cblas_dtrsm(int order, int side, int uplo, int trans, int diag, int m, int n, double alpha, const double *a,
                 int lda, double *b, int ldb);
void cblas_dtrmm(int order, int side, int uplo, int trans, int diag, int m, int n, double alpha, const double *a,
                 int lda, double *b, int ldb);
void cblas_dgemv(int order, int trans, int m, int n, double alpha, const double *a, int lda, const double *x, int inc_x,
                 double beta, double *y, int inc_y);
void cblas_dger(int order, int m, int n, double alpha, const double *x, int inc_x, const double *y, int inc_y, double *a,
                int lda);
double cblas_ddot(int n, const double *x, int inc_x, const double *y, int inc_y);
void cblas_daxpy(int n, double alpha, const double *x, int inc_x, double *y, int inc_y);
double cblas_dnrm2(int n, const double *x, int inc_x);
void cblas_dscal(int n, double alpha, double *x, int inc_x);

/* Null where the library has no LAPACK; a Fortran compiler passes the lengths of texts last. */
#define PH_WEAK __attribute__((weak))
PH_WEAK void dgetrf_(const int *m, const int *n, double *a, const int *lda, int *pivots, int *info);
PH_WEAK void dgetrs_(const char *trans, const int *n, const int *columns, const double *a, const int *lda,
                     const int *pivots, double *b, const int *ldb, int *info, size_t);
PH_WEAK void dpotrf_(const char *uplo, const int *n, double *a, const int *lda, int *info, size_t);
PH_WEAK void dpotrs_(const char *uplo, const int *n, const int *columns, const double *a, const int *lda, double *b,
                     const int *ldb, int *info, size_t);
PH_WEAK void dgeqrf_(const int *m, const int *n, double *a, const int *lda, double *tau, double *work, const int *lwork,
                     int *info);
PH_WEAK void dsyev_(const char *jobz, const char *uplo, const int *n, double *a, const int *lda, double *w, double *work,
                    const int *lwork, int *info, size_t, size_t);
PH_WEAK void dgesvd_(const char *jobu, const char *jobvt, const int *m, const int *n, double *a, const int *lda,
                     double *s, double *u, const int *ldu, double *vt, const int *ldvt, double *work, const int *lwork,
                     int *info, size_t, size_t);

struct ph_blas_library {
    char name[32];       /* OpenBLAS, BLIS, MKL, or CBLAS for one that does not say */
    char version[64];    /* empty when it does not say */
    char core[64];       /* kind of core it computes for; empty when it does not say */
    char file[512];      /* where its dgemm was loaded from */
    int wide_integers;   /* 1: its integers are 64 bits wide, so that we cannot call it */
    int has_lapack;      /* 1: all that is declared above is there */
    int has_threads;     /* 1: ph_threads_enter has an effect */
};

void ph_blas_library_facts(struct ph_blas_library *out);

/* Around each call: sees to it that it runs on so many threads. The number belongs to the whole process in OpenBLAS and
 * BLIS, so a call that wants another number waits until those that run have ended. To be entered before, and left after
 * any critical section of the JVM: who waits in one would hold up the collection that the others wait for. */
void ph_threads_enter(int threads);
void ph_threads_leave(void);

/* Does the work on a thread with a stack of 64 MB, and returns when it is done. OpenBLAS's parallel factorizations keep
 * half a megabyte of bookkeeping on the stack at each level of their recursion; a Java thread has one megabyte in all. */
void ph_on_large_stack(void (*work)(void *), void *call);

#endif
