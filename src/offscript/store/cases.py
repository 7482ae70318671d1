"""Cases as wholes: copied, packed into one file and unpacked, merged, split by time.

A copy is taken while nobody writes. A packed case names the SHA-256 of every file in it and is unpacked only where all of them hold
and none leads out of the folder. Merging adds the other's records, so that the same post stays one, and enters what people entered
there anew, with who and why. Nothing here looks into a finding: tables that steps write are written anew by the next run.
"""

from __future__ import annotations

import hashlib
import json
import shutil
import sqlite3
import zipfile
from collections.abc import Callable, Iterator, Mapping
from contextlib import closing
from pathlib import Path, PurePosixPath
from tempfile import TemporaryDirectory

import pyarrow as pa
import pyarrow.compute as pc

from offscript.case import CaseError
from offscript.model import TABLES
from offscript.read.containers import UNZIPPING
from offscript.store import ledger
from offscript.store.migrations import brought_up
from offscript.store.snapshot import Snapshot, commit
from offscript.store.staging import LAID
from offscript.store.tables import TableState, append_parts, failing_disk, parts

_LEFT = (".lock", ".holder.json", "index", "watch.json", "watch-left.json")
_CONTENTS = "contents.json"
CRATE = "ro-crate-metadata.json"
"""What tells others what a packed case is (RO-Crate 1.1)."""
Described = Callable[[Mapping[str, str]], str]
_LARGEST = 1 << 40
KEYS: dict[str, tuple[str, ...]] = {
    "record": ("record",),
    "file": ("file",),
    "reject": ("file", "place", "reason"),
    **{one.table: (one.key,) for one in LAID.values()},
}
"""Tables that reading adds to, each with the columns that make a row of it one."""


def _members(case: Path) -> Iterator[Path]:
    """Files of a case that are its own, and not traces of a process."""
    for path in sorted(case.rglob("*")):
        inside = path.relative_to(case)
        passing = (
            inside.parts[0] in _LEFT or inside.parts[0].startswith(".staged-") or path.name.endswith(("-wal", "-shm"))
        )
        if path.is_file() and not path.is_symlink() and not passing:
            yield inside


def _fresh(folder: Path) -> Path:
    if folder.exists() and any(folder.iterdir()):
        raise CaseError(f"{folder} is there already and holds something; name a new folder")
    folder.mkdir(parents=True, exist_ok=True)
    return folder


def _is_database(path: Path) -> bool:
    with path.open("rb") as stream:
        return stream.read(15) == b"SQLite format 3"


def copy(case: Path, to: Path) -> int:
    """Copy a case into a new folder, while nobody writes to it; gives how many files.

    Raises:
        CaseError: the folder holds something.
    """
    _fresh(to)
    listed = list(_members(case))
    for inside in listed:
        (to / inside).parent.mkdir(parents=True, exist_ok=True)
        if _is_database(case / inside):
            with closing(sqlite3.connect(case / inside)) as one, closing(sqlite3.connect(to / inside)) as other:
                one.backup(other)
        else:
            shutil.copy2(case / inside, to / inside)
    return len(listed)


def _digest(path: Path) -> str:
    with path.open("rb") as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest()


def pack(case: Path, path: Path, described: Described | None = None) -> int:
    """Pack a case into one zip file with the digest of everything in it; gives how many files.

    `described`: what writes `ro-crate-metadata.json` of it, from the files and their digests.

    Raises:
        CaseError: the file is there already.
    """
    if path.exists():
        raise CaseError(f"{path} is there already; name a new file")
    with TemporaryDirectory(dir=path.absolute().parent, prefix=".packing-") as held:
        copy(case, Path(held) / "case")
        listed = list(_members(Path(held) / "case"))
        contents = {inside.as_posix(): _digest(Path(held) / "case" / inside) for inside in listed}
        if described is not None:
            text = described({name: digest for name, digest in contents.items() if name != CRATE})
            (Path(held) / "case" / CRATE).write_text(text, encoding="utf-8")
            contents[CRATE] = _digest(Path(held) / "case" / CRATE)
            listed = sorted({*listed, Path(CRATE)})
        unfinished = Path(held) / "packed.zip"
        with zipfile.ZipFile(unfinished, "w", zipfile.ZIP_DEFLATED) as archive:
            archive.writestr(_CONTENTS, json.dumps(contents, indent=1, sort_keys=True))
            for inside in listed:
                archive.write(Path(held) / "case" / inside, inside.as_posix())
        unfinished.replace(path)
    return len(listed)


def _contents(path: Path, archive: zipfile.ZipFile) -> dict[str, str]:
    """What a packed case says it holds, checked against what it does.

    Raises:
        CaseError: it is no packed case, or a name in it leads elsewhere.
    """
    try:
        contents = json.loads(archive.read(_CONTENTS))
        names = {one.filename for one in archive.infolist()} - {_CONTENTS}
        whole = isinstance(contents, dict) and names == set(contents)
    except (KeyError, *UNZIPPING):
        whole = False
    if not whole:
        raise CaseError(f"{path} is no packed case, or lacks something; pack it anew: offscript case pack CASE FILE")
    for name in contents:
        parts = PurePosixPath(name).parts
        if not parts or name.startswith("/") or "\\" in name or ".." in parts or ":" in parts[0]:
            raise CaseError(f"{path} holds a name that leads out of the case's folder ({name!r}); it is not unpacked")
    if sum(one.file_size for one in archive.infolist()) > _LARGEST:
        raise CaseError(f"{path} would unpack to more than {_LARGEST} bytes")
    return {str(name): str(digest) for name, digest in contents.items()}


def _taken_out(archive: zipfile.ZipFile, name: str, target: Path) -> bool:
    """Whether a member could be unpacked."""
    try:
        with archive.open(name) as stream, target.open("wb") as out:
            shutil.copyfileobj(stream, out)
    except UNZIPPING as error:
        if failing_disk(error):
            raise
        return False
    return True


def unpack(path: Path, to: Path) -> int:
    """Unpack a case into a new folder; gives how many files.

    Raises:
        CaseError: it is no packed case, a file in it was changed, or the folder holds something.
    """
    try:
        archive = zipfile.ZipFile(path)
    except UNZIPPING as error:
        raise CaseError(f"{path}: no packed case ({error})") from None
    to.absolute().parent.mkdir(parents=True, exist_ok=True)
    with archive, TemporaryDirectory(dir=to.absolute().parent, prefix=".unpacking-") as held:
        contents = _contents(path, archive)
        for name, digest in contents.items():
            target = Path(held) / name
            target.parent.mkdir(parents=True, exist_ok=True)
            if not _taken_out(archive, name, target) or _digest(target) != digest:
                raise CaseError(f"{path}: {name} is not what was packed; get the file again")
        shutil.copytree(held, _fresh(to), dirs_exist_ok=True)
    return len(contents)


def _key(table: pa.Table, columns: tuple[str, ...]) -> pa.Array:
    texts = [pc.fill_null(table[name].cast(pa.string()), "").combine_chunks() for name in columns]
    return pc.binary_join_element_wise(*texts, "\x1f") if len(texts) > 1 else texts[0]


def _held(case: Path, name: str, state: TableState | None) -> pa.Array:
    if state is None or not state.rows:
        return pa.array([], pa.string())
    keys = [_key(part, KEYS[name]) for part in parts(case, name, state)]
    return pa.concat_arrays([key.cast(pa.string()) for key in keys])


def _lacking(case: Path, other: Path, name: str, mine: TableState | None, theirs: TableState) -> Iterator[pa.Table]:
    """Rows of the other's table that this one lacks."""
    held = _held(case, name, mine)
    for part in parts(other, name, theirs):
        new = part.filter(pc.invert(pc.is_in(_key(part, KEYS[name]).cast(pa.string()), value_set=held)))
        if len(new):
            yield new


def _said(entry: ledger.Entry) -> tuple[str, str, str]:
    return entry.who, entry.kind, json.dumps(entry.content, sort_keys=True)


def _entered(case: Path, other: Path) -> int:
    """Enter what was entered there and not here, in order, and take back here what was taken back there; gives how many.

    What is said twice there is the same as what is said twice here, first and second: so a merge done again enters nothing.
    """
    mine = ledger.entries(case)
    back = ledger.taken_back(mine)
    waiting: dict[tuple[str, str, str], list[int]] = {}
    for entry in mine:
        waiting.setdefault(_said(entry), []).append(entry.number)
    here: dict[int, int] = {}
    entered = 0
    for entry in ledger.entries(other):
        content = entry.content
        if entry.kind == ledger.UNDONE:
            content = {**content, "entry": here.get(content["entry"], 0)}
            if not content["entry"] or content["entry"] in back:
                continue
            back.add(content["entry"])
        elif known := waiting.get(_said(entry)):
            here[entry.number] = known.pop(0)
            continue
        why = f"{entry.why} (entered {entry.at} in {other.name})"
        here[entry.number] = ledger.enter(case, entry.who, entry.kind, content, why)
        entered += 1
    return entered


def merge(case: Path, other: Path, before: Snapshot) -> tuple[Snapshot, dict[str, int]]:
    """Add to a case what another was given; gives the new state and how many rows each table gained, `ledger` among them."""
    there = brought_up(other)
    tables: dict[str, TableState] = {}
    gained: dict[str, int] = {}
    for name in KEYS:
        mine, theirs = before.tables.get(name), there.tables.get(name)
        if theirs is None or not theirs.rows:
            continue
        tables[name] = append_parts(case, name, _lacking(case, other, name, mine, theirs), mine)
        gained[name] = tables[name].rows - (mine.rows if mine else 0)
    gained["ledger"] = _entered(case, other)
    return (commit(case, before, tables, {}) if tables else before), gained


def _between(part: pa.Table, column: str, low: int | None, high: int | None) -> pa.Table:
    if low is not None:
        part = part.filter(pc.greater_equal(part[column], low))
    return part.filter(pc.less(part[column], high)) if high is not None else part


_TIMES = {
    "record": "published_at",
    "evidence": "observed_at",
    "share": "shared_at",
    "capture": "taken_at",
    "picture": "posted_at",
}


def split(case: Path, to: Path, low: int | None, high: int | None) -> dict[str, int]:
    """Make a new case of what was published in `[low, high)`, with the same settings, key and ledger; gives rows by table.

    Raises:
        CaseError: the folder holds something.
    """
    _fresh(to)
    for path in sorted(case.iterdir()):
        if path.is_file() and path.suffix in (".toml", ".key"):
            shutil.copy2(path, to / path.name)
    if (case / ledger.LEDGER).exists():
        with (
            closing(sqlite3.connect(case / ledger.LEDGER)) as one,
            closing(sqlite3.connect(to / ledger.LEDGER)) as other,
        ):
            one.backup(other)
    here, tables = brought_up(case), {}
    for name in KEYS:
        state = here.tables.get(name)
        if state is None:
            continue
        kept = (
            _between(part, _TIMES[name], low, high) if name in _TIMES else part for part in parts(case, name, state)
        )
        tables[name] = append_parts(to, name, (part.select(TABLES[name].names) for part in kept if len(part)), None)
    commit(to, Snapshot(), tables, {})
    return {name: state.rows for name, state in tables.items()}
