"""The compiled pass over UTF-8 bytes that finds the words of one text (see `text.words`)."""

from __future__ import annotations

from numba import njit, uint32, uint64

from offscript.text.endings import LETTER_BITS, LONGEST, SIZE_BITS, STEM
from offscript.text.fold import CYRILLIC, DIGIT, JOINS, LATIN, OTHER, PARTS, SKIPPED

_LONGEST = 64
_BREVE, _DIAERESIS = 0x306, 0x308
_I_PLAIN, _I_SHORT, _I_UKRAINIAN, _YI = ord("и"), ord("й"), ord("і"), ord("ї")
_SEED, _PRIME = uint64(1469598103934665603), uint64(1099511628211)
_STEM_BITS = uint32(0xFFFFFE00)
_TAIL = (1 << LETTER_BITS * LONGEST) - 1


@njit(inline="always")
def mix(value):  # type: ignore[no-untyped-def]
    """Spread 64 bits (the finaliser of MurmurHash3, Appleby 2011)."""
    value ^= value >> uint64(33)
    value *= uint64(0xFF51AFD7ED558CCD)
    value ^= value >> uint64(33)
    value *= uint64(0xC4CEB9FE1A85EC53)
    return value ^ (value >> uint64(33))


@njit(inline="always")
def decode(data, at):  # type: ignore[no-untyped-def]
    """Code point and width in bytes of the character at a byte of valid UTF-8."""
    lead = int(data[at])
    if lead < 0x80:
        return lead, 1
    if lead < 0xE0:
        return (lead & 31) << 6 | int(data[at + 1]) & 63, 2
    if lead < 0xF0:
        return (lead & 15) << 12 | (int(data[at + 1]) & 63) << 6 | int(data[at + 2]) & 63, 3
    high = (lead & 7) << 18 | (int(data[at + 1]) & 63) << 12
    return high | (int(data[at + 2]) & 63) << 6 | int(data[at + 3]) & 63, 4


@njit(cache=True)
def _address(data, at, end):  # type: ignore[no-untyped-def]
    """Length in bytes of a web address that begins here, or 0."""
    left = end - at
    starts = False
    if left > 7 and data[at] | 32 == 104 and data[at + 1] | 32 == 116 and data[at + 2] | 32 == 116:
        starts = (data[at + 4] == 58 and data[at + 5] == 47) or (data[at + 5] == 58 and data[at + 6] == 47)
    elif left > 5 and data[at] == 116 and data[at + 1] == 46 and data[at + 2] == 109 and data[at + 3] == 101:
        starts = data[at + 4] == 47
    elif left > 4 and data[at] == 119 and data[at + 1] == 119 and data[at + 2] == 119:
        starts = data[at + 3] == 46
    if not starts:
        return 0
    k = at
    while k < end and data[k] > 32 and data[k] not in (34, 41, 60, 62, 93):
        k += 1
    return k - at


@njit(cache=True)
def _characters(data, low, high):  # type: ignore[no-untyped-def]
    """Code points in a stretch of bytes."""
    count = 0
    for k in range(low, high):
        count += data[k] & 0xC0 != 0x80
    return count


@njit(cache=True)
def _rewritten(word, length, to_cyrillic, to_latin):  # type: ignore[no-untyped-def]
    """Rewrite a word in place: script settled by look-alikes, letters stretched three times or more once; its new length."""
    cyrillic = latin = latin_alone = cyrillic_alone = 0
    for k in range(length):
        letter = word[k]
        if 0x400 <= letter < 0x530:
            cyrillic += 1
            cyrillic_alone += to_latin[letter] == 0
        elif 97 <= letter <= 122:
            latin += 1
            latin_alone += to_cyrillic[letter] == 0
    as_cyrillic = latin_alone == 0 or (cyrillic_alone > 0 and cyrillic >= latin)
    swap = cyrillic > 0 and latin > 0
    k = kept = 0
    while k < length:
        letter = word[k]
        run = 1
        while k + run < length and word[k + run] == letter:
            run += 1
        k += run
        if swap and letter < 0x600:
            swapped = to_cyrillic[letter] if as_cyrillic else to_latin[letter]
            letter = swapped if swapped > 0 else letter
        for _ in range(1 if run >= 3 else run):
            word[kept] = letter
            kept += 1
    return kept


@njit(inline="always")
def _coded(value, entry, numeric):  # type: ignore[no-untyped-def]
    """Hash of a word from its stem's: stem above, number of the ending in bits 1 to 8, lowest bit set for numbers."""
    return (uint32(mix(value)) & _STEM_BITS) | uint32(entry & 255) << uint32(1) | uint32(numeric)


@njit(cache=True)
def _odd_word(word, length, scripts, folding, endings):  # type: ignore[no-untyped-def]
    """Hash of a word that has to be rewritten first, or holds letters beyond the common ones."""
    letter, of_tail = endings
    if scripts != DIGIT:
        length = _rewritten(word, length, folding[2], folding[3])
    entry = 0
    if scripts & DIGIT == 0:
        tail = 0
        for k in range(min(LONGEST, length - STEM)):
            point = word[length - 1 - k]
            tail |= (int(letter[point]) if point < len(letter) else 0) << (LETTER_BITS * k)
        entry = int(of_tail[tail])
    value = _SEED
    for k in range(length - (entry >> SIZE_BITS)):
        value = (value ^ uint64(word[k])) * _PRIME
    return _coded(value, entry, scripts == DIGIT)


@njit(cache=True)
def _ends_something(point):  # type: ignore[no-untyped-def]
    """Whether a character ends a line or a sentence: line feed, . ! ? …"""
    return point == 10 or point == 46 or point == 33 or point == 63 or point == 0x2026


@njit(cache=True)
def _may_be_address(point):  # type: ignore[no-untyped-def]
    """Whether a word that begins so may be an address: h, t, w."""
    return point == 104 or point == 72 or point == 116 or point == 84 or point == 119


@njit(cache=True)
def _odd_letter(point, word, length, folding):  # type: ignore[no-untyped-def]
    """Take in a character that is no common letter: its code, how long the word is now, scripts met, whether it shows."""
    start_of, letters, _, _, _, script_of = folding
    known = point + 1 < len(start_of)
    low, high = (start_of[point], start_of[point + 1]) if known else (0, 1)
    code, scripts = letters[low], 0
    if code > JOINS:
        for k in range(low, high):
            if length < _LONGEST:
                word[length] = letters[k]
                length += 1
            scripts |= script_of[letters[k]] if letters[k] < len(script_of) else OTHER
        return code, length, scripts, True
    accent = code == SKIPPED and length > 0 and 0x300 <= point < 0x370
    if accent and point == _BREVE and word[length - 1] == _I_PLAIN:
        word[length - 1] = _I_SHORT
    elif accent and point == _DIAERESIS and word[length - 1] == _I_UKRAINIAN:
        word[length - 1] = _YI
    return code, length, scripts, accent


@njit(cache=True)
def _common_word(length, scripts, tail, values, of_tail):  # type: ignore[no-untyped-def]
    """Hash of a word of common letters from the hashes of its beginnings (`values`, the whole word first)."""
    reach = _TAIL if length >= LONGEST + STEM else (1 << LETTER_BITS * max(0, length - STEM)) - 1
    entry = int(of_tail[tail & reach]) if scripts & DIGIT == 0 else 0
    size = entry >> SIZE_BITS
    stem = values[0] if size == 0 else values[1] if size == 1 else values[2] if size == 2 else values[3]
    return _coded(stem, entry, scripts == DIGIT)


@njit(cache=True)
def _is_odd(length, scripts, odd):  # type: ignore[no-untyped-def]
    """Whether a word has to be hashed from its letters: rewritten, of two scripts, or cut."""
    return (odd and scripts != DIGIT) or scripts & (CYRILLIC | LATIN) == CYRILLIC | LATIN or length == _LONGEST


@njit(cache=True)
def scan(data, at, end, folding, endings, word, out, base, places):  # type: ignore[no-untyped-def]
    """Words of the text in bytes `at:end`, written from `base` on (starts and ends only where `places`); how many.

    The hash of a word of common letters grows with it, its last values kept for the stem; any other word is marked odd and
    hashed from its letters at its end.
    """
    quick, script_of, letter_of, of_tail = folding[4], folding[5], endings[0], endings[1]
    hashes, starts, ends, opens = out
    found = length = index = first = last = scripts = before = before_it = tail = 0
    value = value_1 = value_2 = value_3 = _SEED
    ended, odd = True, False
    while at <= end:
        point, width, letter = 0, 1, 0
        if at < end:
            lead = int(data[at])
            if lead < 0xE0:
                width = 1 + (lead >= 0x80)
                point = lead if lead < 0x80 else (lead & 31) << 6 | int(data[at + 1]) & 63
                letter = quick[point]
            else:
                point, width = decode(data, at)
                letter = -1
        if length == 0 and letter != 0:
            skip = _address(data, at, end) if _may_be_address(point) else 0
            if skip:
                at, index = at + skip, index + _characters(data, at, at + skip)
                continue
            first, odd, scripts, before, before_it, tail = index, False, 0, 0, 0, 0
            value = value_1 = value_2 = value_3 = _SEED
        if letter > 0:
            if length < _LONGEST:
                word[length] = letter
                length += 1
            scripts |= script_of[letter]
            odd |= (letter == before) & (letter == before_it)
            before_it, before = before, letter
            value_3, value_2, value_1 = value_2, value_1, value
            value = (value ^ uint64(letter)) * _PRIME
            tail = (tail << LETTER_BITS | int(letter_of[letter])) & _TAIL
            last = index + 1
        elif letter < 0:
            code, length, met, shows = _odd_letter(point, word, length, folding)
            scripts |= met
            odd |= shows
            last, letter = index + 1 if shows else last, 0 if code == PARTS else -1
        if letter == 0:
            if length > 0:
                if _is_odd(length, scripts, odd):
                    hashes[base + found] = _odd_word(word, length, scripts, folding, endings)
                else:
                    hashes[base + found] = _common_word(
                        length, scripts, tail, (value, value_1, value_2, value_3), of_tail
                    )
                opens[base + found], ended = ended, False
                if places:
                    starts[base + found], ends[base + found] = first, last
                found, length = found + 1, 0
            ended |= at < end and _ends_something(point)
        at, index = at + width, index + 1
    return found
