"""Recorded pages over real HTTP and HTTPS on loopback: from nginx where it is installed, else a server of our own."""

import gzip
import os
import shutil
import socket
import subprocess
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urljoin

from w3lib.url import safe_url_string

from prospector.crawling.warc import fetched, responses
from prospector.reading.page import Fetched
from tests.crawling.web import NOT_FOUND, Answer, certificate, redirect, serving

_CONFIGURATION = """\
{user}
daemon off;
worker_processes 1;
pid {folder}/nginx.pid;
error_log {folder}/error.log;
events {{ worker_connections 2048; }}
http {{
  access_log off;
  map_hash_max_size 262144;
  map_hash_bucket_size 8192;
  types {{ {types} }}
  map $scheme://$host$request_uri $file {{ default none; include {folder}/files.map; }}
  map $scheme://$host$request_uri $target {{ default ""; include {folder}/targets.map; }}
  server {{
    listen 127.0.0.1:{http} backlog=512;
    listen 127.0.0.1:{https} ssl backlog=512;
    ssl_certificate {folder}/key.pem;
    ssl_certificate_key {folder}/key.pem;
    root {folder}/files;
    gzip_static on;
    sendfile on;
    location / {{
      if ($target) {{ return 301 $target; }}
      try_files /$file =404;
    }}
  }}
}}
"""


@dataclass(frozen=True, slots=True)
class Server:
    """A running server: *stand_in* is what ``PROSPECTOR_STAND_IN`` takes, *name* what serves."""

    stand_in: str
    name: str


def recorded(files: Sequence[Path]) -> dict[str, Fetched]:
    """Return the recorded responses of some WARC files by address, spelled as Scrapy asks for it."""
    found: dict[str, Fetched] = {}
    for file in files:
        for record, _ in responses(file):
            answer = fetched(record)
            found.setdefault(safe_url_string(answer.url), answer)
    return found


@contextmanager
def served(answers: dict[str, Fetched]) -> Iterator[Server]:
    """Serve recorded responses, bodies compressed beforehand; other addresses are answered with 404."""
    if shutil.which("nginx"):
        with _nginx(answers) as server:
            yield server
        return
    plain = {url: _answer(answer) for url, answer in answers.items()}
    with serving(lambda url: plain.get(url, NOT_FOUND)) as web:
        yield Server(web.env["PROSPECTOR_STAND_IN"], "a server of our own, since nginx is not installed")


def _answer(answer: Fetched) -> Answer:
    if 300 <= answer.status < 400:
        return redirect(urljoin(answer.url, answer.header("location")))
    zipped = (("Content-Encoding", "gzip"),)
    return Answer(gzip.compress(answer.body), answer.status, answer.header("content-type"), zipped)


@contextmanager
def _nginx(answers: dict[str, Fetched]) -> Iterator[Server]:
    http, https = _free_ports()
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        types = _lay_out(folder, answers)
        user = "user root;" if os.geteuid() == 0 else ""
        settings = {"folder": folder, "types": types, "http": http, "https": https, "user": user}
        (folder / "nginx.conf").write_text(_CONFIGURATION.format(**settings))
        (folder / "key.pem").write_bytes(certificate())
        process = subprocess.Popen(["nginx", "-p", name, "-c", f"{name}/nginx.conf"], stderr=subprocess.DEVNULL)
        try:
            _wait_for(http, process)
            yield Server(f"127.0.0.1:{http}:{https}", "nginx")
        finally:
            process.terminate()
            process.wait()


def _lay_out(folder: Path, answers: dict[str, Fetched]) -> str:
    """Write the bodies and the maps from address to file and to target; return the types of the files' endings."""
    (folder / "files").mkdir()
    types: dict[str, str] = {}
    files, targets = [], []
    for number, (url, answer) in enumerate(answers.items()):
        if 300 <= answer.status < 400:
            targets.append(f"{_quoted(url)} {_quoted(urljoin(url, answer.header('location')))};")
        elif answer.status == 200:
            ending = types.setdefault(answer.header("content-type") or "text/html", f"t{len(types)}")
            (folder / "files" / f"{number}.{ending}").write_bytes(answer.body)
            (folder / "files" / f"{number}.{ending}.gz").write_bytes(gzip.compress(answer.body))
            files.append(f"{_quoted(url)} {number}.{ending};")
    (folder / "files.map").write_text("\n".join(files))
    (folder / "targets.map").write_text("\n".join(targets))
    return " ".join(f"{_quoted(kind)} {ending};" for kind, ending in types.items())


def _quoted(text: str) -> str:
    """Return *text* as nginx reads a string; a dollar sign would name a variable."""
    return '"' + text.replace("\\", "\\\\").replace('"', '\\"').replace("$", "%24") + '"'


def _free_ports() -> tuple[int, int]:
    with socket.create_server(("127.0.0.1", 0)) as one, socket.create_server(("127.0.0.1", 0)) as other:
        return one.getsockname()[1], other.getsockname()[1]


def _wait_for(port: int, process: subprocess.Popen[bytes]) -> None:
    """Return once *port* answers; a server that ends before is an error."""
    while process.poll() is None:
        try:
            socket.create_connection(("127.0.0.1", port), timeout=1).close()
        except ConnectionRefusedError:
            continue
        return
    raise RuntimeError("nginx ended at once")
