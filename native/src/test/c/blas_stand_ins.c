/* Stand-ins for BLAS and LAPACK that only touch what the standards say a routine touches: they read every element of an
 * input and add one to every element of an output, compiled with the sanitizers. What a real library, mostly assembly,
 * would read beyond an array without a trace, is an error here. */
#include "blas_stand_ins.h"

#include "blas_library.h"

#include <string.h>

int stand_in_threads, stand_in_calls, stand_in_bad_codes;
static volatile double sink;

static void code(int value, int first) {
    if (value != first && value != first + 1) {
        stand_in_bad_codes++;
    }
}

static int lines(int order, int rows, int columns) { return order == 101 ? rows : columns; }

static void read_matrix(int order, int rows, int columns, const double *a, int ld) {
    int count = lines(order, rows, columns), length = rows + columns - count;
    for (int line = 0; line < count; line++) {
        for (int i = 0; i < length; i++) {
            sink += a[(size_t)line * (size_t)ld + (size_t)i];
        }
    }
}

static void read_op(int order, int trans, int rows, int columns, const double *a, int ld) {
    code(order, 101);
    code(trans, 111);
    read_matrix(order, trans == 111 ? rows : columns, trans == 111 ? columns : rows, a, ld);
}

static void write_matrix(int order, int rows, int columns, double *a, int ld) {
    stand_in_calls++;
    int count = lines(order, rows, columns), length = rows + columns - count;
    for (int line = 0; line < count; line++) {
        for (int i = 0; i < length; i++) {
            a[(size_t)line * (size_t)ld + (size_t)i] += 1;
        }
    }
}

static size_t distance(int increment) { return (size_t)(increment < 0 ? -increment : increment); }

static void read_vector(int n, const double *x, int increment) {
    for (int i = 0; i < n; i++) {
        sink += x[(size_t)i * distance(increment)];
    }
}

static void write_vector(int n, double *x, int increment) {
    stand_in_calls++;
    for (int i = 0; i < n; i++) {
        x[(size_t)i * distance(increment)] += 1;
    }
}

void openblas_set_num_threads(int threads) { stand_in_threads = threads; }
int openblas_get_parallel(void) { return 1; }
char *openblas_get_config(void) { return "OpenBLAS 9.8.7 STAND_IN MAX_THREADS=2\n"; }
char *openblas_get_corename(void) { return "Paper"; }

void cblas_dgemm(int order, int trans_a, int trans_b, int m, int n, int k, double alpha, const double *a, int lda,
                 const double *b, int ldb, double beta, double *c, int ldc) {
    sink += alpha + beta;
    read_op(order, trans_a, m, k, a, lda);
    read_op(order, trans_b, k, n, b, ldb);
    write_matrix(order, m, n, c, ldc);
}

void cblas_sgemm(int order, int trans_a, int trans_b, int m, int n, int k, float alpha, const float *a, int lda,
                 const float *b, int ldb, float beta, float *c, int ldc) {
    code(order, 101);
    sink += (double)(alpha + beta);
    int stored_a = trans_a == 111 ? m : k, stored_b = trans_b == 111 ? k : n;
    int count_a = lines(order, stored_a, m + k - stored_a), count_b = lines(order, stored_b, k + n - stored_b);
    int count_c = lines(order, m, n);
    for (int i = 0; i < count_a * (m + k - count_a); i++) {
        sink += (double)a[i / (m + k - count_a) * lda + i % (m + k - count_a)];
    }
    for (int i = 0; i < count_b * (k + n - count_b); i++) {
        sink += (double)b[i / (k + n - count_b) * ldb + i % (k + n - count_b)];
    }
    for (int i = 0; i < count_c * (m + n - count_c); i++) {
        c[i / (m + n - count_c) * ldc + i % (m + n - count_c)] += 1;
    }
    stand_in_calls++;
}

void cblas_dsymm(int order, int side, int uplo, int m, int n, double alpha, const double *a, int lda, const double *b,
                 int ldb, double beta, double *c, int ldc) {
    sink += alpha + beta;
    code(side, 141);
    code(uplo, 121);
    read_op(order, 111, side == 141 ? m : n, side == 141 ? m : n, a, lda);
    read_matrix(order, m, n, b, ldb);
    write_matrix(order, m, n, c, ldc);
}

void cblas_dsyrk(int order, int uplo, int trans, int n, int k, double alpha, const double *a, int lda, double beta,
                 double *c, int ldc) {
    sink += alpha + beta;
    code(uplo, 121);
    read_op(order, trans, n, k, a, lda);
    write_matrix(order, n, n, c, ldc);
}

void cblas_dtrsm(int order, int side, int uplo, int trans, int diag, int m, int n, double alpha, const double *a,
                 int lda, double *b, int ldb) {
    sink += alpha;
    code(side, 141);
    code(uplo, 121);
    code(diag, 131);
    read_op(order, trans, side == 141 ? m : n, side == 141 ? m : n, a, lda);
    write_matrix(order, m, n, b, ldb);
}

void cblas_dtrmm(int order, int side, int uplo, int trans, int diag, int m, int n, double alpha, const double *a,
                 int lda, double *b, int ldb) {
    cblas_dtrsm(order, side, uplo, trans, diag, m, n, alpha, a, lda, b, ldb);
}

void cblas_dgemv(int order, int trans, int m, int n, double alpha, const double *a, int lda, const double *x, int inc_x,
                 double beta, double *y, int inc_y) {
    sink += alpha + beta;
    code(trans, 111);
    read_op(order, 111, m, n, a, lda);
    read_vector(trans == 111 ? n : m, x, inc_x);
    write_vector(trans == 111 ? m : n, y, inc_y);
}

void cblas_dger(int order, int m, int n, double alpha, const double *x, int inc_x, const double *y, int inc_y, double *a,
                int lda) {
    sink += alpha;
    code(order, 101);
    read_vector(m, x, inc_x);
    read_vector(n, y, inc_y);
    write_matrix(order, m, n, a, lda);
}

double cblas_ddot(int n, const double *x, int inc_x, const double *y, int inc_y) {
    stand_in_calls++;
    read_vector(n, x, inc_x);
    read_vector(n, y, inc_y);
    return 42;
}

void cblas_daxpy(int n, double alpha, const double *x, int inc_x, double *y, int inc_y) {
    sink += alpha;
    read_vector(n, x, inc_x);
    write_vector(n, y, inc_y);
}

double cblas_dnrm2(int n, const double *x, int inc_x) {
    stand_in_calls++;
    read_vector(n, x, inc_x);
    return 43;
}

void cblas_dscal(int n, double alpha, double *x, int inc_x) {
    sink += alpha;
    write_vector(n, x, inc_x);
}

static void letter(char value, const char *allowed) {
    if (strchr(allowed, value) == NULL) {
        stand_in_bad_codes++;
    }
}

void dgetrf_(const int *m, const int *n, double *a, const int *lda, int *pivots, int *info) {
    write_matrix(102, *m, *n, a, *lda);
    for (int i = 0; i < *m && i < *n; i++) {
        pivots[i] = i + 1;
    }
    *info = 0;
}

void dgetrs_(const char *trans, const int *n, const int *columns, const double *a, const int *lda, const int *pivots,
             double *b, const int *ldb, int *info, size_t length) {
    (void)length;
    letter(*trans, "NT");
    read_matrix(102, *n, *n, a, *lda);
    for (int i = 0; i < *n; i++) {
        sink += pivots[i];
    }
    write_matrix(102, *n, *columns, b, *ldb);
    *info = 0;
}

void dpotrf_(const char *uplo, const int *n, double *a, const int *lda, int *info, size_t length) {
    (void)length;
    letter(*uplo, "UL");
    write_matrix(102, *n, *n, a, *lda);
    *info = 0;
}

void dpotrs_(const char *uplo, const int *n, const int *columns, const double *a, const int *lda, double *b,
             const int *ldb, int *info, size_t length) {
    (void)length;
    letter(*uplo, "UL");
    read_matrix(102, *n, *n, a, *lda);
    write_matrix(102, *n, *columns, b, *ldb);
    *info = 0;
}

/* Whether it is a question for the size of the workspace, which then gets its answer; otherwise touches all of it. */
static int asks(double *work, int lwork, int needed) {
    if (lwork == -1) {
        *work = needed;
        return 1;
    }
    if (lwork < needed) {
        stand_in_bad_codes++;
    }
    for (int i = 0; i < lwork; i++) {
        work[i] = i;
    }
    return 0;
}

void dgeqrf_(const int *m, const int *n, double *a, const int *lda, double *tau, double *work, const int *lwork,
             int *info) {
    *info = 0;
    if (!asks(work, *lwork, 3 * *n)) {
        write_matrix(102, *m, *n, a, *lda);
        write_vector(*m < *n ? *m : *n, tau, 1);
    }
}

void dsyev_(const char *jobz, const char *uplo, const int *n, double *a, const int *lda, double *w, double *work,
            const int *lwork, int *info, size_t length1, size_t length2) {
    (void)length1;
    (void)length2;
    letter(*jobz, "NV");
    letter(*uplo, "UL");
    *info = 0;
    if (!asks(work, *lwork, 3 * *n)) {
        write_matrix(102, *n, *n, a, *lda);
        write_vector(*n, w, 1);
    }
}

void dgesvd_(const char *jobu, const char *jobvt, const int *m, const int *n, double *a, const int *lda, double *s,
             double *u, const int *ldu, double *vt, const int *ldvt, double *work, const int *lwork, int *info,
             size_t length1, size_t length2) {
    (void)length1;
    (void)length2;
    letter(*jobu, "NS");
    letter(*jobvt, "NS");
    *info = 0;
    if (!asks(work, *lwork, 5 * (*m + *n))) {
        int k = *m < *n ? *m : *n;
        write_matrix(102, *m, *n, a, *lda);
        write_vector(k, s, 1);
        if (*jobu == 'S') {
            write_matrix(102, *m, k, u, *ldu);
            write_matrix(102, k, *n, vt, *ldvt);
        }
    }
}
