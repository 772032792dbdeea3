// The C shim between Swift and CPython. Python's own headers are not included here: Swift sees opaque objects only.
#ifndef CTERRARIUM_H
#define CTERRARIUM_H

#include "terrarium_call.h"
#include "terrarium_failure.h"
#include "terrarium_json_status.h"
#include "terrarium_limits.h"
#include "terrarium_object.h"
#include "terrarium_plugin.h"
#include "terrarium_runtime.h"
#include "terrarium_thread.h"

#endif
