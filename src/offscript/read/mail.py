"""Newsletters: EML and MBOX. The sender's list or domain is the source; recipients are not read.

Only mail that a list sent (`List-Id`, `List-Unsubscribe`, `Precedence`) is taken: a private letter is no publication.
"""

from __future__ import annotations

import email
import email.policy
from collections.abc import Iterator
from email.message import EmailMessage
from email.utils import parseaddr

from offscript.read.fields import plain
from offscript.read.identity import web_key
from offscript.read.record import Document, Item, Note, Post, Reject, Setting, digest, public_name
from offscript.read.times import instant

KEPT = {
    "text": "Subject and body",
    "source": "domain of From; List-Id shown",
    "published_at": "Date",
    "native_id": "Message-ID",
}
LOST = "recipients, attachments, route"
TIME = "second, with the zone of Date"
_LIST = ("List-Id", "List-Unsubscribe", "List-Post", "Precedence")
_LONGEST = 64 * 1024 * 1024
_HEADS = (
    b"from:",
    b"received:",
    b"return-path:",
    b"delivered-to:",
    b"date:",
    b"message-id:",
    b"subject:",
    b"mime-version:",
)


def recognise(head: bytes) -> bool:
    """Whether a file begins like a letter or a box of letters."""
    if head.startswith(b"From ") and b"\nDate:" in head:
        return True
    lines = head[:8000].lower().splitlines()[:60]
    return bool(lines) and lines[0].startswith(_HEADS) and sum(line.startswith(_HEADS) for line in lines) >= 3


def _letters(document: Document) -> Iterator[bytes | Reject]:
    """Letters of a box, one after another; a letter longer than is taken is refused without being held."""
    held: list[bytes] = []
    size = number = 0
    with document.open() as stream:
        for line in stream:
            if line.startswith(b"From ") and (not held or not held[-1].strip()):
                if held:
                    yield b"".join(held)
                held, size, number = [], 0, number + 1
                continue
            size += len(line)
            if size <= _LONGEST:
                held.append(line)
            elif size - len(line) <= _LONGEST:
                yield Reject(f"letter {number}", f"a letter longer than {_LONGEST} bytes", digest(b""))
                held = []
    if held:
        yield b"".join(held)


def _body(letter: EmailMessage) -> str:
    part = letter.get_body(("plain", "html"))
    if part is None:
        return ""
    content = part.get_content()
    return plain(content) if part.get_content_type() == "text/html" else str(content).strip()


def _post(raw: bytes, number: int, setting: Setting) -> Post | Reject | None:
    letter = email.message_from_bytes(raw, policy=email.policy.default)
    assert isinstance(letter, EmailMessage)
    place = f"letter {number}"
    try:
        if not any(letter.get(name) for name in _LIST):
            return None
        name, address = parseaddr(str(letter.get("From", "")))
        published = instant(str(letter.get("Date", "")), setting.zone)
        if published is None or "@" not in address:
            return Reject(place, "a letter without a readable Date or From", digest(raw))
        subject, body = str(letter.get("Subject", "")).strip(), _body(letter)
    except (LookupError, ValueError, UnicodeError) as error:
        return Reject(place, f"a letter of another shape ({type(error).__name__}: {error})", digest(raw))
    domain = address.rsplit("@", 1)[1].strip("> ").lower()
    shown = str(letter.get("List-Id", "")).split("<")[0].strip(' "')
    return Post(
        platform="mail",
        source_key=web_key(domain),
        source_name=shown or domain,
        published=published,
        text=f"{subject}\n\n{body}".strip(),
        place=place,
        digest=digest(raw),
        native_id=str(letter.get("Message-ID", "")).strip("<> ") or None,
        author=public_name(name, setting),
    )


def read(document: Document, setting: Setting) -> Iterator[Item]:
    """Newsletters of one file."""
    private = 0
    for number, raw in enumerate(_letters(document), 1):
        item = raw if isinstance(raw, Reject) else _post(raw, number, setting)
        if item is None:
            private += 1
        else:
            yield item
    if private:
        yield Note(f"{private} letters were sent by no list and were not read: offscript reads what is published")
