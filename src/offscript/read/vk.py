"""Posts of VK, as `wall.get` and `newsfeed.search` give them: `items` with `owner_id`, `date`, `text`, `copy_history`.

An owner below zero is a community and stands by its name; above zero, a person, under a pseudonym unless the case names him.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from offscript.read.fields import account, count, first, json_records, listed, placed
from offscript.read.record import Document, Item, Post, Reject, Setting, digest
from offscript.read.times import unix

KEPT = {
    "text": "text",
    "source": "owner_id with groups and profiles",
    "native_id": "id",
    "published_at": "date",
    "edited_at": "edited",
    "forward": "copy_history[0]",
    "hrefs": "attachments[].link.url",
    "media": "attachments[].type",
    "views": "views.count",
    "forwards": "reposts.count",
}
LOST = "likes, comments, geo, polls' answers"
TIME = "second"
_DESCEND = frozenset({"response", "items", "groups", "profiles"})
Names = dict[int, dict[str, Any]]


def recognise(head: bytes) -> bool:
    """Whether a file begins like posts of VK."""
    start = head.lstrip(b"\xef\xbb\xbf \r\n\t")
    return (
        start[:1] in (b"{", b"[")
        and b'"owner_id"' in head
        and (b'"from_id"' in head or b'"post_type"' in head or b'"copy_history"' in head)
    )


def _who(owner: Any, names: Names, setting: Setting) -> tuple[str, str, str | None]:
    number = int(owner)
    known = names.get(number, {})
    handle = str(first(known, "screen_name", "domain") or f"id{number}")
    if number < 0:
        return f"vk:{number}", str(known.get("name") or f"club{-number}"), known.get("screen_name")
    name = " ".join(str(known.get(part, "")) for part in ("first_name", "last_name")).strip()
    return account("vk", handle, name, setting)


def of_item(item: dict[str, Any], place: str, setting: Setting, names: Names | None = None) -> Iterator[Post | Reject]:
    """The post of one of VK's objects."""
    published, number, owner = unix(item.get("date")), item.get("id"), first(item, "owner_id", "source_id", "from_id")
    if published is None or number is None or not isinstance(owner, int):
        yield Reject(place, "a post without a readable id, owner_id or date", digest(item))
        return
    key, name, handle = _who(owner, names or {}, setting)
    origin = next(iter(listed(item.get("copy_history"))), None)
    source = first(origin, "owner_id", "from_id") if origin else None
    edited = unix(item.get("edited"))
    moved = unix(origin.get("date")) if origin else None
    yield Post(
        platform="vk",
        source_key=key,
        source_name=name,
        handle=handle,
        published=published,
        text="\n\n".join(
            part for part in (str(item.get("text") or ""), str(origin.get("text") or "") if origin else "") if part
        ),
        place=place,
        digest=digest(item),
        native_id=str(number),
        url=f"https://vk.com/wall{owner}_{number}" if owner < 0 or handle else None,
        edited_at=edited.at if edited else None,
        hrefs=tuple(str(url) for one in listed(item.get("attachments")) if (url := first(one, "link.url"))),
        forward_key=_who(source, names or {}, setting)[0] if isinstance(source, int) else None,
        forward_id=str(origin["id"]) if origin and origin.get("id") is not None else None,
        forward_at=moved.at if moved else None,
        media=tuple(
            str(one.get("type", "media")) for one in listed(item.get("attachments")) if one.get("type") != "link"
        ),
        views=count(first(item, "views.count")),
        forwards=count(first(item, "reposts.count")),
    )


def _names(document: Document) -> Names:
    found: Names = {}
    for element in json_records(document, _DESCEND):
        if (
            isinstance(element, Reject)
            or not isinstance(element.value, dict)
            or not isinstance(element.value.get("id"), int)
        ):
            continue
        if element.path[-1:] == ("groups",):
            found[-element.value["id"]] = element.value
        elif element.path[-1:] == ("profiles",):
            found[element.value["id"]] = element.value
    return found


def read(document: Document, setting: Setting) -> Iterator[Item]:
    """Posts of one file."""
    names = _names(document)
    for element in json_records(document, _DESCEND):
        if isinstance(element, Reject):
            yield element
        elif element.path[-1:] in (("groups",), ("profiles",)):
            continue
        elif isinstance(element.value, dict):
            yield from of_item(element.value, placed(element), setting, names)
        else:
            yield Reject(placed(element), "not a post", digest(repr(element.value)))
