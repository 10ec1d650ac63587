#include "EventLayout.h"
