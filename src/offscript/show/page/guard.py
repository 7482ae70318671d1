"""What keeps the page to its reader: who may ask, how much, and what a browser may do with the answer.

After OWASP's cheat sheets (Content Security Policy; Cross-Site Request Forgery; DNS rebinding through the Host header). The page
listens on the loopback address; asked to listen wider, it wants a token in the first address and keeps it in a cookie.
"""

from __future__ import annotations

import asyncio
import hmac
import secrets
from dataclasses import dataclass, field
from http.cookies import SimpleCookie
from urllib.parse import parse_qs

from starlette.datastructures import MutableHeaders
from starlette.responses import PlainTextResponse, RedirectResponse
from starlette.types import ASGIApp, Message, Receive, Scope, Send

_POLICY = (
    "default-src 'none'; style-src 'self'; script-src 'self'; img-src 'self' data:; form-action 'self'; "
    "base-uri 'none'; frame-ancestors 'none'"
)
_HEADERS = {
    "Content-Security-Policy": _POLICY,
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "no-referrer",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), microphone=(), geolocation=()",
    "X-DNS-Prefetch-Control": "off",
}
LOOPBACK = ("127.0.0.1", "localhost", "[::1]")
"""Names a loopback page is asked under."""
_MOST_BYTES, _LONGEST_ADDRESS, _SECONDS = 100_000, 4_000, 60
_TOKEN = "offscript"  # noqa: S105 - a cookie's name


@dataclass(frozen=True)
class Access:
    """Who may ask: the names the page answers to (none: any), the token it wants, whether anything may be entered.

    `still` is for pages that are written as files.
    """

    hosts: tuple[str, ...] = LOOPBACK
    token: str = ""
    read_only: bool = False
    still: bool = False
    form: str = field(default_factory=lambda: secrets.token_urlsafe(24))

    def form_holds(self, given: str) -> bool:
        """Whether a form was drawn by this page (against cross-site requests)."""
        return hmac.compare_digest(self.form.encode(), given.encode())


def _host(scope: Scope) -> str:
    found = str(dict(scope["headers"]).get(b"host", b"").decode("latin-1"))
    name, _, port = found.rpartition(":")
    return name if name and port.isdigit() else found


def _cookie(scope: Scope) -> str:
    cookies = SimpleCookie(dict(scope["headers"]).get(b"cookie", b"").decode("latin-1"))
    return str(cookies[_TOKEN].value) if _TOKEN in cookies else ""


def _equal(one: str, other: str) -> bool:
    return hmac.compare_digest(one.encode(), other.encode())


class Guard:
    """Stands before the application: refuses what may not be asked, and sets the answer's limits."""

    def __init__(self, app: ASGIApp, access: Access) -> None:
        self.app, self.access = app, access

    def _refused(self, scope: Scope) -> PlainTextResponse | RedirectResponse | None:
        if self.access.hosts and _host(scope) not in self.access.hosts:
            return PlainTextResponse("this page does not answer under that name", 421)
        if len(scope["path"]) + len(scope["query_string"]) > _LONGEST_ADDRESS:
            return PlainTextResponse(f"an address may have {_LONGEST_ADDRESS:,} characters", 414)
        length = dict(scope["headers"]).get(b"content-length", b"0")
        if not length.isdigit() or int(length) > _MOST_BYTES:
            return PlainTextResponse(f"a form may have {_MOST_BYTES:,} bytes", 413)
        if self.access.token and not _equal(_cookie(scope), self.access.token):
            given = parse_qs(scope["query_string"].decode("latin-1")).get("token", [""])[0]
            if not _equal(given, self.access.token):
                return PlainTextResponse("this page wants the token that stood in the address it was started with", 403)
            answer = RedirectResponse(scope["path"], 303)
            answer.set_cookie(_TOKEN, self.access.token, httponly=True, samesite="strict")
            return answer
        return None

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request, or refuse it."""
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        started, taken = False, 0

        async def headed(message: Message) -> None:
            nonlocal started
            if message["type"] == "http.response.start":
                started = True
                headers = MutableHeaders(scope=message)
                for name, value in _HEADERS.items():
                    headers[name] = value
                headers.setdefault("Cache-Control", "no-store")
            await send(message)

        async def limited() -> Message:
            nonlocal taken
            message = await receive()
            taken += len(message.get("body", b""))
            return {"type": "http.disconnect"} if taken > _MOST_BYTES else message

        answer = self._refused(scope)
        if answer is not None:
            await answer(scope, receive, headed)
            return
        try:
            await asyncio.wait_for(self.app(scope, limited, headed), _SECONDS)
        except TimeoutError:
            if not started:
                await PlainTextResponse(f"no answer within {_SECONDS} seconds; ask for less", 503)(
                    scope, receive, headed
                )
