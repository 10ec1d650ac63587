"""The patterns of `match`, and `match` as a name."""
match x:
    case 1 | -1 | 1.5 | -2j | 3 + 4j | "text" | b"bytes" | None | True: pass
    case a.b.c: pass
    case captured: pass
match x, y:
    case 1, second: pass
    case (third, *rest) | [third, *rest]: pass
    case [_, *_]: pass
    case {"key": value, a.b: other, 1: _, **remaining}: pass
    case Point(x=0, y=inner) | a.Point(inner, 2): pass
    case (Point() as whole) if whole.x > guard: pass
    case {"deep": [Node(left=Leaf(value=leaf)), *siblings]}: pass
    case str() | int() as either: pass
    case (alone): pass
match *x, y:
    case _: result = x
match (x): 
    case []: pass
    case (): pass
    case {}: pass
    case [[[nested]]]: pass


def function(argument):
    match argument:
        case local:
            return local
        case Class(attribute=global_name):
            global unrelated
            unrelated = global_name
    match = argument
    match.attribute(case=match)
    return [match for match in match]


class Body:
    match __name:
        case __other: pass
