"""Every address of the program, with the arguments a walk needs for it."""

from collections.abc import Iterator
from typing import Any

from django.urls import URLPattern, URLResolver, get_resolver
from django.urls.exceptions import NoReverseMatch

# What leaves the program's own answers: static files, which are read from disk by name.
LEFT_OUT = frozenset({"static"})


class UnknownAddressError(AssertionError):
    """A route nobody has told the walk how to fill in."""


def patterns(
    resolver: URLResolver | None = None, prefix: str = ""
) -> Iterator[tuple[str, URLPattern]]:
    """Yield the written route and pattern of every address."""
    for entry in (resolver or get_resolver()).url_patterns:
        route = prefix + str(entry.pattern)
        if isinstance(entry, URLResolver):
            yield from patterns(entry, route)
        else:
            yield route, entry


def filled(route: str, pattern: URLPattern, arguments: dict[str, list[Any]]) -> list[str]:
    """Write the addresses of a route, one for each known value of its argument.

    ``arguments`` gives values by the part of the route before the argument, such as
    ``contacts/``. Raises for a route no value is known for.
    """
    names = list(pattern.pattern.converters) or _groups(pattern)
    if not names:
        return ["/" + _plain(route)]
    for beginning, values in arguments.items():
        if _plain(route).startswith(beginning):
            return [address for value in values if (address := _with(route, names, value))]
    raise UnknownAddressError(f"no arguments are known for {route}")


def _groups(pattern: URLPattern) -> list[str]:
    expression = getattr(pattern.pattern, "regex", None)
    return list(expression.groupindex) if expression is not None else []


def _plain(route: str) -> str:
    return route.replace("^", "").replace("$", "").replace(r"\.", ".").replace("\\Z", "")


def _with(route: str, names: list[str], value: Any) -> str:
    address = route
    values = value if isinstance(value, dict) else {names[0]: value}
    for name in names:
        if name not in values:
            raise NoReverseMatch(f"{route} needs {name}")
        start = address.index("<")
        if address[max(0, start - 2) : start] == "(?":
            raise UnknownAddressError(f"no arguments are known for {route}")
        end = address.index(">", start)
        address = address[:start] + str(values[name]) + address[end + 1 :]
    return "/" + _plain(address)
