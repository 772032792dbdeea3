// The caller's memory as a Python buffer. C, because the buffer protocol is a type slot.
#include "input.h"

#include "interpreter.h"

/// An object that lends memory it does not own. Python never sees it itself, only memoryviews of it.
typedef struct input_object {
    PyObject_HEAD
    const void *data;
    Py_ssize_t length;
    Py_ssize_t exports;
    void *owner;
    void (*release)(void *owner);
} input_object;

static int get_buffer(PyObject *self, Py_buffer *view, int flags) {
    input_object *input = (input_object *)self;
    if (PyBuffer_FillInfo(view, self, (void *)input->data, input->length, 1, flags) != 0) return -1;
    input->exports++;
    return 0;
}

static void release_buffer(PyObject *self, Py_buffer *view) {
    (void)view;
    ((input_object *)self)->exports--;
}

static void dealloc(PyObject *self) {
    input_object *input = (input_object *)self;
    PyTypeObject *type = Py_TYPE(self);
    if (input->release != NULL) input->release(input->owner);
    type->tp_free(self);
    Py_DECREF(type);
}

PyTypeObject *terrarium_input_type(void) {
    static PyType_Slot slots[] = {
        {Py_bf_getbuffer, get_buffer},
        {Py_bf_releasebuffer, release_buffer},
        {Py_tp_dealloc, dealloc},
        {0, NULL},
    };
    static PyType_Spec spec = {
        .name = "terrarium.Input",
        .basicsize = sizeof(input_object),
        .flags = Py_TPFLAGS_DEFAULT | Py_TPFLAGS_DISALLOW_INSTANTIATION | Py_TPFLAGS_IMMUTABLETYPE,
        .slots = slots,
    };
    return (PyTypeObject *)PyType_FromSpec(&spec);
}

PyObject *terrarium_input_new(const void *data, size_t length, void *owner, void (*release)(void *owner)) {
    PyTypeObject *type = terrarium_main.input_type;
    input_object *input = (input_object *)type->tp_alloc(type, 0);
    if (input == NULL) return NULL;
    // An empty Swift buffer may have no address, which the buffer protocol does not allow.
    input->data = data == NULL ? "" : data;
    input->length = (Py_ssize_t)length;
    input->owner = owner;
    input->release = release;
    return (PyObject *)input;
}

Py_ssize_t terrarium_input_exports(PyObject *input) {
    return ((input_object *)input)->exports;
}
