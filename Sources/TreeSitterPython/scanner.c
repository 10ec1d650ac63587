#if !__has_include("../../Grammars/python/scanner.c")
#error "The Python grammar is missing: run Grammars/fetch"
#else
#include "../../Grammars/python/scanner.c"
#endif
