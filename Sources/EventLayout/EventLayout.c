// The layout is all in the header; a target needs one file to compile.
#include "EventLayout.h"
