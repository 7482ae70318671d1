"""Make the pictures of the README and of the tour from the invented country, in a real browser, so that they cannot age.

`python docs/pictures.py [CASE]`: without a case, the demo is built and run first (a minute). Needs Chromium and chromedriver.
"""

from __future__ import annotations

import shutil
import sys
import tempfile
import threading
import time
from pathlib import Path
from typing import Any

import uvicorn
from selenium import webdriver

import offscript
from offscript.show.page import application
from offscript.show.page.guard import Access
from offscript.simulate import build

PICTURES = Path(__file__).resolve().parent / "pictures"
SHOTS = {
    "overview": ("/", 1180, 800),
    "blame": ("/blame", 1180, 860),
    "posts": ("/posts?q=перегруппировка&order=oldest", 1180, 760),
    "queue": ("/queue", 1180, 700),
    "alerts": ("/alerts", 1180, 760),
    "phone": ("/", 400, 800),
}
"""Picture, address, width and height."""


def case_in(folder: Path) -> Path:
    """The demo's case, built and run."""
    build(folder)
    case = offscript.open(folder)
    case.read([folder / "exports"])
    case.run()
    return folder


def served(case: Path) -> tuple[uvicorn.Server, str]:
    """The page of a case on a free port."""
    made = application(case, Access(read_only=False), lambda what, done, total: None)
    server = uvicorn.Server(uvicorn.Config(made, port=0, log_level="error"))
    threading.Thread(target=server.run, daemon=True).start()
    while not server.started:
        time.sleep(0.05)
    return server, f"http://127.0.0.1:{server.servers[0].sockets[0].getsockname()[1]}"


def browser() -> Any:
    """Chromium without a window."""
    options = webdriver.ChromeOptions()
    options.binary_location = shutil.which("chromium") or ""
    for flag in (
        "--headless=new",
        "--no-sandbox",
        "--disable-gpu",
        "--hide-scrollbars",
        "--disable-background-networking",
    ):
        options.add_argument(flag)
    return webdriver.Chrome(options=options, service=webdriver.ChromeService(shutil.which("chromedriver")))


def shoot(opened: Any, address: str, path: Path, width: int, height: int) -> None:
    """One picture."""
    size = {"width": width, "height": height, "deviceScaleFactor": 1, "mobile": width < 600}
    opened.execute_cdp_cmd("Emulation.setDeviceMetricsOverride", size)
    opened.get(address)
    time.sleep(0.4)
    opened.save_screenshot(str(path))


def main() -> None:
    """Make every picture."""
    with tempfile.TemporaryDirectory() as folder:
        case = Path(sys.argv[1]) if len(sys.argv) > 1 else case_in(Path(folder) / "case")
        rows = offscript.open(case).sql(
            "select b.version from blame b join lexicon l on l.version = b.version group by 1 order by count(*) desc, 1 limit 1"
        )
        ((version,),) = rows.fetchall()
        server, at = served(case)
        opened = browser()
        for name, (address, width, height) in {**SHOTS, "post": (f"/version/{version}", 1180, 700)}.items():
            shoot(opened, at + address, PICTURES / f"{name}.png", width, height)
        opened.quit()
        server.should_exit = True


if __name__ == "__main__":
    main()
