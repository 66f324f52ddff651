"""A real server over a new database, SQLite or PostgreSQL, that can be killed; and people who save texts through it."""

import http.client
import http.cookiejar
import json
import os
import re
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
import urllib.parse
import urllib.request
import uuid
from contextlib import contextmanager
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path

PROJECT = Path(__file__).resolve().parents[1]
MANAGE = [sys.executable, str(PROJECT / "manage.py")]
SECTION = "leadership"
NOTHING = sha256(b"").hexdigest()


@dataclass(frozen=True)
class Place:
    """A database with everything else that an installation has; `ids` is what `benchmarks.written.build` printed."""

    folder: Path
    database: str
    ids: dict

    @property
    def environment(self):
        """Production's rules, without https, without mail, and without a second factor, for which a phone is needed."""
        return os.environ | {
            "DEBUG": "false",
            "HTTPS": "false",
            "EMAIL_URL": "dummymail://",
            "SECRET_KEY": "only-for-measuring-" * 3,
            "SECOND_FACTOR": "offered",
            "DATABASE_URL": self.database,
            "MEDIA_ROOT": str(self.folder / "files"),
            "STATIC_ROOT": str(self.folder / "static"),
            "WEB_CONCURRENCY": "2",
        }

    def manage(self, *command):
        """Run a command of manage.py; returns what it printed."""
        ran = subprocess.run([*MANAGE, *command], env=self.environment, check=True, stdout=subprocess.PIPE, text=True)
        return ran.stdout

    def ask(self, question):
        """The answer of a function of benchmarks.written, such as "build(30)", asked of this place's database."""
        command = f"import json; from benchmarks import written; print(json.dumps(written.{question}))"
        return json.loads(self.manage("shell", "--no-imports", "--command", command))


@contextmanager
def places(writers):
    """Yields a function that makes a Place with so many writers on "SQLite" or "PostgreSQL"; clears up afterwards."""
    with tempfile.TemporaryDirectory(prefix="golden-thread-measured.") as name:
        folder = Path(name)
        with postgres(folder) as postgres_url:

            def place_on(database):
                own = folder / database.lower()
                own.mkdir(exist_ok=True)
                url = postgres_url if database == "PostgreSQL" else f"sqlite:///{own / 'golden-thread.sqlite3'}"
                place = Place(own, url, {})
                place.manage("prepare")
                place.manage("collectstatic", "--noinput")
                return Place(own, url, place.ask(f"build({writers})"))

            yield place_on


@contextmanager
def postgres(folder):
    """A PostgreSQL cluster of our own, with its usual settings; yields the address of its database."""
    tools = postgres_tools()
    home = folder / "cluster"
    home.mkdir()
    folder.chmod(0o755)
    home.chmod(0o700)
    as_postgres = []
    if os.getuid() == 0:
        # PostgreSQL refuses to run as root.
        shutil.chown(home, "postgres")
        as_postgres = ["runuser", "-u", "postgres", "--"]

    def run(tool, *options):
        command = [*as_postgres, str(tools / tool), "-D", str(home / "data"), *options]
        subprocess.run(command, cwd="/", check=True, stdout=subprocess.DEVNULL)

    run("initdb", "--username=postgres", "--auth=trust", "--encoding=UTF8", "--locale=C.UTF-8")
    run("pg_ctl", "-l", str(home / "log.txt"), "--wait", "start", "-o", f"-k {home} -c listen_addresses=''")
    try:
        yield f"postgres://postgres@/postgres?host={home}"
    finally:
        run("pg_ctl", "--wait", "--mode=fast", "stop")


def postgres_tools():
    """The folder of initdb: that of the newest PostgreSQL of Debian, or where the shell finds it."""
    found = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"), key=lambda path: int(path.parts[-3]))
    initdb = found[-1] if found else shutil.which("initdb")
    if initdb is None:
        sys.exit("PostgreSQL is not installed here: apt-get install postgresql.")
    return Path(initdb).parent


class Server:
    """Gunicorn with two workers, in a group of processes of its own. Started again it has the same address."""

    def __init__(self, place):
        self.place = place
        with socket.socket() as probe:
            probe.bind(("127.0.0.1", 0))
            self.port = probe.getsockname()[1]

    def __enter__(self):
        self.start()
        return self

    def __exit__(self, *error):
        self.process.terminate()
        self.process.wait(timeout=60)

    def start(self):
        command = [sys.executable, "-m", "gunicorn", "--config", str(PROJECT / "config" / "gunicorn.py")]
        environment = self.place.environment | {"BIND": f"127.0.0.1:{self.port}"}
        with (self.place.folder / "server.log").open("a") as log:
            self.process = subprocess.Popen(
                command, env=environment, cwd=PROJECT, stdout=log, stderr=log, start_new_session=True
            )
        self._wait_until_it_answers()

    def kill(self):
        """SIGKILL for gunicorn and its workers, whatever they are doing."""
        os.killpg(self.process.pid, signal.SIGKILL)
        self.process.wait()

    def _wait_until_it_answers(self):
        deadline = time.monotonic() + 60
        while time.monotonic() < deadline and self.process.poll() is None:
            try:
                return urllib.request.urlopen(f"http://127.0.0.1:{self.port}/accounts/login/", timeout=10).close()
            except OSError:
                time.sleep(0.1)
        raise RuntimeError(f"The server does not answer; see {self.place.folder / 'server.log'}.")


class Writer:
    """Somebody with a session of their own, who has signed in with a password, and writes in one passage."""

    def __init__(self, server, email):
        self.server, self.review = server, server.place.ids["review"]
        self.passage, self.base, self.saves = str(uuid.uuid4()), NOTHING, 0
        self.headers = {"Content-Type": "application/json"}
        self._sign_in(email, server.place.ids["password"])

    def _sign_in(self, email, password):
        jar = http.cookiejar.CookieJar()
        opener = urllib.request.build_opener(urllib.request.HTTPCookieProcessor(jar))
        address = f"http://127.0.0.1:{self.server.port}/accounts/login/"
        page = opener.open(address, timeout=60).read().decode()
        token = re.search(r'name="csrfmiddlewaretoken" value="([^"]+)"', page)[1]
        form = {"csrfmiddlewaretoken": token, "login": email, "password": password}
        opener.open(address, urllib.parse.urlencode(form).encode(), timeout=60).close()
        self.headers["Cookie"] = "; ".join(f"{cookie.name}={cookie.value}" for cookie in jar)
        status, said = self.request("GET", "/accounts/token/")
        if status != 200:
            raise RuntimeError(f"{email} is not signed in: {status} {said}")
        self.headers["X-CSRFToken"] = said["token"]

    def request(self, method, path, body=None):
        """Returns (status, the JSON of the answer). Raises OSError or HTTPException when there is no answer."""
        connection = http.client.HTTPConnection("127.0.0.1", self.server.port, timeout=60)
        try:
            connection.request(method, path, json.dumps(body) if body else None, self.headers)
            answer = connection.getresponse()
            content = answer.read()
        finally:
            connection.close()
        is_json = answer.headers.get_content_type() == "application/json"
        return answer.status, json.loads(content) if is_json else {}

    def ask_for_nothing(self):
        """The empty endpoint: all that a save goes through before and after it, and nothing read or written of it."""
        return self.request("GET", "/accounts/token/")

    def save(self, passage, text, base):
        """Save a text as the page does."""
        body = {"field": "text", "text": text, "based_on": base, "create": {"section": SECTION, "kind": "finding"}}
        return self.request("POST", f"/reviews/{self.review}/passages/{passage}/save/", body)

    def next_text(self):
        """A text of the size of a finding, like no other."""
        self.saves += 1
        return f"{FINDING}\n\n{self.passage} {self.saves}"


FINDING = (
    "The team met managers who know each family by name, and two who had never been asked what they would change. "
    "Short breaks are booked by telephone; the line is open in the mornings, when most parents are at work. "
) * 3


def hash_of(text):
    return sha256(text.encode()).hexdigest()
