"""The cast of a story: the people and organisations that its articles speak of."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any, Literal, get_args

from analysis.corpus.toml import entries, load_toml, take
from analysis.errors import InputError

Kind = Literal["person", "organisation", "other"]
Pronouns = Literal["he", "she", "they", "it", ""]

_FIELDS: dict[str, type] = {
    "name": str,
    "kind": str,
    "target": bool,
    "aliases": list,
    "titles": list,
    "nominals": list,
    "pronouns": str,
    "partof": str,
    "not": list,
}


@dataclass(frozen=True)
class Entity:
    """One member of the cast.

    Parameters
    ----------
    name : str
        Its name in every table, and one of its aliases.
    kind : {"person", "organisation", "other"}
        Which generic nominals ("the company", "the scientist") may refer to it.
    target : bool
        Whether sentiment toward it is measured.
    aliases : tuple of str
        Names by which texts call it, `name` first.
    titles : tuple of str
        Words before or after its name that belong to it ("Dr.", "Chief AI Scientist").
    nominals : tuple of str
        Definite descriptions special to this story ("the Turing Award winner").
    pronouns : {"he", "she", "they", "it", ""}
        The pronoun that texts use; empty where unknown.
    partof : str
        Name of the entity that it belongs to; a part is not the whole.
    exclude : tuple of str
        Longer phrases that hold an alias and mean something else (`not` in cast.toml).
    """

    name: str
    kind: Kind = "other"
    target: bool = False
    aliases: tuple[str, ...] = ()
    titles: tuple[str, ...] = ()
    nominals: tuple[str, ...] = ()
    pronouns: Pronouns = ""
    partof: str = ""
    exclude: tuple[str, ...] = ()


@dataclass(frozen=True)
class Cast:
    """The members of a cast, in the order of the file.

    >>> cast_from_targets(["Meta=Meta|Facebook"])["Meta"].aliases
    ('Meta', 'Facebook')
    """

    entities: tuple[Entity, ...]

    def __getitem__(self, name: str) -> Entity:
        for entity in self.entities:
            if entity.name == name:
                return entity
        raise InputError(f"The cast has no '{name}' (has: {', '.join(self.names)}).")

    def __contains__(self, name: object) -> bool:
        return name in self.names

    def __len__(self) -> int:
        return len(self.entities)

    @property
    def names(self) -> tuple[str, ...]:
        """Names of all members."""
        return tuple(entity.name for entity in self.entities)

    @property
    def targets(self) -> tuple[Entity, ...]:
        """Members toward whom sentiment is measured."""
        return tuple(entity for entity in self.entities if entity.target)


def read_cast(path: str | Path) -> Cast:
    """Read a cast from a TOML file with one [[entity]] per member.

    Parameters
    ----------
    path : path of the file
        Keys of an [[entity]]: name, kind, target, aliases, titles, nominals,
        pronouns, partof, not; only name is needed.

    Raises
    ------
    InputError
        The file is missing or no TOML, a key is unknown, a value has the wrong type,
        no entity is there, or two entities share a name.
    """
    file = Path(path)
    tables = load_toml(file, what="The cast")
    unknown = set(tables) - {"entity"}
    if unknown:
        raise InputError(f"{file} has unknown key '{min(unknown)}' (known: entity).")
    found = entries(tables, "entity", where=str(file))
    members = [_read_entity(entry, file, n) for n, entry in enumerate(found, start=1)]
    return _make_cast(members, str(file))


def cast_from_targets(targets: Sequence[str], *, also: Cast | None = None) -> Cast:
    """Make a cast of targets from texts such as "Meta=Meta|Facebook".

    Parameters
    ----------
    targets : sequence of str
        "Name=alias|alias", or a bare "Name". The kind is "other", which lets any
        generic nominal or pronoun pass: a cast.toml says more.
    also : Cast, optional
        A cast that the targets join; a target of the same name becomes a target there
        and adds its aliases.

    Examples
    --------
    >>> cast_from_targets(["LeCun"]).targets[0].name
    'LeCun'
    """
    members = {entity.name: entity for entity in also.entities} if also else {}
    added = [_target(text) for text in targets]
    _make_cast(added, "--target")
    for entity in added:
        known = members.get(entity.name, entity)
        aliases = _with_name(entity.name, [*known.aliases, *entity.aliases])
        members[entity.name] = replace(known, target=True, aliases=aliases)
    return _make_cast(list(members.values()), "--target")


def _target(text: str) -> Entity:
    """Make one entity of "Name=alias|alias"."""
    name, equals, listed = text.partition("=")
    aliases = [alias.strip() for alias in listed.split("|")] if equals else []
    if not name.strip() or not all(aliases):
        raise InputError(
            f'--target {text!r} has an empty name or alias; write "Name=alias|alias".'
        )
    return Entity(name.strip(), "other", True, _with_name(name.strip(), aliases))


def _read_entity(entry: object, file: Path, number: int) -> Entity:
    """Make an entity of one [[entity]] of the file."""
    named = entry.get("name") if isinstance(entry, dict) else None
    where = f"{file}, entity " + (f"'{named}'" if named else f"number {number}")
    table = take(entry, _FIELDS, needed=("name",), where=where)
    name = table["name"].strip()
    if not name:
        raise InputError(f"{where} lacks 'name'.")
    return Entity(
        name=name,
        kind=_choice(table, "kind", get_args(Kind), "other", where),
        target=table.get("target", False),
        aliases=_with_name(name, table.get("aliases", [])),
        titles=tuple(table.get("titles", [])),
        nominals=tuple(table.get("nominals", [])),
        pronouns=_choice(table, "pronouns", get_args(Pronouns), "", where),
        partof=table.get("partof", ""),
        exclude=tuple(table.get("not", [])),
    )


def _choice(
    table: dict[str, Any], key: str, allowed: tuple[str, ...], default: str, where: str
) -> Any:  # noqa: ANN401 - the caller's Literal, which a type checker cannot follow here
    """Return a value that is one of those allowed."""
    value = table.get(key, default)
    if value not in allowed:
        listed = ", ".join(f"'{choice}'" for choice in allowed)
        raise InputError(f"{where}: '{key}' must be one of {listed}, not {value!r}.")
    return value


def _with_name(name: str, aliases: Iterable[str]) -> tuple[str, ...]:
    """Return the aliases with the name first, each once."""
    return tuple(dict.fromkeys([name, *(alias.strip() for alias in aliases)]))


def _make_cast(members: list[Entity], where: str) -> Cast:
    """Return the cast once its members can be told apart."""
    if not members:
        raise InputError(f"{where} names no entity; write at least one [[entity]].")
    owners: dict[str, str] = {}
    for entity in members:
        if entity.name in owners.values():
            raise InputError(f"{where} has two entities named '{entity.name}'.")
        for alias in {alias.casefold(): alias for alias in entity.aliases}.values():
            other = owners.setdefault(alias.casefold(), entity.name)
            if other != entity.name:
                raise InputError(
                    f"{where}: '{alias}' is an alias of both '{other}' and "
                    f"'{entity.name}'; keep it with one of them."
                )
    _check_parts(members, where)
    return Cast(tuple(members))


def _check_parts(members: list[Entity], where: str) -> None:
    """Raise InputError where an entity is part of one that is not in the cast."""
    names = {entity.name for entity in members}
    for entity in members:
        if entity.partof and (entity.partof not in names or entity.partof == entity.name):
            raise InputError(
                f"{where}: '{entity.name}' is part of '{entity.partof}', which is no "
                "other entity of the cast."
            )
