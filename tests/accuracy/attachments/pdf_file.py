"""PDF files, object by object (ISO 32000-1), with nothing compressed, so that the same pages are the same bytes anywhere."""

# A CJK font that every reader has to bring along: real documents have it, and its codes are Unicode only by a table (CMap).
SONG = ("<< /Type /Font /Subtype /Type0 /BaseFont /STSong-Light /Encoding /UniGB-UCS2-H /DescendantFonts [<< /Type /Font "
        "/Subtype /CIDFontType0 /BaseFont /STSong-Light /CIDSystemInfo << /Registry (Adobe) /Ordering (GB1) /Supplement 4 >> "
        "/DW 1000 /W [1 95 500] /FontDescriptor << /Type /FontDescriptor /FontName /STSong-Light /Flags 6 "
        "/FontBBox [-25 -254 1000 880] /ItalicAngle 0 /Ascent 880 /Descent -120 /CapHeight 880 /StemV 93 >> >>] >>")  # fmt: skip


def is_narrow(character):
    return character < "\x7f"


def width_of(text, size, spacing=0.0):
    return sum((0.5 if is_narrow(character) else 1.0) * size + spacing for character in text) - (spacing if text else 0)


def number(value):
    return f"{value:.2f}".rstrip("0").rstrip(".")


class Page:
    """A page in points from the upper left corner, as a reader sees it."""

    def __init__(self, width, height):
        self.width, self.height, self.operators, self.images = width, height, [], []

    def put(self, *operators):
        self.operators.extend(operators)

    def text(self, x, baseline, text, size, spacing=0.0):
        if not text:
            return
        code = text.encode("utf-16-be").hex()
        between = f"{number(spacing)} Tc " if spacing else "0 Tc "
        self.put(f"BT /F1 {number(size)} Tf {between}{number(x)} {number(self.height - baseline)} Td <{code}> Tj ET")

    def line(self, x0, y0, x1, y1, thickness=0.5):
        self.put(f"{number(thickness)} w {number(x0)} {number(self.height - y0)} m {number(x1)} {number(self.height - y1)} l S")

    def box(self, x0, y0, x1, y1, thickness=0.5):
        self.put(f"{number(thickness)} w {number(x0)} {number(self.height - y1)} {number(x1 - x0)} {number(y1 - y0)} re S")

    def bar(self, x0, y0, x1, y1, grey=0.0):
        """A filled rectangle."""
        self.put(f"{number(grey)} g {number(x0)} {number(self.height - y1)} {number(x1 - x0)} {number(y1 - y0)} re f 0 g")

    def image(self, jpeg, columns, rows):
        """A grey JPEG over the whole page."""
        self.images.append((jpeg, columns, rows))
        self.put(f"q {number(self.width)} 0 0 {number(self.height)} 0 0 cm /I{len(self.images)} Do Q")


class File:
    def __init__(self, title="", created="20190307092000+08'00'"):
        self.objects = [b"", b""]  # The catalog and the list of pages, known at the end.
        self.font = self.add(SONG)
        titled = f"/Title <feff{title.encode('utf-16-be').hex()}> " if title else ""
        self.about = self.add(f"<< {titled}/Producer (ogid fixtures) /CreationDate (D:{created}) >>")
        self.pages = []

    def add(self, content):
        self.objects.append(content.encode() if isinstance(content, str) else content)
        return len(self.objects)

    def add_stream(self, content, about=""):
        content = content.encode() if isinstance(content, str) else content
        return self.add(f"<< {about}/Length {len(content)} >>\nstream\n".encode() + content + b"\nendstream")

    def add_page(self, page, turned=0, in_form=False):
        """`turned`: the page lies on its side in the file, and /Rotate puts it upright. `in_form`: what it shows is drawn by
        a form XObject."""
        images = " ".join(f"/I{index} {self.add_stream(jpeg, self.about_image(columns, rows))} 0 R"
                          for index, (jpeg, columns, rows) in enumerate(page.images, 1))  # fmt: skip
        resources = f"<< /Font << /F1 {self.font} 0 R >> /XObject << {images} >> >>"
        drawn = "\n".join(page.operators)
        width, height = (page.height, page.width) if turned in (90, 270) else (page.width, page.height)
        if turned == 90:
            drawn = f"q 0 1 -1 0 {number(width)} 0 cm\n{drawn}\nQ"
        elif turned == 270:
            drawn = f"q 0 -1 1 0 0 {number(height)} cm\n{drawn}\nQ"
        if in_form:
            box = f"/BBox [0 0 {number(2 * width)} {number(2 * height)}] /Matrix [0.5 0 0 0.5 0 0]"
            form = self.add_stream(f"2 0 0 2 0 0 cm\n{drawn}", f"/Type /XObject /Subtype /Form {box} /Resources {resources} ")
            resources, drawn = f"<< /XObject << /X1 {form} 0 R >> >>", "q /X1 Do Q"
        content = self.add_stream(drawn)
        box = f"[0 0 {number(width)} {number(height)}]"
        self.pages.append(self.add(f"<< /Type /Page /Parent 2 0 R /MediaBox {box} /Rotate {turned} /Resources {resources} "
                                   f"/Contents {content} 0 R >>"))  # fmt: skip

    @staticmethod
    def about_image(columns, rows):
        return (f"/Type /XObject /Subtype /Image /Width {columns} /Height {rows} /ColorSpace /DeviceGray /BitsPerComponent 8 "
                "/Filter /DCTDecode ")  # fmt: skip

    def written(self):
        kids = " ".join(f"{page} 0 R" for page in self.pages)
        self.objects[0] = b"<< /Type /Catalog /Pages 2 0 R >>"
        self.objects[1] = f"<< /Type /Pages /Count {len(self.pages)} /Kids [{kids}] >>".encode()
        out, places = b"%PDF-1.5\n%\xe4\xb8\xad\xe6\x96\x87\n", []
        for index, content in enumerate(self.objects, 1):
            places.append(len(out))
            out += f"{index} 0 obj\n".encode() + content + b"\nendobj\n"
        table = "".join(f"{place:010} 00000 n \n" for place in places)
        size = len(self.objects) + 1
        trailer = f"<< /Size {size} /Root 1 0 R /Info {self.about} 0 R >>"
        return out + f"xref\n0 {size}\n0000000000 65535 f \n{table}trailer\n{trailer}\nstartxref\n{len(out)}\n%%EOF\n".encode()
