"""Send the form of a meeting as a browser without scripts does, and read what comes back."""

import html
import re

from django.test import Client

from relations.actions.changing import BUSY
from relations.models import User
from tests import cast

LOG = "/log/"
_BOX = re.compile(
    r"<textarea[^>]*name=\"(?P<area>[\w-]+)\"[^>]*>\n?(?P<text>.*?)</textarea>"
    r"|<input[^>]*name=\"(?P<line>[\w-]+)\"(?P<rest>[^>]*)>"
    r"|<select[^>]*name=\"(?P<choice>[\w-]+)\"[^>]*>(?P<options>.*?)</select>",
    re.DOTALL,
)


def client_of(user):
    client = Client()
    client.force_login(user)
    return client


def boxes(page):
    """Read what stands in the form of a page, as a browser would send it."""
    form = re.search(r"<form[^>]*class=\"log[ \"].*?</form>", page, re.DOTALL)[0]
    found = {}
    for box in _BOX.finditer(form):
        if box["area"]:
            found[box["area"]] = html.unescape(box["text"])
        elif box["choice"]:
            chosen = re.search(r'value="([^"]*)" selected', box["options"])
            first = re.search(r'value="([^"]*)"', box["options"])
            found[box["choice"]] = html.unescape((chosen or first)[1])
        elif 'type="file"' in box[0]:
            found[re.search(r'name="([^"]*)"', box[0])[1]] = ""  # until a file is chosen
        elif 'type="radio"' not in box[0] or " checked" in box["rest"]:
            value = re.search(r'value="([^"]*)"', box["rest"])
            found[box["line"]] = html.unescape(value[1]) if value else ""
    found.pop("csrfmiddlewaretoken")
    return found


def chips(page):
    return re.findall(r'log-chip is-(\w+)">\s*(.+?)\s*</span>', page)


def read_back(client, values, address=LOG):
    """Have typed values read back, and return the page."""
    return client.post(address, {**values, "do": "read"}).content.decode()


def saved(client, values, address=LOG):
    """Have typed values read back, then save what the page then holds."""
    return client.post(address, {**boxes(read_back(client, values, address)), "do": "save"})


def together(address, typed):
    """Let each editor read back what they typed, then let all of them save at once."""
    client = client_of(User.objects.get(username="editor"))
    shown = boxes(client.get(address).content.decode())
    ready = [boxes(read_back(client, {**shown, **values}, address)) for values in typed(shown)]

    def save(values):
        own = client_of(User.objects.get(username="editor"))
        answer = own.post(address, {**values, "do": "save"})
        while str(BUSY) in answer.content.decode():  # nothing was saved: press the button again
            answer = own.post(address, {**values, "do": "save"})
        return answer

    return cast.in_threads(*(lambda values=values: save(values) for values in ready))
