"""The table of render times in README: ours, WeasyPrint alone, and Chromium's print of the same HTML, by pages.

    .venv/bin/python -m benchmarks.render_table [--pages 10 25 50 100 200] [--write]

Times are medians of runs that take turns. Ours is the whole way from tree to finished PDF/UA-1 with the rendering
process warm, as in a worker, and nothing cached; WeasyPrint alone is `HTML(string=…).write_pdf()` of the same bytes,
warm too. Chromium (`--headless --print-to-pdf`) has the same styles and fonts and starts anew each time, as it has to;
it puts notes into the text and makes no PDF/UA. Memory is that of all processes together at its highest, looked at
twenty times a second in a run of its own that starts from nothing.

--write puts the table between the two marks in README.
"""

import argparse
import datetime
import os
import platform
import re
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from benchmarks.render import ALONE, OURS, PROJECT, how_quiet, page_count, seconds, set_up_django, use_shipped_fonts

README = PROJECT / "README.md"
BEGIN, END = "<!-- render times, written by benchmarks/render_table.py -->", "<!-- end of render times -->"
# A long report takes as long as many short ones, and its time varies less.
RUNS = {10: 7, 25: 7, 50: 3, 100: 2}
HEAD = """\
| pages | ours | WeasyPrint alone | ours ÷ WeasyPrint | Chromium | memory: ours | WeasyPrint alone | Chromium |
|---|---|---|---|---|---|---|---|"""
ROW = "| {pages} | {ours:.2f} s | {alone:.2f} s | {ratio:.2f} | {chromium:.2f} s ({printed} pages) | {memory} |"
FLAGS = ("--headless", "--no-sandbox", "--disable-gpu", "--no-first-run", "--no-pdf-header-footer")


def main():
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("--pages", type=int, nargs="+", default=[10, 25, 50, 100, 200])
    options.add_argument("--write", action="store_true", help="put the table into README")
    given = options.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        use_shipped_fonts(Path(folder))
        set_up_django()
        quiet = how_quiet()
        rows = [measure(pages, Path(folder)) for pages in given.pages]
    table = "\n".join([HEAD, *rows, "", f"{where()} {quiet}"])
    print(table)
    if given.write:
        write(table)
    return 0


def measure(pages, folder):
    """One row of the table for a report of about that many pages."""
    from weasyprint import HTML

    from benchmarks.documents import report_of
    from reports.pdf import print_assets, render_pdf
    from reports.pdf.fetcher import AssetFetcher
    from reports.render import render_html

    document = report_of(pages)
    html = render_html(document, flavour="print")
    (folder / "report.html").write_text(html)
    assets = print_assets(styles=["report"])
    chromium = chromium_command(html, assets, folder)

    def ours():
        printed = render_html(document, flavour="print")
        return render_pdf(printed, assets=assets, lang=document.lang, title=document.title)

    def alone():
        HTML(string=html, url_fetcher=AssetFetcher(assets)).write_pdf()

    pdf = ours()
    sides = {"ours": ours, "alone": alone, "chromium": lambda: run(chromium)}
    times = {name: [] for name in sides}
    for _ in range(RUNS.get(pages, 1)):
        for name, action in sides.items():
            times[name].append(seconds(action))
    medians = {name: statistics.median(measured) for name, measured in times.items()}
    scripts = [[sys.executable, "-c", script, str(folder / "report.html")] for script in (OURS, ALONE)]
    memory = " | ".join(f"{peak_memory(command) >> 20} MB" for command in (*scripts, chromium))
    printed = page_count((folder / "chromium.pdf").read_bytes())
    ratio = medians["ours"] / medians["alone"]
    return ROW.format(pages=page_count(pdf), printed=printed, ratio=ratio, memory=memory, **medians)


def chromium_command(html, assets, folder):
    """Prints the same page, its styles beside it as files; fontconfig shows it the same fonts."""
    for name, data in assets.items():
        text = re.sub(r"style:([a-z-]+)", r"\1.css", data.decode())
        (folder / f"{name.removeprefix('style:')}.css").write_text(text)
    (folder / "printed.html").write_text(re.sub(r"style:([a-z-]+)", r"\1.css", html))
    program = shutil.which("chromium")
    if program is None:
        sys.exit("Chromium is not installed here: script/bootstrap --with-tests does that.")
    place = f"--user-data-dir={folder / 'profile'}"
    return [program, *FLAGS, place, f"--print-to-pdf={folder / 'chromium.pdf'}", f"file://{folder / 'printed.html'}"]


def run(command):
    subprocess.run(command, cwd=PROJECT, check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)


def peak_memory(command):
    """The most memory, in bytes, that the command and all that it started had together at one moment.

    Memory that several share is counted once (PSS).
    """
    quiet = {"stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL}
    process, highest = subprocess.Popen(command, cwd=PROJECT, **quiet), 0
    while process.poll() is None:
        highest = max(highest, sum(map(shared_out, family(process.pid))))
        time.sleep(0.05)
    return highest


def family(pid):
    """The process and everything it started, as ids."""
    try:
        tasks = list(Path(f"/proc/{pid}/task").iterdir())
        children = [int(child) for task in tasks for child in (task / "children").read_text().split()]
    except (FileNotFoundError, ProcessLookupError):  # it has just ended
        return []
    return [pid, *(each for child in children for each in family(child))]


def shared_out(pid):
    try:
        rollup = Path(f"/proc/{pid}/smaps_rollup").read_text()
    except (FileNotFoundError, ProcessLookupError, PermissionError):  # it has just ended
        return 0
    found = re.search(r"^Pss:\s+(\d+) kB", rollup, re.MULTILINE)
    return int(found[1]) << 10 if found else 0


def where():
    from importlib.metadata import version

    said = subprocess.run([shutil.which("chromium"), "--version"], capture_output=True, text=True, check=False).stdout
    chromium = re.search(r"Chromium [\d.]+", said)
    return (
        f"Measured on {datetime.datetime.now(datetime.UTC):%-d %B %Y} with {os.cpu_count()} processors, "
        f"Python {platform.python_version()}, WeasyPrint {version('weasyprint')}, "
        f"{chromium[0] if chromium else 'Chromium'}."
    )


def write(table):
    text = README.read_text()
    if BEGIN not in text or END not in text:
        sys.exit(f"README has no place for the table: it belongs between “{BEGIN}” and “{END}”.")
    before, _, rest = text.partition(BEGIN)
    _, _, after = rest.partition(END)
    README.write_text(f"{before}{BEGIN}\n{table}\n{END}{after}")


if __name__ == "__main__":
    sys.exit(main())
