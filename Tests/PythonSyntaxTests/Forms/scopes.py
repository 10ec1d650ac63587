"""Every rule of where a name lives, and every statement that binds one."""
from __future__ import division
import a, b.c, d.e as f
from g import h, i as j
from . import k
from .l.m import (n, o as p,)

q: int
r: int = 1
(s): int = 2
t.u: int = 3
v[w]: int
x = y = z = 0
*aa, (bb, [cc, *dd]) = ee
ff.gg, hh[ii] = jj, kk
ll += mm; nn.oo -= pp; qq[rr] @= ss
del tt, uu.vv, ww[xx], (yy, [zz])
assert a, b
raise h from j


def outer(a, b=q, /, c: r = s, *d: t, e, f=u, **g: v) -> w:
    global x, unseen
    x = 1
    captured = 1
    rebound = 2

    def inner(captured_too=captured):
        nonlocal rebound
        rebound = captured
        global y
        y += 1
        import late.module, other as another
        from somewhere import thing as renamed
        return unseen, super().f, __class__

    class Local(Base, metaclass=captured):
        captured = captured
        rebound: captured

        def method(self):
            return captured, Local, __class__, super

        def __private(self, __argument):
            self.__attribute = __argument.__value
            import __hidden, __dotted.__part
            return __hidden, __dunder__, __argument

        total = sum(item for item in captured if rebound)
        pairs = [(item, captured) for item in range(rebound)]
        shape = lambda self, size=captured: size + captured

    for x, [*captured, rebound.attribute] in inner():
        continue
    else:
        last = x
    while (condition := last):
        break
    else:
        never = condition
    with open(a) as file, open(b) as (left, right[0]), c:
        pass
    with (open(a) as one, open(b),):
        pass
    try:
        pass
    except (ValueError, a.B) as error:
        del error
    except OSError:
        pass
    else:
        fine = 1
    finally:
        done = 2
    return locals


class __Mangled(__base):
    __x = __y
    __z__ = __x
    global declared
    declared = 1
    nested = [[__x for __x in __y] for __w in __v]

    class _Inner:
        def __f(self):
            return __x, self.__f


class ___:
    __x = __y


async def coroutine(stream, *, end=None):
    async with stream as source, other:
        async for item in source:
            yield await item
    result = [await x async for x in stream if await x]
    return_value = {key: value async for key, value in stream}
    await result


def generator():
    received = yield
    received = yield received, 1
    yield from (yield)
    late = lambda: (yield)
    return late


def comprehensions(a):
    first = [b for b in a for c in b if c if b]
    second = {c: d for c, d in a}
    third = {e for e in a}
    fourth = (f for f in (g for g in a))
    fifth = [(h := i) for i in a]
    sixth = [[j := k for k in l] for l in a]
    seventh = [lambda: m for m in a]
    eighth = [n for n in a if (lambda o: o + n + a)(1)]
    return [(*p, q) for p in a for q in p] if False else f(*a, **first)


[(walrus := item) for item in a]
lambda x, y=a, *z, w=b, **v: (x, y, z, w, v, free)
(lambda: (yield_free, lambda: a))
print >> f, x
print, exec, match, case, type, _ = 1, 2, 3, 4, 5, 6
match[case], type(x), type.y, print(exec)
if x: import one_line; from other_line import name
elif y: pass
else: import in_else
for target in a: import in_loop
