"""Serving the page: on the loopback address unless asked to listen wider, and then only with a token."""

from __future__ import annotations

import secrets
import socket
import threading
import webbrowser
from pathlib import Path

import uvicorn
from starlette.applications import Starlette

from offscript.case import CaseError
from offscript.show.page import application
from offscript.show.page.guard import LOOPBACK, Access
from offscript.store.engine import Tell

_LOOPBACK = ("127.0.0.1", "localhost", "::1")


def _socket(host: str, port: int) -> socket.socket:
    """A socket that listens.

    Raises:
        CaseError: the port is taken, or the address is not this machine's.
    """
    try:
        return socket.create_server((host, port), family=socket.AF_INET6 if ":" in host else socket.AF_INET)
    except OSError as error:
        raise CaseError(
            f"{host}:{port} cannot be listened on ({error.strerror}); name another port: offscript show CASE --port {port + 1}"
        ) from None


class Prepared:
    """A page that listens, and answers once it is served."""

    def __init__(self, made: Starlette, listening: socket.socket, address: str) -> None:
        self._made, self._listening, self.address = made, listening, address

    def serve(self, browser: bool) -> None:
        """Answer until stopped."""
        if browser:
            threading.Timer(0.5, webbrowser.open, [self.address]).start()
        config = uvicorn.Config(
            self._made,
            log_level="warning",
            access_log=False,
            server_header=False,
            date_header=False,
            timeout_keep_alive=5,
            h11_max_incomplete_event_size=16_384,
        )
        uvicorn.Server(config).run([self._listening])


def page(folder: Path, host: str, port: int, read_only: bool, tell: Tell) -> Prepared:
    """A case ready to be shown: its index of words built, its port taken.

    Raises:
        CaseError: the case cannot be read, or the port is taken.
    """
    wide = host not in _LOOPBACK
    access = Access(() if wide else LOOPBACK, secrets.token_urlsafe(24) if wide else "", read_only)
    listening = _socket(host, port)
    made = application(folder, access, tell)
    at = f"http://{f'[{host}]' if ':' in host else host}:{listening.getsockname()[1]}/"
    return Prepared(made, listening, f"{at}?token={access.token}" if wide else at)
