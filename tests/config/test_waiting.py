"""Slow clients wait, and those who work do not wait for them."""

import io
import socket
import threading
from concurrent.futures import ThreadPoolExecutor

import pytest
from django.http import HttpResponse, StreamingHttpResponse

from config.waiting import MOST, PIECE, Waiting
from relations.actions.documents import LARGEST


def application(environ, start_response):
    """Answer with what was sent, and with the thread that did the work."""
    sent = environ["wsgi.input"].read(int(environ.get("CONTENT_LENGTH") or 0))
    answer = HttpResponse(sent, headers={"X-Thread": threading.current_thread().name})
    start_response("200 OK", list(answer.items()))
    return answer


def ask(app, path="/", body=b"", **environ):
    """Ask as a server does; give the status, the head and the pieces of the body."""
    told = []
    given = {"PATH_INFO": path, "CONTENT_LENGTH": str(len(body)), "wsgi.input": io.BytesIO(body)}
    answer = app({**given, **environ}, lambda status, headers: told.append((status, headers)))
    return told[0][0], dict(told[0][1]), list(answer)


def test_few_threads_work_for_many():
    app = Waiting(application, workers=2, patience=60)
    with ThreadPoolExecutor(20) as pool:
        answers = list(pool.map(lambda _number: ask(app), range(40)))
    assert {status for status, _head, _body in answers} == {"200 OK"}
    names = {head["X-Thread"] for _status, head, _body in answers}
    assert names in ({"work_0"}, {"work_0", "work_1"})


def test_its_health_is_told_while_all_are_at_work():
    begun, ended = threading.Event(), threading.Event()

    def busy(environ, start_response):
        if environ["PATH_INFO"] == "/work/":
            begun.set()
            assert ended.wait(60)
        return application(environ, start_response)

    app = Waiting(busy, workers=1, patience=60)
    with ThreadPoolExecutor(1) as pool:
        working = pool.submit(ask, app, "/work/")
        assert begun.wait(60)
        assert ask(app, "/healthz")[0] == "200 OK"
        assert not working.done()
        ended.set()
        assert working.result()[0] == "200 OK"


def test_a_request_comes_whole_and_an_answer_goes_in_pieces():
    body = bytes(range(256)) * 1024
    _status, _head, sent = ask(Waiting(application, workers=1, patience=60), body=body)
    assert b"".join(sent) == body
    assert [len(piece) for piece in sent] == [PIECE] * 4


def test_a_client_has_so_long_for_each_piece():
    one, other = socket.socketpair()
    with one, other, one.makefile("rb") as sent:
        other.sendall(b"half")
        app = Waiting(application, workers=1, patience=0.05)
        given = {"gunicorn.socket": one, "wsgi.input": sent, "CONTENT_LENGTH": "8"}
        status, head, told = ask(app, **given)
        assert one.gettimeout() == 0.05
    assert (status, head["Connection"]) == ("408 Request Timeout", "close")
    assert b"".join(told).startswith(b"Request Timeout: ")


@pytest.mark.parametrize(
    ("length", "status"),
    [(MOST + 1, "413"), (9, "400")],
)
def test_what_does_not_come_whole_is_not_worked_on(length, status):
    def never(_environ, _start_response):
        raise AssertionError

    app = Waiting(never, workers=1, patience=60)
    assert ask(app, body=b"half", CONTENT_LENGTH=str(length))[0].split()[0] == status


def test_an_answer_is_ended_where_it_was_made_unless_it_is_streamed():
    ended = []

    def made(kind):
        def answering(_environ, start_response):
            answer = kind([b"a", b"b"])
            name = kind.__name__
            answer.close = lambda: ended.append((name, threading.current_thread().name))
            start_response("200 OK", [])
            return answer

        return Waiting(answering, workers=1, patience=60)

    assert ask(made(HttpResponse))[2] == [b"ab"]
    assert ended == [("HttpResponse", "work_0")]
    assert ask(made(StreamingHttpResponse))[2] == [b"a", b"b"]
    assert len(ended) == 1  # the server ends it, when the last piece is sent


def test_an_error_comes_to_the_server():
    def broken(_environ, _start_response):
        raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        ask(Waiting(broken, workers=1, patience=60))


def test_a_document_and_what_is_said_of_it_fit():
    assert MOST > LARGEST
