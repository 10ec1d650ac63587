"""Strings with code in them, also in quotes of their own kind (PEP 701)."""
x = f"{a}{b.c!r:>{width}}{d=}{e = !s}{{no}}{f'{g}'}"
x = f'{h["key"]}{(lambda i: i + j)(1)}{[k for k in l]}{m if n else o}'
x = f"{p:{q}.{r}}{s:%H:%M}" "plain {no}" f"{t}" rf"\d{u}" Rf"{v}" fR"{w}\{y}"
x = f"""{
    aa
    + bb
}{cc:{
    dd
}}"""
x = f"{ee, ff}{*gg,}{ {hh: ii} }{(jj := kk)}{ll:=10}{mm != nn}{oo == pp}{qq >= rr}"
x = f"{ss['a']}{tt[uu]}{vv(ww=xx)}{yy.zz[0].aaa}"
def f(a, b=f"{default}"):
    return f"{a}{b}{free}" + f'{[a for a in b]}'
class C:
    __p = 1
    q = f"{__p}{self.__q}"
x = f"{lambda_free}" f"{'nested ' + f'{deep}'}" f"{await_:{x}}"
x = b"{no}", u"{no}", r"{no}", "\N{DIGIT ONE}", f"\N{DIGIT ONE}{yes}"
