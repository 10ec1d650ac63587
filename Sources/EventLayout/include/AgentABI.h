// What the agent's library shows to its own loader shim: Swift implements these, the compiler checks the signatures.
#pragma once

/// Called once by the dynamic loader, before the program's `main`.
void libprof_agent_loaded(void);
/// Called once when the process ends in an orderly way.
void libprof_agent_unloaded(void);
/// Called in a child after `fork`.
void libprof_agent_forked(void);
