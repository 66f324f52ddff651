"""How much of a cold render is ours: the whole way from tree to finished PDF against WeasyPrint alone.

    .venv/bin/python -m benchmarks.render [--pages 25] [--runs 9] [--review CODE]

Both sides make a PDF of the same HTML bytes with the same styles and fonts. Ours adds the templates, the handing over,
the process of its own with its limits, the tags of PDF/UA-1 and the finisher; with --review also building the tree from
the database. The other side is `HTML(string=…).write_pdf()`, plain and nothing after it. Nothing is cached on either
side. The runs alternate, so that a busy machine slows both, and medians are compared. "From nothing" starts a new
Python process each time, loading WeasyPrint included. A named copy is the finished PDF with a name on all its pages.

Ends with 1 if ours is more than 1.10 times WeasyPrint's own time, or a named copy more than 0.05 times a render.
"""

import argparse
import os
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

PROJECT = Path(__file__).resolve().parents[1]
GOAL = 1.10
STAMP_GOAL = 0.05

LINE = "Copy for Jo Bloggs, Fernleigh Council"

ALONE = """
import sys
from weasyprint import HTML
from reports.pdf import print_assets
from reports.pdf.fetcher import AssetFetcher
html = open(sys.argv[1]).read()
HTML(string=html, url_fetcher=AssetFetcher(print_assets(styles=["report"]))).write_pdf()
"""
OURS = """
import sys
from reports.pdf import print_assets, render_pdf
html = open(sys.argv[1]).read()
render_pdf(html, assets=print_assets(styles=["report"]), lang="en-GB", title="Benchmark")
"""


def main():
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("--pages", type=int, default=25)
    options.add_argument("--runs", type=int, default=9)
    options.add_argument("--review", help="build the tree of this review from the database in every run")
    given = options.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        use_shipped_fonts(Path(folder))
        set_up_django()
        warm, first, stamp, pages = measure(given, Path(folder))
    print(f"{pages} pages, medians of {given.runs} alternating runs. {how_quiet()}")
    print_ratio("Warm", *warm)
    print_ratio("From nothing", *first)
    print(f"Named copy    {stamp * 1000:.0f} ms, {stamp / warm[0]:.3f} of a render")
    return 0 if ratio(*warm) <= GOAL and stamp / warm[0] <= STAMP_GOAL else 1


def how_quiet():
    """A sentence on what else the machine did in the last minute, beyond one process that measures."""
    load, processors = os.getloadavg()[0], os.cpu_count()
    what = "The machine was quiet" if load < 1.5 else "The machine was NOT quiet, so these are not worth much"
    return f"{what} (load {load:.1f} on {processors} processors)."


def use_shipped_fonts(folder):
    """WeasyPrint alone must see the same fonts as ours does, or it would do other work."""
    from reports.pdf.fonts import font_configuration

    configuration = folder / "fonts.conf"
    configuration.write_text(font_configuration(folder / "cache"))
    os.environ["FONTCONFIG_FILE"] = str(configuration)


def set_up_django():
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
    import django

    django.setup()


def measure(given, folder):
    """Returns (warm, from nothing, named copy, pages): the first two as (seconds of ours, seconds of WeasyPrint alone),
    the third in seconds."""
    from weasyprint import HTML

    from reports.pdf import print_assets, render_pdf
    from reports.pdf.fetcher import AssetFetcher
    from reports.pdf.stamp import stamped
    from reports.render import render_html

    tree_of = from_database(given.review) if given.review else generated(given.pages)
    html = render_html(tree_of(), flavour="print")
    (folder / "report.html").write_text(html)

    def ours():
        document = tree_of()
        printed = render_html(document, flavour="print")
        assets = print_assets(styles=["report"])
        return render_pdf(printed, assets=assets, lang=document.lang, title=document.title)

    def alone():
        HTML(string=html, url_fetcher=AssetFetcher(print_assets(styles=["report"]))).write_pdf()

    warm = alternate(ours, alone, given.runs, warm_up=2)
    first = alternate(new_process(OURS, folder), new_process(ALONE, folder), given.runs)
    pdf = ours()
    stamped(pdf, LINE)
    stamp = statistics.median(seconds(lambda: stamped(pdf, LINE)) for _ in range(given.runs))
    return warm, first, stamp, page_count(pdf)


def generated(pages):
    """A function that makes a report of about that many pages, the same one each time."""
    from benchmarks.documents import report_of

    document = report_of(pages)
    return lambda: document


def from_database(code):
    from reports.models import Kind
    from reports.output import build
    from reviews.models import Review

    review = Review.objects.get(code=code)
    return lambda: build(review, Kind.SITE, version_label="Benchmark", draft=True)


def new_process(script, folder):
    command = [sys.executable, "-c", script, str(folder / "report.html")]
    return lambda: subprocess.run(command, cwd=PROJECT, check=True)


def alternate(ours, alone, runs, *, warm_up=0):
    for _ in range(warm_up):
        ours()
        alone()
    times = [(seconds(ours), seconds(alone)) for _ in range(runs)]
    return tuple(map(statistics.median, zip(*times, strict=True)))


def seconds(action):
    started = time.perf_counter()
    action()
    return time.perf_counter() - started


def ratio(ours, alone):
    return ours / alone


def print_ratio(title, ours, alone):
    print(f"{title:13} ours {ours:.3f} s, WeasyPrint alone {alone:.3f} s, ratio {ratio(ours, alone):.3f}")


def page_count(data):
    import io

    import pikepdf

    with pikepdf.open(io.BytesIO(data)) as pdf:
        return len(pdf.pages)


if __name__ == "__main__":
    sys.exit(main())
