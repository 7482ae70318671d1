"""A server on this machine that plays what servers do: well, slowly, wrongly and with ill will. All of our own words."""

from __future__ import annotations

import gzip
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from email.utils import format_datetime
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

Play = Callable[[BaseHTTPRequestHandler], None]


def reply(
    handler: BaseHTTPRequestHandler, status: int = 200, body: bytes = b"", headers: dict[str, str] | None = None
) -> None:
    """Answer, whole."""
    handler.send_response(status)
    for name, value in {"Content-Length": str(len(body)), **(headers or {})}.items():
        handler.send_header(name, value)
    handler.end_headers()
    handler.wfile.write(body)


def page(*posts: tuple[int, str, str]) -> bytes:
    """A channel's preview with posts of number, time and words; a fourth part of the words marks an edit."""
    shown = "".join(
        f'<div class="tgme_widget_message_wrap"><div class="tgme_widget_message" data-post="Agency/{number}">'
        f'<div class="tgme_widget_message_text">{words}</div><span class="tgme_widget_message_meta">'
        f'<a class="tgme_widget_message_date" href="https://t.me/agency/{number}"><time datetime="{at}"></time></a>'
        "</span></div></div>"
        for number, at, words in posts
    )
    head = '<meta property="og:title" content="Агентство Вели">'
    return f"<!doctype html><html><head>{head}</head><body>{shown}</body></html>".encode()


def rss(*items: tuple[str, str, str]) -> bytes:
    """A feed with items of id, time and title."""
    listed = "".join(
        f"<item><title>{title}</title><link>https://vel.example/{name}</link><guid>{name}</guid><pubDate>{at}</pubDate></item>"
        for name, at, title in items
    )
    head = "<title>Вести Вели</title><link>https://vel.example</link>"
    return f"<?xml version='1.0' encoding='utf-8'?><rss version='2.0'><channel>{head}{listed}</channel></rss>".encode()


class Server:
    """What is played at each path, and what was asked."""

    def __init__(self) -> None:
        self.plays: dict[str, Play] = {}
        self.asked: list[tuple[str, dict[str, str]]] = []
        self.address = ""

    def __call__(self, path: str) -> str:
        """The address of a path."""
        return f"{self.address}{path}"

    def paths(self) -> list[str]:
        """What was asked, without robots.txt."""
        return [path for path, _ in self.asked if path != "/robots.txt"]


@contextmanager
def serving() -> Iterator[Server]:
    """A server, stopped in the end."""
    server = Server()

    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.0"

        def do_GET(self) -> None:
            server.asked.append((self.path, {name.lower(): value for name, value in self.headers.items()}))
            play = server.plays.get(self.path) or server.plays.get(self.path.split("?")[0])
            try:
                if play:
                    play(self)
                else:
                    reply(self, 404)
            except (BrokenPipeError, ConnectionResetError):
                pass

        def do_POST(self) -> None:
            length = int(self.headers.get("Content-Length", 0))
            sent = {name.lower(): value for name, value in self.headers.items()}
            server.asked.append((self.path, sent | {"body": self.rfile.read(length).decode()}))
            play = server.plays.get(self.path)
            if play:
                play(self)
            else:
                reply(self, 404)

        def log_message(self, format: str, *args: object) -> None:
            """Say nothing."""

    held = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.address = f"http://127.0.0.1:{held.server_port}"
    thread = threading.Thread(target=held.serve_forever, daemon=True)
    thread.start()
    try:
        yield server
    finally:
        held.shutdown()
        held.server_close()


def tagged(body: bytes, etag: str) -> Play:
    """Answers 304 to who has this already."""

    def play(handler: BaseHTTPRequestHandler) -> None:
        if handler.headers.get("If-None-Match") == etag:
            reply(handler, 304, headers={"ETag": etag})
        else:
            reply(handler, 200, body, {"ETag": etag})

    return play


def bomb(handler: BaseHTTPRequestHandler) -> None:
    """A small answer that unpacks to a very large one."""
    reply(handler, 200, gzip.compress(b"0" * (100 << 20)), {"Content-Encoding": "gzip"})


def cut_off(handler: BaseHTTPRequestHandler) -> None:
    """Promises more than it gives."""
    handler.send_response(200)
    handler.send_header("Content-Length", "100000")
    handler.end_headers()
    handler.wfile.write(b"<rss>")
    handler.connection.close()


def hangs(handler: BaseHTTPRequestHandler) -> None:
    """Begins and gives nothing."""
    handler.send_response(200)
    handler.end_headers()
    handler.wfile.flush()
    time.sleep(3)


def skewed(body: bytes) -> Play:
    """A server whose clock is two hours ahead."""

    def play(handler: BaseHTTPRequestHandler) -> None:
        handler.send_response_only(200)
        handler.send_header("Date", format_datetime(datetime.fromtimestamp(time.time() + 7200, UTC), usegmt=True))
        handler.send_header("Content-Length", str(len(body)))
        handler.end_headers()
        handler.wfile.write(body)

    return play


def plain(body: bytes, headers: dict[str, str] | None = None) -> Play:
    """Always the same answer."""
    return lambda handler: reply(handler, 200, body, headers)


def status(number: int, headers: dict[str, str] | None = None) -> Play:
    """Always the same refusal."""
    return lambda handler: reply(handler, number, b"", headers)
