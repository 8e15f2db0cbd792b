"""Clients that are slow wait on threads of their own, and few threads do the work.

A server gives each connection a thread, and most of them wait for somebody's network. So there may
be many (``--threads=64``), while Django runs on few, each with its connection to the database: a
request comes to it whole, and leaves it before its answer is sent. A file is made as fast as its
reader takes it, on the reader's own thread and connection (``relations.exports``).
"""

from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor
from http import HTTPStatus
from tempfile import SpooledTemporaryFile
from typing import Any, Final

from django.http import HttpResponse

PIECE: Final = 64 * 1024
"""What is read or sent at once; the time a client has is for one piece."""
HELD: Final = 1024 * 1024
"""What of a request is held in memory; the rest lies in a temporary file."""
MOST: Final = 32 * 1024 * 1024
"""The largest request that is taken: a document and what is said of it."""
STRAIGHT: Final = frozenset({"/healthz"})
"""What is answered even while all threads have work."""

Told = tuple[str, list[tuple[str, str]], Iterable[bytes]]


class RefusedError(Exception):
    """A request did not come whole; the status says why."""

    def __init__(self, status: HTTPStatus) -> None:
        self.status = status
        super().__init__(status.phrase)


class Waiting:
    """A WSGI application before another, which it runs in ``workers`` threads.

    A client that neither sends nor takes a piece within ``patience`` seconds is cut off, where the
    server lets its socket be reached (gunicorn does).
    """

    def __init__(self, application: Any, *, workers: int, patience: float) -> None:
        self.application = application
        self.patience = patience
        self.workers = ThreadPoolExecutor(workers, thread_name_prefix="work")

    def __call__(self, environ: dict[str, Any], start_response: Callable) -> Iterable[bytes]:
        if environ["PATH_INFO"] in STRAIGHT:
            answer: Iterable[bytes] = self.application(environ, start_response)
            return answer
        if link := environ.get("gunicorn.socket"):
            link.settimeout(self.patience)
        try:
            with SpooledTemporaryFile(HELD) as body:
                receive(environ, body)
                status, headers, told = self.workers.submit(self._work, environ).result()
        except RefusedError as error:
            status, headers, told = refusal(error.status)
        start_response(status, headers)
        return told

    def _work(self, environ: dict[str, Any]) -> Told:
        """Answer in a working thread; what is not streamed is ended here, where it was made."""
        said: list[Any] = []
        answer = self.application(environ, lambda *told: said.append(told))
        if not isinstance(answer, HttpResponse):
            return *said[0], answer
        try:
            return *said[0], pieces(answer.content)
        finally:
            answer.close()


def receive(environ: dict[str, Any], body: Any) -> None:
    """Read the whole of a request, so that nobody who works waits for the rest of it."""
    left = int(environ.get("CONTENT_LENGTH") or 0)
    if left > MOST:
        raise RefusedError(HTTPStatus.REQUEST_ENTITY_TOO_LARGE)
    while left > 0:
        try:
            piece = environ["wsgi.input"].read(min(left, PIECE))
        except TimeoutError:
            raise RefusedError(HTTPStatus.REQUEST_TIMEOUT) from None
        if not piece:
            raise RefusedError(HTTPStatus.BAD_REQUEST)
        body.write(piece)
        left -= len(piece)
    body.seek(0)
    environ["wsgi.input"] = body


def pieces(content: bytes) -> Iterator[bytes]:
    return (content[at : at + PIECE] for at in range(0, len(content), PIECE))


def refusal(status: HTTPStatus) -> Told:
    told = f"{status.phrase}: {status.description}\n".encode()
    headers = [("Content-Type", "text/plain"), ("Content-Length", str(len(told)))]
    return f"{status.value} {status.phrase}", [*headers, ("Connection", "close")], [told]
