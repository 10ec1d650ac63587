// The one entry point of tree-sitter's Python grammar.
#pragma once
const void *tree_sitter_python(void);
