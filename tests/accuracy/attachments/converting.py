"""What other programs make of a file: LibreOffice another format, a scanner an image. Needed only to make such a file anew."""

import random
import subprocess
import tempfile
from pathlib import Path

DOTS_AN_INCH = 200


def by_office(before, after):
    """A function that has LibreOffice convert, as from .docx to .doc."""

    def convert(content):
        with tempfile.TemporaryDirectory() as folder:
            source = Path(folder) / f"document{before}"
            source.write_bytes(content)
            subprocess.run(["soffice", f"-env:UserInstallation=file://{folder}/profile", "--headless", "--convert-to",
                            after.lstrip("."), "--outdir", f"{folder}/made", source], check=True, capture_output=True)  # fmt: skip
            return (Path(folder) / "made" / f"document{after}").read_bytes()

    return convert


def in_order(*conversions):
    def convert(content):
        for conversion in conversions:
            content = conversion(content)
        return content

    return convert


def scanned(seed, degrees=0.4, quality=38, speck_share=0.0004):
    """A PDF's pages as a scanner leaves them: grey images, a little turned, paler ink, specks, JPEG."""

    def convert(content):
        from PIL import Image, ImageChops, ImageFilter  # Not needed to check what is there.

        from pdf_file import File, Page

        draw, file = random.Random(seed), File()
        with tempfile.TemporaryDirectory() as folder:
            source = Path(folder) / "document.pdf"
            source.write_bytes(content)
            subprocess.run(["pdftoppm", "-r", str(DOTS_AN_INCH), "-gray", source, f"{folder}/page"], check=True)
            for path in sorted(Path(folder).glob("page*.pgm")):
                page = Image.open(path).convert("L")
                page = page.rotate(draw.uniform(degrees - 0.1, degrees + 0.1), Image.BICUBIC, fillcolor=255)
                page = page.filter(ImageFilter.GaussianBlur(0.6)).point(lambda grey: 20 + grey * 235 // 255)
                grain = Image.frombytes("L", page.size, draw.randbytes(page.width * page.height)).point(lambda byte: byte % 19)
                ink = page.point(lambda grey: 255 if grey < 235 else 0).filter(ImageFilter.MaxFilter(5))
                page = ImageChops.subtract(page, ImageChops.multiply(grain, ink))
                for _ in range(int(page.width * page.height * speck_share / 4)):
                    x, y = draw.randrange(page.width - 2), draw.randrange(page.height - 2)
                    page.paste(draw.randrange(120, 220), (x, y, x + draw.randint(1, 2), y + draw.randint(1, 2)))
                made = Path(folder) / "page.jpg"
                page.save(made, quality=quality, optimize=True)
                sheet = Page(page.width * 72 / DOTS_AN_INCH, page.height * 72 / DOTS_AN_INCH)
                sheet.image(made.read_bytes(), page.width, page.height)
                file.add_page(sheet)
        return file.written()

    return convert


def pictured(greys=16):
    """The pages of a PDF below each other in one picture, as a page shows it that will not show a table."""

    def convert(content):
        from PIL import Image

        with tempfile.TemporaryDirectory() as folder:
            source = Path(folder) / "document.pdf"
            source.write_bytes(content)
            subprocess.run(["pdftoppm", "-r", str(DOTS_AN_INCH), "-gray", source, f"{folder}/page"], check=True)
            pages = [Image.open(path) for path in sorted(Path(folder).glob("page*.pgm"))]
            whole = Image.new("L", (pages[0].width, sum(page.height for page in pages)), 255)
            top = 0
            for page in pages:
                whole.paste(page, (0, top))
                top += page.height
            out = Path(folder) / "made.png"
            whole.quantize(greys).save(out, optimize=True)
            return out.read_bytes()

    return convert
