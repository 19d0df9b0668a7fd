"""What is derived from something is kept with it and goes with it: nothing of a session's own articles stays behind."""

from __future__ import annotations

from collections.abc import Callable
from functools import cached_property, lru_cache, partial, wraps
from typing import Any, Concatenate, ParamSpec, TypeVar


class Keeper:
    """Something that keeps what functions marked ``kept`` derive from it."""

    @cached_property
    def answers(self) -> dict[object, Callable[..., Any]]:
        """For each function that was asked, its cache."""
        return {}


K = TypeVar("K", bound=Keeper)
P = ParamSpec("P")
T = TypeVar("T")


def kept(most: int) -> Callable[[Callable[Concatenate[K, P], T]], Callable[Concatenate[K, P], T]]:
    """Keep the last ``most`` answers of a function with what it is first given; its other arguments are hashable."""

    def decorate(make: Callable[Concatenate[K, P], T]) -> Callable[Concatenate[K, P], T]:
        @wraps(make)
        def recall(keeper: K, /, *args: P.args, **kwargs: P.kwargs) -> T:
            if make not in keeper.answers:
                keeper.answers[make] = lru_cache(maxsize=most)(partial(make, keeper))
            answer: T = keeper.answers[make](*args, **kwargs)
            return answer

        return recall

    return decorate
