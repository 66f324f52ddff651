"""Curves that follow each other smoothly as fewer curves, where nobody could see the difference.

A curve is four complex numbers: where it begins, its two handles, and where it ends. Drawing programs leave more curves
than a line needs, and a PDF pays for each number of each.
"""

from cmath import exp
from itertools import pairwise
from math import radians

# Where two curves meet at a larger angle is a corner, which stays.
SMOOTH = exp(1j * radians(5)).real
# More than so many curves are not tried at once, which would take long and hardly ever succeeds.
MOST = 8
# Points of each curve that the new one is held against, and how often it is bent nearer to them.
STEPS, ROUNDS = 8, 8
NEARLY_NOTHING = 1e-9


def fewer(curves, tolerance):
    """As few curves as stay within `tolerance` of these, each of which begins where the one before ended."""
    written = []
    while curves:
        count, curve = _longest(curves, tolerance)
        written.append(curve)
        curves = curves[count:]
    return written


def is_straight(curve, tolerance):
    """Whether the curve is a straight line to its end and no further."""
    begin, *handles, end = curve
    way = end - begin
    if abs(way) <= tolerance:
        return False
    along = [(handle - begin) / way for handle in handles]
    return all(0 <= part.real <= 1 and abs(part.imag * way) <= tolerance for part in along)


def _longest(curves, tolerance):
    """(how many of the first curves one can stand for, that one)"""
    found = 1, curves[0]
    for count in range(2, min(len(curves), MOST) + 1):
        before, after = _direction(curves[count - 2][::-1]), _direction(curves[count - 1])
        one = _fitted(curves[:count], tolerance) if _dot(-before, after) >= SMOOTH else None
        if not one:
            break
        found = count, one
    return found


def _direction(curve):
    """The way a curve sets out, of length 1; 0 if it goes nowhere."""
    ways = (point - curve[0] for point in curve[1:])
    return next((way / abs(way) for way in ways if abs(way) > NEARLY_NOTHING), 0)


def _fitted(curves, tolerance):
    """The one curve that comes nearest to these, or None if it is not within `tolerance`."""
    points = [curves[0][0], *(_at(curve, step / STEPS) for curve in curves for step in range(1, STEPS + 1))]
    times = _shares_of_the_way(points)
    one = None
    for _ in range(ROUNDS):
        one = _nearest(points, times, _direction(curves[0]), _direction(curves[-1][::-1]))
        if not one:
            return None
        times = [_time_nearer_to(one, point, time) for point, time in zip(points, times, strict=True)]
    furthest = max(abs(_at(one, time) - point) for point, time in zip(points, times, strict=True))
    return one if furthest <= tolerance else None


def _shares_of_the_way(points):
    ways = [0.0]
    for before, after in pairwise(points):
        ways.append(ways[-1] + abs(after - before))
    return [way / max(ways[-1], NEARLY_NOTHING) for way in ways]


def _nearest(points, times, leaving, arriving):
    """The curve from the first to the last point, in these directions, whose squared distances from the points at these
    times are least together. None where that would turn its handles round."""
    begin, end = points[0], points[-1]
    leaving_twice = both = arriving_twice = to_leaving = to_arriving = 0.0
    for point, time in zip(points, times, strict=True):
        rest = point - _at((begin, begin, end, end), time)
        one, other = 3 * time * (1 - time) ** 2 * leaving, 3 * time**2 * (1 - time) * arriving
        leaving_twice, both, arriving_twice = (
            leaving_twice + _dot(one, one),
            both + _dot(one, other),
            arriving_twice + _dot(other, other),
        )
        to_leaving, to_arriving = to_leaving + _dot(one, rest), to_arriving + _dot(other, rest)
    divisor = leaving_twice * arriving_twice - both**2
    if abs(divisor) < NEARLY_NOTHING**2:
        return None
    first = (to_leaving * arriving_twice - to_arriving * both) / divisor
    second = (to_arriving * leaving_twice - to_leaving * both) / divisor
    if min(first, second) <= NEARLY_NOTHING:
        return None
    return begin, begin + first * leaving, end + second * arriving, end


def _time_nearer_to(curve, point, time):
    """A time at which the curve is nearer to the point: one step of Newton's method."""
    begin, first, second, end = curve
    off = _at(curve, time) - point
    speed = 3 * (
        (1 - time) ** 2 * (first - begin) + 2 * time * (1 - time) * (second - first) + time**2 * (end - second)
    )
    bend = 6 * ((1 - time) * (second - 2 * first + begin) + time * (end - 2 * second + first))
    slope = _dot(speed, speed) + _dot(off, bend)
    return time if abs(slope) < NEARLY_NOTHING else min(1, max(0, time - _dot(off, speed) / slope))


def _at(curve, time):
    begin, first, second, end = curve
    left = 1 - time
    return left**3 * begin + 3 * left**2 * time * first + 3 * left * time**2 * second + time**3 * end


def _dot(one, other):
    return (one.conjugate() * other).real
