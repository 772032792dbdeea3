#include "Baselines.h"
#include "python.h"

// Of Terrarium's shim, which the executable links.
int terrarium_attach(void);
void terrarium_detach(int status);

void baseline_attach_bare(size_t count) {
    PyThreadState *state = baseline_thread_state();
    for (size_t i = 0; i < count; i++) {
        PyEval_RestoreThread(state);
        PyEval_SaveThread();
    }
}

void baseline_attach_gilstate(size_t count) {
    for (size_t i = 0; i < count; i++) PyGILState_Release(PyGILState_Ensure());
}

void baseline_attach_terrarium(size_t count) {
    for (size_t i = 0; i < count; i++) terrarium_detach(terrarium_attach());
}
