"""Builds static/vendor/ (styles, scripts, fonts, pictures) from node_modules, static/src and the index of pictures.

With --check it builds nothing and fails if what is there was built from something else.
"""

import hashlib
import json
import re
import shutil
import subprocess
import sys
from pathlib import Path

from fontTools.ttLib import TTFont
from ruamel.yaml import YAML

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from reviews.cleaning import curves, drawings, shapes  # noqa: E402
from reviews.cleaning.drawings import clean_drawing  # noqa: E402
from reviews.cleaning.refusals import Refused  # noqa: E402

NODE_MODULES = ROOT / "node_modules"
SOURCE = ROOT / "static" / "src"
VENDOR = ROOT / "static" / "vendor"
STAMP = VENDOR / "built-from.txt"
PICTURES = ROOT / "fixtures" / "pictures" / "openmoji.yaml"

# File name without its ending → where npm keeps it. The first four are the typeface of screen and print; the rest are
# fallbacks, in the order in which a character is looked for.
TEXT_FONTS = {
    "AtkinsonHyperlegibleNext-Regular": "atkinson-hyperlegible-next/400Regular/AtkinsonHyperlegibleNext_400Regular",
    "AtkinsonHyperlegibleNext-Bold": "atkinson-hyperlegible-next/700Bold/AtkinsonHyperlegibleNext_700Bold",
    "AtkinsonHyperlegibleNext-Italic": (
        "atkinson-hyperlegible-next/400Regular_Italic/AtkinsonHyperlegibleNext_400Regular_Italic"
    ),
    "AtkinsonHyperlegibleNext-BoldItalic": (
        "atkinson-hyperlegible-next/700Bold_Italic/AtkinsonHyperlegibleNext_700Bold_Italic"
    ),
}
FALLBACK_FONTS = {
    "NotoSans-Regular": "noto-sans/400Regular/NotoSans_400Regular",
    "NotoSans-Bold": "noto-sans/700Bold/NotoSans_700Bold",
    "NotoSans-Italic": "noto-sans/400Regular_Italic/NotoSans_400Regular_Italic",
    "NotoSans-BoldItalic": "noto-sans/700Bold_Italic/NotoSans_700Bold_Italic",
    # Not Noto Sans Arabic: it draws letters and their dots apart, so that copying from a PDF gives other letters.
    "IBMPlexSansArabic-Regular": "ibm-plex-sans-arabic/400Regular/IBMPlexSansArabic_400Regular",
    "IBMPlexSansArabic-Bold": "ibm-plex-sans-arabic/700Bold/IBMPlexSansArabic_700Bold",
    "NotoSansHebrew-Regular": "noto-sans-hebrew/400Regular/NotoSansHebrew_400Regular",
    "NotoSansHebrew-Bold": "noto-sans-hebrew/700Bold/NotoSansHebrew_700Bold",
    "NotoSansDevanagari-Regular": "noto-sans-devanagari/400Regular/NotoSansDevanagari_400Regular",
    "NotoSansDevanagari-Bold": "noto-sans-devanagari/700Bold/NotoSansDevanagari_700Bold",
    "NotoSansBengali-Regular": "noto-sans-bengali/400Regular/NotoSansBengali_400Regular",
    "NotoSansBengali-Bold": "noto-sans-bengali/700Bold/NotoSansBengali_700Bold",
    "NotoSansGurmukhi-Regular": "noto-sans-gurmukhi/400Regular/NotoSansGurmukhi_400Regular",
    "NotoSansGurmukhi-Bold": "noto-sans-gurmukhi/700Bold/NotoSansGurmukhi_700Bold",
    "NotoSansGujarati-Regular": "noto-sans-gujarati/400Regular/NotoSansGujarati_400Regular",
    "NotoSansGujarati-Bold": "noto-sans-gujarati/700Bold/NotoSansGujarati_700Bold",
    "NotoSansTamil-Regular": "noto-sans-tamil/400Regular/NotoSansTamil_400Regular",
    "NotoSansTamil-Bold": "noto-sans-tamil/700Bold/NotoSansTamil_700Bold",
    "NotoSansSymbols-Regular": "noto-sans-symbols/400Regular/NotoSansSymbols_400Regular",
    "NotoSansSymbols2-Regular": "noto-sans-symbols-2/400Regular/NotoSansSymbols2_400Regular",
    "NotoSansMath-Regular": "noto-sans-math/400Regular/NotoSansMath_400Regular",
    "NotoEmoji-Regular": "noto-emoji/400Regular/NotoEmoji_400Regular",
    "NotoEmoji-Bold": "noto-emoji/700Bold/NotoEmoji_700Bold",
}

# Characters that steer the text and are never drawn: tab, line ends, soft hyphen, word joiner.
UNDRAWN = (0x09, 0x0A, 0x0D, 0xAD, 0x2060)
# Characters that a font lists and that still come out as empty boxes: controls and marks for typesetters.
NEVER_DRAWN = {*range(0x20), *range(0x7F, 0xA0), 0x0890, 0x0891, 0x2028, 0xFFF9, 0xFFFA, 0xFFFB} - {*UNDRAWN}

# Marks of the state that belong to GOV.UK alone must not reach our pages.
FORBIDDEN_IN_STYLES = re.compile(r"GDS Transport|govuk-crest|govuk-footer__crown|copyright-logo")


class BuildError(Exception):
    """Something that cannot be built, said so that the person at the keyboard can mend it."""


def fingerprint():
    """SHA-256 (hex) over everything that decides what static/vendor/ holds."""
    digest = hashlib.sha256()
    inputs = [
        Path(__file__),
        Path(drawings.__file__),
        Path(shapes.__file__),
        Path(curves.__file__),
        ROOT / "package-lock.json",
        PICTURES,
        *sorted(SOURCE.rglob("*.scss")),
    ]
    for path in inputs:
        content = path.read_bytes() if path.exists() else b"absent"
        digest.update(f"{path.relative_to(ROOT)} {len(content)}\n".encode() + content)
    return digest.hexdigest()


def build_styles(folder):
    """Compile main.scss from GOV.UK Frontend's source, so that neither typeface nor crest ever enters."""
    command = ["--style=compressed", "--no-source-map", "--quiet-deps", f"--load-path={NODE_MODULES}"]
    subprocess.run(
        [NODE_MODULES / ".bin" / "sass", *command, f"{SOURCE / 'main.scss'}:{folder / 'main.css'}"], check=True
    )
    found = FORBIDDEN_IN_STYLES.search((folder / "main.css").read_text())
    if found:
        raise BuildError(f"static/src/main.scss brings in “{found[0]}”, which only GOV.UK itself may use.")


def build_scripts(folder):
    """Copy GOV.UK Frontend's module without the line that names a source map we do not ship."""
    script = (NODE_MODULES / "govuk-frontend/dist/govuk/govuk-frontend.min.js").read_text()
    (folder / "govuk-frontend.min.js").write_text(re.sub(r"//# sourceMappingURL=\S+\s*$", "", script))


def build_fonts(folder):
    """Copy TTF files for print, make WOFF2 of the typeface for the screen, and write two indexes.

    fonts/index.json is a list of {file, family, weight, style, text}, in the order in which fonts are tried for a
    character; `text` is true for the typeface itself and false for a fallback. fonts/characters.json lists the code
    points that any of them has, as [first, last] pairs in order: what people type is checked against it.
    """
    (folder / "fonts").mkdir()
    index, characters = [], set(UNDRAWN)
    for name, place in (TEXT_FONTS | FALLBACK_FONTS).items():
        source = NODE_MODULES / "@expo-google-fonts" / f"{place}.ttf"
        shutil.copyfile(source, folder / "fonts" / f"{name}.ttf")
        shutil.copyfile(source.parents[1] / "LICENSE_FONT", folder / "fonts" / f"{name.split('-')[0]}-LICENCE.txt")
        font = TTFont(source)
        characters.update(font.getBestCmap())
        index.append(
            {
                "file": f"{name}.ttf",
                "family": font["name"].getDebugName(16) or font["name"].getDebugName(1),
                "weight": font["OS/2"].usWeightClass,
                "style": "italic" if font["OS/2"].fsSelection & 1 else "normal",
                "text": name in TEXT_FONTS,
            }
        )
        if name in TEXT_FONTS:
            font.flavor = "woff2"
            font.save(folder / "fonts" / f"{name}.woff2")
    (folder / "fonts" / "index.json").write_text(json.dumps(index, indent=1) + "\n")
    (folder / "fonts" / "characters.json").write_text(json.dumps(ranges(characters - NEVER_DRAWN)) + "\n")


def ranges(numbers):
    """Whole numbers as [first, last] pairs in order."""
    pairs = []
    for number in sorted(numbers):
        if pairs and pairs[-1][1] == number - 1:
            pairs[-1][1] = number
        else:
            pairs.append([number, number])
    return pairs


def build_pictures(folder):
    """Copy the pictures that the reviewed index offers, each cleaned down to plain drawing."""
    (folder / "pictures").mkdir()
    if not PICTURES.exists():
        return 0
    pictures = YAML(typ="safe").load(PICTURES)["pictures"]
    for picture in pictures:
        code, hexcode = picture["code"], picture["hexcode"]
        source = NODE_MODULES / "openmoji/color/svg" / f"{hexcode}.svg"
        if not source.exists():
            raise BuildError(f"{PICTURES.name}: “{code}” names {hexcode}, which OpenMoji does not have.")
        (folder / "pictures" / f"{code}.svg").write_bytes(clean_picture(source))
    shutil.copyfile(NODE_MODULES / "openmoji/LICENSE.txt", folder / "pictures" / "LICENCE.txt")
    return len(pictures)


def clean_picture(path):
    """The SVG of `path` as bytes, with only what draws, in short numbers: no script, style, link or name."""
    try:
        return clean_drawing(path.read_bytes())
    except Refused as refusal:
        raise BuildError(f"{path.name}: {refusal}") from refusal


def main(only_check):
    wanted = fingerprint()
    if STAMP.exists() and STAMP.read_text() == wanted:
        return
    if only_check:
        sys.exit(1)
    building = VENDOR.with_name(".vendor-being-built")
    shutil.rmtree(building, ignore_errors=True)
    building.mkdir(parents=True)
    build_styles(building)
    build_scripts(building)
    build_fonts(building)
    pictures = build_pictures(building)
    (building / STAMP.name).write_text(wanted)
    shutil.rmtree(VENDOR, ignore_errors=True)
    building.rename(VENDOR)
    print(f"Built static/vendor/ ({pictures} pictures).")


if __name__ == "__main__":
    try:
        main(only_check="--check" in sys.argv)
    except BuildError as error:
        sys.exit(f"The front-end parts could not be built: {error}")
    except subprocess.CalledProcessError as error:
        sys.exit(f"The front-end parts could not be built: sass ended with status {error.returncode}, see above.")
