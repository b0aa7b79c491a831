"""One way to read YAML: nothing said twice, and no surprises about what a word means."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import yaml

# The C reader is ten times as quick, and `putright law` is asked at a desk with somebody waiting.
_Base: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


class BadFile(ValueError):
    """A file of ours cannot be read as it stands; the message says which, where and why."""


class _Strict(_Base):  # type: ignore[misc]
    """Refuses a key written twice; reads 22:30 as the words 22:30, not as a number of minutes."""

    def construct_mapping(self, node: Any, deep: bool = False) -> dict[Any, Any]:
        keys = [self.construct_object(key, deep=True) for key, _ in node.value]
        twice = {key for key in keys if keys.count(key) > 1}
        if twice:
            raise BadFile(f"{node.start_mark}: {', '.join(map(str, twice))} is written twice.")
        return dict(super().construct_mapping(node, deep=deep))


# In YAML 1.1 a bare 22:30 is the number 1350, and 1_000 is 1000. Neither is meant here.
_Strict.yaml_implicit_resolvers = {
    first: [(tag, pattern) for tag, pattern in resolvers if tag != "tag:yaml.org,2002:int"]
    for first, resolvers in _Base.yaml_implicit_resolvers.items()
}
_Strict.add_implicit_resolver("tag:yaml.org,2002:int", re.compile(r"^-?(0|[1-9][0-9]*)$"), list("-0123456789"))


def read(path: Path) -> Any:
    """What a YAML file holds; BadFile says in a sentence what is wrong with it."""
    try:
        with path.open(encoding="utf-8") as file:
            return yaml.load(file, Loader=_Strict)  # noqa: S506 (built on the safe reader)
    except yaml.YAMLError as error:
        raise BadFile(f"{path.name} is not YAML that can be read: {error}") from None
    except BadFile as error:
        raise BadFile(f"{path.name}: {error}") from None
