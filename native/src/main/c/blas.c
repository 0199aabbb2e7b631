#define _GNU_SOURCE
#include "facts.h"
#include "files.h"

#include <dlfcn.h>
#include <string.h>

/* dlsym gives an object pointer; POSIX lets it hold a function, ISO C asks for this detour. */
static int find_function(void *library, const char *name, void *function) {
    void *address = dlsym(library, name);
    if (address == NULL) {
        return PH_ABSENT;
    }
    memcpy(function, &address, sizeof address);
    return PH_OK;
}

/* What the library has to say that fits; what does not fit is cut. */
static void describe(const char *text, char *out, size_t size) {
    if (text == NULL) {
        return;
    }
    strncpy(out, text, size - 1);
    out[size - 1] = '\0';
    out[strcspn(out, "\n")] = '\0';
}

int ph_blas_facts(const char *const *names, struct ph_blas *out) {
    memset(out, 0, sizeof *out);
    void *library = NULL;
    for (int n = 0; names[n] != NULL && library == NULL; n++) {
        library = dlopen(names[n], RTLD_LAZY | RTLD_LOCAL);
    }
    if (library == NULL) {
        return PH_ABSENT;
    }
    void *dgemm = dlsym(library, "dgemm_");
    Dl_info where;
    if (dgemm == NULL || dladdr(dgemm, &where) == 0) {
        dlclose(library);
        return PH_ABSENT;
    }
    describe(where.dli_fname, out->library, sizeof out->library);
    char *(*text)(void);
    int (*number)(void);
    if (find_function(library, "openblas_get_config", &text) == PH_OK) {
        describe(text(), out->config, sizeof out->config);
    }
    if (find_function(library, "openblas_get_corename", &text) == PH_OK) {
        describe(text(), out->core, sizeof out->core);
    }
    if (find_function(library, "openblas_get_num_threads", &number) == PH_OK) {
        out->threads = number();
    }
    /* stays loaded: OpenBLAS has started its threads, and unloading under them is not safe */
    return PH_OK;
}
