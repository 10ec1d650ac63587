#include "AgentShims.h"
