"""Type parameters and aliases (PEP 695)."""
T = bound = 1
type Simple = int
type Generic[A, *B, **C] = dict[A, tuple[*B], C]
type Bounded[A: int, B: (str, bytes), C: "later"] = list[A | B]
type Recursive = Recursive | None
def function[A, B: bound](a: A, *args: *B, **kwargs: A.kwargs) -> B:
    type Local[C] = tuple[A, C, a]
    x: A = B
    def inner[A](a: A) -> B: return A, B
    return lambda: A
class Class[A, B: A](Base[A], metaclass=B):
    A_ = A
    type Alias = A_
    bound = 2
    def method[B: bound](self, x: A = A_) -> "B": return B, T, __class__
    class Nested[C: bound](A_): y = A, C
    __private: A
    def hidden[__P: __private](self, x: __P): return __P
async def coroutine[A](a: A): yield a
@decorator(T)
def decorated[A: (lambda: T)](x: A = T): return [A for y in x]
@decorator(T)
class Decorated[A: [T for T in bound]]: pass
type = 1
type[0], type(x)
class Spaced [A]: pass
def spaced [ A , B ] ( a : A ) : pass
