"""Defaults of type parameters (PEP 696)."""
import heavy, other as renamed
class A[T = int]: pass
class B[T: heavy.Bound = heavy.Default, *U = *tuple[int, str], **V = [heavy.P, renamed]](A[T]): x: T
def f[T=heavy.x, U:int=T](a: T, b: U = T) -> U: return T, U
type Alias[T = heavy.x, *U = renamed, **V = None] = dict[T, V]
class C[T = "a]", U = (1, 2), V = x[y], W = {z: w}]: pass
class D[
    T = int,  # a comment
    U = T | None,
]:
    bound = 1
    def method[V = bound, W: bound = V](self): return V, W
async def g[T = [x for x in renamed]](): pass
@renamed
class E[T = (x == y)]: z = T
def not_a_list(x): return x[y:z], x == [1]
