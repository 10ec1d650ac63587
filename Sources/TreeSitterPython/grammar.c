#if !__has_include("../../Grammars/python/parser.c")
#error "The Python grammar is missing: run Grammars/fetch"
#else
#include "../../Grammars/python/parser.c"
#endif
