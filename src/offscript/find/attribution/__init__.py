"""What becomes of an attribution on the way: whose words a copy's words were, and whose they are now.

For each pair of posts that share words, the voice of most of the shared letters on either side. Removed: they were somebody
else's there and are the author's own here, in a post that names neither that speaker nor any other. Added: they were the
earlier source's own, and the later says whose they are. Changed: another speaker. Co-quoted: three quarters of the shared letters
are one third voice's on both sides, so the two quote the same speaker and need not have seen each other. Names dropped and
added are entities whose words a copy changed and that the other post does not name at all.
"""

from __future__ import annotations

from offscript.store.steps import Query, Step, sql_beside

STEPS: tuple[Step, ...] = (
    Query("attribution", "attribution", sql_beside("offscript.find.attribution", "attribution"), "attribution"),
)
