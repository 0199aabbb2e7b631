#define _GNU_SOURCE
#include "blas_library.h"

#include <dlfcn.h>
#include <pthread.h>
#include <stdio.h>
#include <string.h>

/* What some libraries have beyond the standard; null in the others. */
PH_WEAK void openblas_set_num_threads(int threads);
PH_WEAK int openblas_get_parallel(void);
PH_WEAK char *openblas_get_config(void);
PH_WEAK char *openblas_get_corename(void);
PH_WEAK void bli_thread_set_num_threads(ptrdiff_t threads);
PH_WEAK const char *bli_info_get_version_str(void);
PH_WEAK int bli_arch_query_id(void);
PH_WEAK const char *bli_arch_string(int id);
PH_WEAK int MKL_Set_Num_Threads_Local(int threads);
PH_WEAK void MKL_Get_Version_String(char *out, int size);

enum { OPENBLAS_WITH_OPENMP = 2 };

static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;
static pthread_cond_t changed = PTHREAD_COND_INITIALIZER;
static int current;           /* threads the library is set to; 0 before the first call */
static int running;           /* calls that are under way */
static __thread int of_caller; /* OpenMP and MKL remember the number by calling thread */

/* openblas_set_num_threads_local is of no use here: in builds on pthreads it sets the number of the whole process, too. */
static int is_set_for_the_process(void) {
    return openblas_set_num_threads != NULL || bli_thread_set_num_threads != NULL;
}

/* Both may be there: LAPACK out of OpenBLAS beside the products of BLIS. */
static void set_for_the_process(int threads) {
    if (openblas_set_num_threads != NULL) {
        openblas_set_num_threads(threads);
    }
    if (bli_thread_set_num_threads != NULL) {
        bli_thread_set_num_threads(threads);
    }
}

static int is_kept_by_caller(void) {
    return openblas_get_parallel != NULL && openblas_get_parallel() == OPENBLAS_WITH_OPENMP;
}

void ph_threads_enter(int threads) {
    if (!is_set_for_the_process()) {
        if (MKL_Set_Num_Threads_Local != NULL && of_caller != threads) {
            MKL_Set_Num_Threads_Local(threads);
            of_caller = threads;
        }
        return;
    }
    pthread_mutex_lock(&lock);
    while (running > 0 && current != threads) {
        pthread_cond_wait(&changed, &lock);
    }
    if (current != threads || (of_caller != threads && is_kept_by_caller())) {
        set_for_the_process(threads);
        current = threads;
        of_caller = threads;
    }
    running++;
    pthread_mutex_unlock(&lock);
}

void ph_threads_leave(void) {
    if (is_set_for_the_process()) {
        pthread_mutex_lock(&lock);
        running--;
        if (running == 0) {
            pthread_cond_broadcast(&changed);
        }
        pthread_mutex_unlock(&lock);
    }
}

static void copy_text(char *out, size_t size, const char *text) {
    snprintf(out, size, "%s", text == NULL ? "" : text);
    out[strcspn(out, "\n")] = '\0';
}

/* "OpenBLAS 0.3.21 NO_LAPACKE DYNAMIC_ARCH ...": the second word. */
static void openblas_facts(struct ph_blas_library *out) {
    const char *config = openblas_get_config();
    char version[64] = "";
    if (sscanf(config, "OpenBLAS %63s", version) == 1) {
        copy_text(out->version, sizeof out->version, version);
    }
    copy_text(out->name, sizeof out->name, "OpenBLAS");
    copy_text(out->core, sizeof out->core, openblas_get_corename == NULL ? "" : openblas_get_corename());
    out->wide_integers = strstr(config, "USE64BITINT") != NULL;
}

static int multiplies(const char *product, void (*function)(void)) {
    Dl_info where;
    void *address = NULL;
    memcpy(&address, &function, sizeof address);
    return address != NULL && dladdr(address, &where) != 0 && strcmp(where.dli_fname, product) == 0;
}

void ph_blas_library_facts(struct ph_blas_library *out) {
    memset(out, 0, sizeof *out);
    copy_text(out->name, sizeof out->name, "CBLAS");
    Dl_info where;
    void (*dgemm)(int, int, int, int, int, int, double, const double *, int, const double *, int, double, double *, int) =
        cblas_dgemm;
    void *address = NULL;
    memcpy(&address, &dgemm, sizeof address);
    const char *product = dladdr(address, &where) != 0 ? where.dli_fname : "";
    copy_text(out->file, sizeof out->file, product);
    /* a library that only LAPACK comes from does not give its name */
    if (multiplies(product, (void (*)(void))openblas_get_config)) {
        openblas_facts(out);
    } else if (multiplies(product, (void (*)(void))bli_info_get_version_str)) {
        copy_text(out->name, sizeof out->name, "BLIS");
        copy_text(out->version, sizeof out->version, bli_info_get_version_str());
        if (bli_arch_query_id != NULL && bli_arch_string != NULL) {
            copy_text(out->core, sizeof out->core, bli_arch_string(bli_arch_query_id()));
        }
    } else if (MKL_Get_Version_String != NULL) {
        copy_text(out->name, sizeof out->name, "MKL");
        char version[200] = "";
        MKL_Get_Version_String(version, sizeof version);
        copy_text(out->version, sizeof out->version, version);
    }
    out->has_lapack = dgetrf_ != NULL && dgetrs_ != NULL && dpotrf_ != NULL && dpotrs_ != NULL && dgeqrf_ != NULL
                      && dsyev_ != NULL && dgesvd_ != NULL;
    out->has_threads = is_set_for_the_process() || MKL_Set_Num_Threads_Local != NULL;
}

struct ph_errand {
    void (*work)(void *);
    void *call;
};

static void *run_errand(void *argument) {
    struct ph_errand *errand = argument;
    errand->work(errand->call);
    return NULL;
}

void ph_on_large_stack(void (*work)(void *), void *call) {
    struct ph_errand errand = {work, call};
    pthread_attr_t attributes;
    pthread_t thread;
    if (pthread_attr_init(&attributes) != 0) {
        work(call);
        return;
    }
    if (pthread_attr_setstacksize(&attributes, (size_t)64 << 20) == 0
        && pthread_create(&thread, &attributes, run_errand, &errand) == 0) {
        pthread_join(thread, NULL);
    } else {
        work(call);
    }
    pthread_attr_destroy(&attributes);
}
