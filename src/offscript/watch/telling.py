"""Ways an alert goes: terminal, file, feed, webhook, letter, notice on the desktop. Each says what it could not do."""

from __future__ import annotations

import json
import os
import shutil
import smtplib
import subprocess
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from email.message import EmailMessage
from hashlib import sha256
from pathlib import Path
from typing import Any

import urllib3
from lxml import etree

from offscript.case import Settings
from offscript.case.collecting import MailSettings
from offscript.collect.fetch import agent
from offscript.collect.keep import written
from offscript.model import SECOND
from offscript.watch.outbox import Outbox

ATOM = "http://www.w3.org/2005/Atom"
_SHOWN = 200


class NotTold(Exception):
    """An alert could not go a way; it goes again at the next turn."""


@dataclass(frozen=True, slots=True)
class Told:
    """An alert as it is told: its number, key, kind, one line, the words, why now, and its times in microseconds."""

    number: int
    alert: str
    kind: str
    line: str
    words: str
    why: str
    at: int
    decided_at: int

    @property
    def mark(self) -> str:
        """An id that stays the same however often it is sent."""
        return sha256(self.alert.encode()).hexdigest()[:24]


@dataclass(frozen=True, slots=True)
class Way:
    """One way alerts go: its name, whether it wakes people, and how."""

    name: str
    loud: bool
    send: Callable[[Sequence[Told]], None]


def _plain(told: Told) -> dict[str, Any]:
    return {
        "id": told.mark,
        "number": told.number,
        "kind": told.kind,
        "alert": told.line,
        "words": told.words,
        "why": told.why,
        "at": datetime.fromtimestamp(told.at / SECOND, UTC).isoformat(),
        "key": told.alert,
    }


def to_file(path: Path, alerts: Sequence[Told]) -> None:
    """Add alerts to a file, one JSON object a line, each once."""
    held = path.read_bytes() if path.exists() else b""
    whole = held[: held.rfind(b"\n") + 1]
    there = {json.loads(line)["id"] for line in whole.splitlines() if line.strip()}
    new = [told for told in alerts if told.mark not in there]
    lines = "".join(json.dumps(_plain(told), ensure_ascii=False) + "\n" for told in new).encode()
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("r+b" if path.exists() else "wb") as out:
        out.truncate(len(whole))
        out.seek(len(whole))
        out.write(lines)
        out.flush()
        os.fsync(out.fileno())


def _element(parent: etree._Element, name: str, text: str = "", **attributes: str) -> etree._Element:
    made = etree.SubElement(parent, f"{{{ATOM}}}{name}", attributes)
    made.text = "".join(sign for sign in text if sign in "\n\t" or sign >= " ") or None
    return made


def to_feed(path: Path, title: str, alerts: Sequence[Told]) -> None:
    """Write the feed anew with these alerts, the newest first."""
    root = etree.Element(f"{{{ATOM}}}feed", nsmap={None: ATOM})
    _element(root, "title", f"{title}: alerts")
    _element(root, "id", f"urn:offscript:{sha256(title.encode()).hexdigest()[:24]}")
    newest = max((told.decided_at for told in alerts), default=0)
    _element(root, "updated", datetime.fromtimestamp(newest / SECOND, UTC).isoformat())
    _element(_element(root, "author"), "name", "offscript")
    for told in sorted(alerts, key=lambda one: -one.number)[:_SHOWN]:
        entry = _element(root, "entry")
        _element(entry, "id", f"urn:offscript:alert:{told.mark}")
        _element(entry, "title", told.line)
        _element(entry, "updated", datetime.fromtimestamp(told.decided_at / SECOND, UTC).isoformat())
        _element(entry, "content", f"{told.words}\n{told.why}", type="text")
    written(path, etree.tostring(root, xml_declaration=True, encoding="utf-8", pretty_print=True))


def to_webhook(address: str, alerts: Sequence[Told]) -> None:
    """Post alerts to an address, one question each, with an id by which a repeated one is known.

    Raises:
        NotTold: the address does not take them.
    """
    pool = urllib3.PoolManager(timeout=urllib3.Timeout(connect=10, read=20), retries=False)
    for told in alerts:
        headers = {"User-Agent": agent(""), "Content-Type": "application/json", "Idempotency-Key": told.mark}
        try:
            body = json.dumps(_plain(told), ensure_ascii=False).encode()
            answer = pool.request("POST", address, body=body, headers=headers, redirect=False)
        except urllib3.exceptions.HTTPError as error:
            raise NotTold(f"the webhook cannot be reached ({error})") from None
        if not 200 <= answer.status < 300:
            raise NotTold(f"the webhook answered {answer.status}")


def to_mail(mail: MailSettings, title: str, alerts: Sequence[Told]) -> None:
    """Send alerts as one letter, whose id stays the same for the same alerts.

    Raises:
        NotTold: the server does not take it.
    """
    letter = EmailMessage()
    first = alerts[0].line if len(alerts) == 1 else f"{len(alerts)} alerts"
    letter["Subject"] = f"{title}: {first}"[:180].replace("\n", " ")
    letter["From"], letter["To"] = mail.sender, ", ".join(mail.to)
    mark = sha256("\n".join(told.mark for told in alerts).encode()).hexdigest()[:32]
    letter["Message-ID"] = f"<{mark}@{mail.sender.rpartition('@')[2] or 'offscript'}>"
    letter.set_content("\n\n".join(f"{told.number}. {told.line}\n{told.words}\n{told.why}" for told in alerts))
    try:
        with smtplib.SMTP(mail.host, mail.port, timeout=30) as server:
            if mail.encrypted:
                server.starttls()
            if mail.user:
                server.login(mail.user, os.environ.get("OFFSCRIPT_MAIL_PASSWORD", ""))
            server.send_message(letter)
    except (smtplib.SMTPException, OSError) as error:
        raise NotTold(f"the mail server {mail.host} did not take the letter ({error})") from None


def to_desktop(alerts: Sequence[Told]) -> None:
    """Show a notice on the desktop.

    Raises:
        NotTold: this machine has no way to show one.
    """
    program = shutil.which("notify-send")
    if program is None:
        raise NotTold("no notify-send here; leave out watch.desktop in case.toml")
    for told in alerts[:5]:
        subprocess.run([program, "--app-name=offscript", "--", told.line, told.words[:300]], check=False, timeout=10)


def ways(case: Path, settings: Settings, say: Callable[[str], None], every: Callable[[], Sequence[Told]]) -> list[Way]:
    """The ways a case wants its alerts to go; `every` gives all that were told, for the feed."""
    watch = settings.watch

    def spoken(alerts: Sequence[Told]) -> None:
        for told in alerts:
            say(f"{told.number}. {told.line}\n   {told.words}\n   {told.why}")

    found = [Way("terminal", True, spoken)]
    if watch.file:
        found.append(Way("file", False, lambda alerts: to_file(case / watch.file, alerts)))
    if watch.feed:
        found.append(Way("feed", False, lambda alerts: to_feed(case / watch.feed, settings.title, every())))
    if watch.webhook:
        found.append(Way("webhook", True, lambda alerts: to_webhook(watch.webhook, alerts)))
    if mail := watch.mail:
        found.append(Way("mail", True, lambda alerts: to_mail(mail, settings.title, alerts)))
    if watch.desktop:
        found.append(Way("desktop", True, to_desktop))
    return found


def send(
    outbox: Outbox, listed: Sequence[Way], shown: Callable[[int, dict[str, Any]], Told], quiet: bool, now: int
) -> list[str]:
    """Send what waits, each way for itself; in quiet hours loud ways wait. Gives what could not be sent, and why."""
    problems = []
    for way in listed:
        waiting = [shown(number, alert) for number, alert in outbox.waiting(way.name)]
        if not waiting or (quiet and way.loud):
            continue
        try:
            way.send(waiting)
        except (NotTold, OSError) as error:
            problems.append(f"{way.name}: {error}; sent again at the next turn")
            continue
        outbox.went([told.alert for told in waiting], way.name, now)
    return problems
