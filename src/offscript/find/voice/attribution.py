"""Whose words the clauses of one sentence are, as far as the sentence itself says.

Cues, in the order in which they are looked for: a speaker before a colon or after the last dash; `по словам X`, `according to
X`; a verb of saying with its content after `что`, after a colon, or before it (`…, заявил X`); hearsay (`якобы`). What
stands inside another's content is attributed to the inner speaker, and keeps the chain.
"""

from __future__ import annotations

import re
from typing import NamedTuple

from offscript.find.voice.clauses import Clause, clauses
from offscript.find.voice.cues import Cues, Stance
from offscript.find.voice.english import zero_that
from offscript.find.voice.speakers import JOINS, Span, Token, after, before, named, states, tokens
from offscript.text.ground import ground
from offscript.text.morphology import readings

_SHORT = 9
_BACK = ("об этом ", "про це ", "это сообщ", "this was ", "so says", "so said", "так заяв", "такое заяв")
"""How a sentence begins that says whose the words before it are."""
_ZERO_THAT = 3
_BARE = 5
_OPENING = ("«", "“", "„", '"', "‹")
_APPOSED = 2
"""Clauses before `says` in `Belov, an analyst, says`: the name, and what he is."""
_AUTHOR = frozenset({"i", "we"})
_GOES_ON = frozenset({*JOINS, "а", "но", "але", "but"})


class Attribution(NamedTuple):
    """Words at `[start, end)` are another's.

    `speaker`: the words that name him, None where nobody is named; `direct`: given as he said it, not retold; `endorsed`: the
    author takes them as his own; `chain`: speakers around it, the outermost first.
    """

    start: int
    end: int
    speaker: Span | None
    stance: Stance
    direct: bool = False
    endorsed: bool = False
    chain: tuple[Span, ...] = ()


class Spoken(NamedTuple):
    """What one sentence says of whose words it holds.

    `found`: its attributions; `speaker`: whoever is said to speak, with or without content here; `opens`: it ends in a
    colon, and what follows is his; `back`: it says whose the sentences before it are.
    """

    found: list[Attribution]
    speaker: Span | None = None
    opens: bool = False
    back: bool = False


def _that(clause: Clause, cues: Cues) -> bool:
    """Whether a clause begins with the word that introduces content."""
    words = [token for token in clause.tokens if token.word]
    return any(
        cues.that.match(" ".join(w.ground for w in words[n : n + 2])) is not None for n in (0, 1) if n < len(words)
    ) and (
        cues.that.match(words[0].ground) is not None or words[0].ground in ("о", "про", "в", "у", "и", "і", "та", "and")
    )


def _verb_first(clause: Clause, at: int, cues: Cues) -> bool:
    """Whether nothing but `как`, `об этом`, an adverb stands before the verb."""
    lead = [token for token in clause.tokens[:at] if token.word]
    return all(cues.lead.fullmatch(t.ground) or cues.agreeing.fullmatch(t.ground) for t in lead) or (
        ground(" ".join(t.text for t in lead)) in ("об этом", "про це", "о чем", "як", "как")
    )


def _agreeing(clause: Clause, cues: Cues) -> bool:
    return any(cues.agreeing.fullmatch(token.ground) for token in clause.tokens)


def _within(clause: Clause, at: int, cues: Cues) -> int | None:
    """Where content begins that follows `что` inside the clause of the verb (the comma was left out)."""
    for token in clause.tokens[at + 1 :]:
        if token.word and cues.that.fullmatch(token.ground):
            return token.start
    return None


def _bare(clause: Clause, at: int, follows: Clause, text: str, cues: Cues) -> bool:
    """`Сосед говорит, мост цел`: a short clause that ends in the verb, and content without the word that introduces it."""
    words = [token for token in clause.tokens if token.word]
    first = next((token for token in follows.tokens if token.word), None)
    if cues.language == "en" or clause.mark or follows.mark != "," or first is None or len(words) > _BARE:
        return False
    led = readings(first.text, cues.language)[0].part in ("GRND", "CONJ", "PRTF", "PREP")
    begins = first.ground in cues.inside or not (led or first.ground in cues.stop or first.ground.startswith("котор"))
    return words[-1] is clause.tokens[at] and begins and states(text, follows.start, follows.end, cues)


def _finite(clause: Clause, at: int, cues: Cues) -> bool:
    """Whether the verb says who speaks: `…, добавил X` does, `…, показав рост` does not, nor `…, который обещал X`."""
    if cues.language == "en":
        return True
    relative = any(token.ground.startswith(("котор", "яки", "яка", "яке", "які")) for token in clause.tokens[:at])
    return not relative and readings(clause.tokens[at].text, cues.language)[0].part != "GRND"


def _by_verb(
    text: str, parts: list[Clause], number: int, end: int, cues: Cues
) -> tuple[list[Attribution], Span | None]:
    clause = parts[number]
    at = clause.says(cues)
    if at is None:
        return [], None
    if any(token.ground in _AUTHOR for token in clause.tokens[max(0, at - 2) : at]) and cues.language == "en":
        return [], None
    stance = cues.say[clause.tokens[at].ground]
    prior, later = before(clause.tokens[:at], cues), after(clause.tokens[at + 1 :], cues)
    if prior is None and number >= _APPOSED and cues.language == "en" and clause.mark == ",":
        prior = named(text, parts[number - 2].start, parts[number - 2].end, cues)
        later = None if prior else later
    follows = parts[number + 1] if number + 1 < len(parts) else None
    endorsed = _agreeing(clause, cues)
    inner = _within(clause, at, cues) or (zero_that(clause, at, cues) if prior else None)
    if inner is not None:
        return [Attribution(inner, end, prior or later, stance, False, endorsed)], prior or later
    direct = follows is not None and follows.mark == ":" and _first_person(text, follows.start, end, cues)
    if follows and ((_that(follows, cues) and follows.mark == ",") or follows.mark == ":"):
        return [Attribution(follows.start, end, prior or later, stance, direct, endorsed)], prior or later
    if prior and follows and _bare(clause, at, follows, text, cues):
        return [Attribution(follows.start, end, prior, stance, direct, endorsed)], prior
    short = sum(token.word for token in clause.tokens) <= _SHORT
    if number and clause.mark in (",", "-") and _verb_first(clause, at, cues) and later and _finite(clause, at, cues):
        return _around(parts, number, end, later, stance, endorsed), later
    as_told = bool(clause.tokens) and clause.tokens[0].ground in ("как", "як", "as")
    if (as_told or (cues.language == "en" and number)) and short and prior:
        return _around(parts, number, end, prior, stance, endorsed), prior
    if as_told and later:
        return _around(parts, number, end, later, stance, endorsed), later
    return [], prior or later


def _around(
    parts: list[Clause], number: int, end: int, speaker: Span, stance: Stance, endorsed: bool
) -> list[Attribution]:
    """What stands before and after a clause that only says who speaks (`…, заявил X, …`)."""
    clause = parts[number]
    found = []
    if number:
        found.append(Attribution(parts[0].start, clause.start, speaker, stance, False, endorsed))
    if number + 1 < len(parts) and parts[number + 1].mark in (",", "-"):
        found.append(Attribution(parts[number + 1].start, end, speaker, stance, False, endorsed))
    return found


def _by_phrase(
    text: str, parts: list[Clause], number: int, begin: int, end: int, cues: Cues
) -> tuple[list[Attribution], Span | None]:
    """`По словам X, …`: the rest of the sentence, and what stands before it."""
    clause = parts[number]
    match = cues.per.search(ground(text[clause.start : clause.end]))
    if not match:
        return [], None
    stop = clause.start + match.end()
    speaker = after([token for token in clause.tokens if token.start >= stop], cues, "gent")
    if speaker is None:
        return [], None
    found = []
    if clause.start + match.start() > begin + _ZERO_THAT:
        found.append(Attribution(begin, clause.start + match.start(), speaker, "neutral"))
    if speaker.end < end:
        found.append(Attribution(speaker.end, end, speaker, "neutral"))
    return found, speaker


def _first_person(text: str, start: int, end: int, cues: Cues) -> bool:
    """Whether the speaker says I or we: then the words are given as he said them."""
    return cues.first_person.search(ground(text[start:end])) is not None


def _listed(parts: list[Clause]) -> bool:
    """`Погребки — Ольговка — Новоивановка`: dashes between names of a row."""
    before_it = [token for token in parts[-2].tokens if token.word]
    return parts[-2].mark == "-" and len(before_it) <= 2 and all(token.text[0].isupper() for token in before_it)


def _apposed(text: str, start: int, end: int, speaker: Span, cues: Cues) -> bool:
    """`Никлаус Вирт — создатель языка`: what stands after the dash says who the name before it is."""
    words = [token for token in tokens(text, start, end) if token.word][-2:]
    name = len(words) == 2 and all(token.text[0].isupper() and not token.text.isupper() for token in words)
    return name and cues.language != "en" and text[speaker.start].islower()


def _after_title(text: str, first: Clause, cues: Cues) -> int:
    """Where a header's name begins: after `Заявление`, `Главное из заявлений`, if one of these comes first."""
    words = text[first.start : first.end]
    bare = words.lstrip(" •—-")
    match = cues.header.match(ground(bare))
    if not match:
        return first.start
    return first.end - len(bare[match.end() :].removeprefix(" ").removeprefix("by ").removeprefix("from "))


def _by_place(text: str, parts: list[Clause], end: int, cues: Cues) -> Spoken | None:
    """A speaker before the first colon, or after the last dash."""
    first, last = parts[0], parts[-1]
    name_start = _after_title(text, first, cues)
    colon = len(parts) > 1 and parts[1].mark == ":"
    ends = text[:end].rstrip().endswith(":")
    if (colon or (ends and len(parts) == 1)) and first.says(cues) is None:
        quoted = text[parts[1].start : end].lstrip()[:1] in _OPENING if colon else True
        speaker = named(text, name_start, first.end, cues, latin=quoted)
        if speaker and ends and not colon:
            return Spoken([], speaker, opens=True)
        if speaker:
            direct = _first_person(text, parts[1].start, end, cues)
            return Spoken([Attribution(parts[1].start, end, speaker, "neutral", direct)], speaker, opens=ends)
    if len(parts) > 1 and last.mark == "-" and last.says(cues) is None and states(text, first.start, last.start, cues):
        speaker = named(text, last.start, last.end, cues)
        if speaker and not _listed(parts) and not _apposed(text, first.start, last.start, speaker, cues):
            direct = _first_person(text, first.start, last.start, cues)
            return Spoken([Attribution(first.start, last.start, speaker, "neutral", direct)], speaker)
    return None


def _hearsay_verb(plain: str, cues: Cues) -> re.Match[str] | None:
    """`Говорят, что …`, `…, сообщается, …`: the verb alone, with what was said after it or around it."""
    for match in cues.hearsay_verb.finditer(plain):
        prior, later = plain[: match.start()].rstrip(), plain[match.end() :].lstrip()
        begins = not prior.strip(" —–-") or prior.endswith((",", "—", "–"))
        if begins and (not later.strip(" .!") or later.startswith((",", "—", "–", ":", *("що ", "что ", "that ")))):
            return match
    return None


def _hearsay(text: str, start: int, end: int, cues: Cues) -> list[Attribution]:
    plain = ground(text[start:end])
    match = cues.hearsay.search(plain) or _hearsay_verb(plain, cues)
    if not match:
        return []
    stance: Stance = "doubt" if cues.doubting.search(plain) else "neutral"
    verb = cues.hearsay_verb.fullmatch(match.group()) is not None
    begins = start + match.end() if verb and not plain[: match.start()].strip(" —–-") else start
    return [Attribution(begins, end, None, stance)]


def _nested(found: list[Attribution]) -> list[Attribution]:
    """Attributions in order; one that begins inside another is the inner speaker's, and keeps the chain."""
    ordered = sorted(found, key=lambda one: (one.start, -one.end))
    out: list[Attribution] = []
    for one in ordered:
        outer = [other for other in out if other.start <= one.start < other.end and other.speaker != one.speaker]
        if outer and one.speaker:
            chain = tuple(dict.fromkeys(span for other in outer for span in (*other.chain, other.speaker) if span))
            one = one._replace(chain=chain)
        elif outer:
            one = one._replace(
                speaker=outer[-1].speaker, stance=one.stance, chain=outer[-1].chain, direct=outer[-1].direct
            )
        out.append(one)
    return out


def _right(text: str, parts: list[Clause], end: int, cues: Cues) -> Spoken | None:
    """`X прав: …`, `X is right that …`: the author takes what X says as his own."""
    clause = parts[0]
    match = cues.right.search(ground(text[clause.start : clause.end]))
    if not match:
        return None
    speaker = before([token for token in clause.tokens if token.end <= clause.start + match.start()], cues)
    if speaker is None:
        return None
    inner = next(
        (t.start for t in clause.tokens if t.start >= clause.start + match.end() and cues.that.fullmatch(t.ground)),
        None,
    )
    begin = inner if inner is not None else parts[1].start if len(parts) > 1 else None
    if begin is None:
        return Spoken([], speaker, back=True)
    return Spoken([Attribution(begin, end, speaker, "endorse", endorsed=True)], speaker)


def _without_article(words: list[Token]) -> list[str]:
    return [token.ground for token in words if token.ground != "the"]


def _again(clause: Clause, speaker: list[str]) -> bool:
    """Whether a clause begins with `and` or its like, and the speaker's words."""
    words = _without_article(clause.tokens)
    return bool(speaker and words) and words[0] in _GOES_ON and words[1 : 1 + len(speaker)] == speaker


def _resumed(text: str, parts: list[Clause], found: list[Attribution]) -> list[Attribution]:
    """Retelling ends where the author names its speaker again (`Штаб сказал, что мост цел, и штаб ответит за это`)."""
    out = []
    for one in found:
        said = _without_article(tokens(text, *one.speaker)) if one.speaker and not one.direct else []
        ends = (part.start for part in parts if one.start < part.start < one.end and _again(part, said))
        out.append(one._replace(end=next(ends, one.end)))
    return out


def spoken(text: str, start: int, end: int, cues: Cues) -> Spoken:
    """Whose words the sentence `[start, end)` holds; `text` is plain, with the insides of quotations masked."""
    parts = clauses(text, start, end)
    if not parts:
        return Spoken([])
    if cited := _cited(text, parts, cues):
        return _through(text, start, end, cited, cues)
    if placed := _right(text, parts, end, cues) or _by_place(text, parts, end, cues):
        return placed._replace(found=_nested([*placed.found, *_inner(text, parts, end, cues)]))
    found: list[Attribution] = []
    speaker: Span | None = None
    for number in range(len(parts)):
        begin = max(
            (held.start for held in found if held.start <= parts[number].start < held.end), default=parts[0].start
        )
        by_phrase, one = _by_phrase(text, parts, number, begin, end, cues)
        by_verb, other = ([], None) if by_phrase else _by_verb(text, parts, number, end, cues)
        found += by_phrase + by_verb
        speaker = speaker or one or other
    found = _resumed(text, parts, found)
    if _dialogue(text, start):
        found = [one._replace(direct=True) if one.start < _begins(speaker) else one for one in found]
    opens = text[:end].rstrip().endswith(":") and speaker is not None
    about_it = ground(text[start:end]).lstrip(" —-")
    back = not found and speaker is not None and about_it.startswith(_BACK)
    if not found and not back:
        found = _hearsay(text, start, end, cues)
    elif found:
        found += [
            one
            for one in _hearsay(text, start, end, cues)
            if one.stance == "doubt" and any(o.start <= one.start < o.end for o in found)
        ]
    return Spoken(_nested(found), speaker, opens, back)


def _dialogue(text: str, start: int) -> bool:
    """Whether a sentence begins its line with a dash: what is said there is said word for word."""
    line = text.rfind("\n", 0, start) + 1
    before_it = text[line:start].strip()
    return before_it in ("—", "–", "-") or (not before_it and text[start : start + 1] in ("—", "–", "-"))


def _begins(speaker: Span | None) -> int:
    """Where the words that name a speaker begin; 0 where nobody is named."""
    return speaker.start if speaker else 0


class Cited(NamedTuple):
    """`со ссылкой на X`: the words of it at `[start, end)`, and X."""

    start: int
    end: int
    speaker: Span


def _cited(text: str, parts: list[Clause], cues: Cues) -> Cited | None:
    for clause in parts:
        match = cues.cite.search(ground(text[clause.start : clause.end]))
        if match:
            stop = clause.start + match.end()
            speaker = after([token for token in clause.tokens if token.start >= stop], cues, "accs")
            if speaker is not None:
                alone = not ground(text[clause.start : clause.start + match.start()]).strip(" ,")
                return Cited(clause.start + match.start(), clause.end if alone else speaker.end, speaker)
    return None


def _through(text: str, start: int, end: int, cited: Cited, cues: Cues) -> Spoken:
    """What the sentence says without `со ссылкой на X`, where whoever speaks passes on X's words."""
    without = text[: cited.start] + " " * (cited.end - cited.start) + text[cited.end :]
    low, high = (start, cited.start) if not text[cited.end : end].strip(" .!") else (start, end)
    inner = spoken(without, low, len(without[low:high].rstrip(" ,—–-")) + low, cues)
    outer = (inner.speaker,) if inner.speaker else ()
    if not inner.found:
        content = []
        if cited.start - start > _ZERO_THAT and not outer:
            content.append(Attribution(start, cited.start, cited.speaker, "neutral"))
        if text[cited.end : end].strip(" .!,"):
            content.append(Attribution(cited.end, end, cited.speaker, "neutral", chain=outer))
        return Spoken(content, cited.speaker, inner.opens, inner.back)
    through = [(one, (one.speaker,) if one.speaker else ()) for one in inner.found]
    found = [one._replace(speaker=cited.speaker, chain=(*one.chain, *last)) for one, last in through]
    return Spoken(found, cited.speaker, inner.opens, inner.back)


def _inner(text: str, parts: list[Clause], end: int, cues: Cues) -> list[Attribution]:
    """Attributions inside content whose speaker stands at its edge (`Песков: Минфин заявил, что …`)."""
    found: list[Attribution] = []
    for number in range(1, len(parts)):
        by_phrase, _ = _by_phrase(text, parts[number:], 0, parts[number].start, end, cues)
        found += by_phrase or _by_verb(text, parts, number, end, cues)[0]
    return [one for one in found if one.start > parts[0].end]
