"""A page being rendered gets what it was given and nothing else, and cannot use more than its share of the machine."""

import contextlib
import socket
import threading

import pytest

from reports.pdf import Limits, RenderFailed, render_pdf
from reports.tests.attacks import ASKING

PAGE = '<!doctype html><html lang="en"><head><title>x</title>{head}</head><body><h1>Page</h1>{body}</body></html>'
SECRET = "canary-4711"

WAYS_TO_ASK = {name: (attack.head, attack.body) for name, attack in ASKING.items()}


class Listener:
    """A server on this machine that counts who calls, and sends every caller on to somewhere else."""

    def __init__(self):
        self.calls = 0
        self.socket = socket.create_server(("127.0.0.1", 0))
        self.address = f"http://127.0.0.1:{self.socket.getsockname()[1]}/anything"
        self.thread = threading.Thread(target=self.listen)
        self.thread.start()

    def listen(self):
        with contextlib.suppress(OSError):
            while True:
                caller, _ = self.socket.accept()
                self.calls += 1
                caller.sendall(b"HTTP/1.0 302 Found\r\nLocation: file:///etc/passwd\r\n\r\n")
                caller.close()

    def close(self):
        self.socket.shutdown(socket.SHUT_RDWR)
        self.socket.close()
        self.thread.join()


@pytest.fixture(scope="module")
def listener():
    listener = Listener()
    yield listener
    listener.close()


@pytest.fixture
def secret_file(tmp_path):
    path = tmp_path / "secret.txt"
    path.write_text(SECRET)
    return path.as_uri()


def render(head="", body="", **options):
    return render_pdf(PAGE.format(head=head, body=body), assets={}, lang="en", title="x", **options)


def test_listener_counts_who_calls(listener):
    before = listener.calls
    with socket.create_connection(listener.socket.getsockname()) as caller:
        caller.recv(100)

    assert listener.calls == before + 1


@pytest.mark.parametrize("way", WAYS_TO_ASK)
def test_file_of_this_machine_is_refused(way, secret_file):
    head, body = (part.format(address=secret_file) for part in WAYS_TO_ASK[way])

    with pytest.raises(RenderFailed) as failed:
        render(head, body)
    assert failed.value.failure in {"asset", "link"}
    assert failed.value.what


@pytest.mark.parametrize("way", WAYS_TO_ASK)
def test_server_is_never_called(way, listener):
    before = listener.calls
    head, body = (part.format(address=listener.address) for part in WAYS_TO_ASK[way])

    with pytest.raises(RenderFailed) as failed:
        render(head, body)
    assert failed.value.failure == "asset"
    assert listener.calls == before


@pytest.mark.parametrize("address", ["data:image/svg+xml,<svg/>", "picture:not-there", "style:report", "ftp://x/y"])
def test_picture_that_was_not_given_is_named(address):
    with pytest.raises(RenderFailed) as failed:
        render(body=f'<img alt="x" src="{address}">')
    assert failed.value.what == [address]
    assert address in str(failed.value)


def test_address_with_no_scheme_is_refused():
    with pytest.raises(RenderFailed):
        render(body='<img alt="x" src="/etc/passwd">')


@pytest.mark.parametrize("address", ["javascript:alert(1)", "file:///etc/passwd", "data:text/html,x", "ssh://host"])
def test_link_that_is_no_web_or_mail_address_is_refused(address):
    with pytest.raises(RenderFailed) as failed:
        render(body=f'<a href="{address}">x</a>')
    assert (failed.value.failure, failed.value.what) == ("link", [address])


def test_drawing_that_uses_another_file_gets_nothing_of_it(listener):
    before = listener.calls
    render(body=f'<svg viewBox="0 0 9 9"><title>x</title><use href="{listener.address}#a"/></svg>')

    assert listener.calls == before


def test_picture_that_asks_for_another_is_refused(secret_file):
    image = f'<image width="9" height="9" href="{secret_file}"/>'
    svg = f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9">{image}</svg>'
    html = PAGE.format(head="", body='<img alt="x" src="picture:x">')

    with pytest.raises(RenderFailed) as failed:
        render_pdf(html, assets={"picture:x": svg.encode()}, lang="en", title="x")
    assert failed.value.what == [secret_file]


def test_picture_whose_bytes_are_no_picture_fails():
    html = PAGE.format(head="", body='<img alt="x" src="picture:x">')

    with pytest.raises(RenderFailed) as failed:
        render_pdf(html, assets={"picture:x": b"not a picture"}, lang="en", title="x")
    assert failed.value.failure == "complaint"


def test_picture_without_words_fails():
    html = PAGE.format(head="", body='<img src="picture:x">')
    svg = b'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9"><path d="M0 0h9v9z"/></svg>'

    with pytest.raises(RenderFailed) as failed:
        render_pdf(html, assets={"picture:x": svg}, lang="en", title="x")
    assert failed.value.failure == "complaint"


def uses(depth):
    """Drawings that each use the one before ten times."""
    drawings = ['<g id="a0"><path d="M0 0h9"/></g>']
    for level in range(1, depth):
        use = f'<use href="#a{level - 1}"/>'
        drawings.append(f'<g id="a{level}">{use * 10}</g>')
    last = f'<use href="#a{depth - 1}"/>'
    return f'<svg viewBox="0 0 9 9"><title>x</title><defs>{"".join(drawings)}</defs>{last}</svg>'


@pytest.mark.parametrize(
    "body",
    [
        '<table><tr><td colspan="1000000">x</td></tr></table>',
        f"<p>{'word ' * 400_000}</p>",
        uses(9),
    ],
    ids=["columns", "one paragraph", "uses"],
)
def test_page_that_takes_too_long_is_stopped(body):
    with pytest.raises(RenderFailed) as failed:
        render(body=body, limits=Limits(cpu=2, wall=120))
    assert failed.value.failure in {"cpu", "memory"}


def test_page_nested_too_deep_is_refused():
    with pytest.raises(RenderFailed) as failed:
        render(body="<blockquote>" * 400 + "x" + "</blockquote>" * 400)
    assert failed.value.failure == "nesting"
