"""Word files for tests, part by part as Word writes them."""

from __future__ import annotations

from io import BytesIO
from pathlib import Path
from xml.sax.saxutils import escape
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

NAMES = (
    'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" '
    'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships" '
    'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"'
)
RELATED = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
PACKAGE = "http://schemas.openxmlformats.org/package/2006/relationships"
STYLES = """
<w:style w:type="paragraph" w:default="1" w:styleId="Normal"><w:name w:val="Normal"/></w:style>
<w:style w:type="paragraph" w:styleId="Heading1"><w:name w:val="heading 1"/>
  <w:pPr><w:outlineLvl w:val="0"/></w:pPr><w:rPr><w:b/><w:sz w:val="28"/></w:rPr></w:style>
<w:style w:type="paragraph" w:styleId="Heading2"><w:name w:val="heading 2"/>
  <w:basedOn w:val="Heading1"/><w:pPr><w:outlineLvl w:val="1"/></w:pPr></w:style>
<w:style w:type="paragraph" w:styleId="HCh"><w:name w:val="_ H_Ch"/><w:rPr><w:b/></w:rPr></w:style>
<w:style w:type="paragraph" w:styleId="TOC1"><w:name w:val="toc 1"/></w:style>
"""


def paragraph(text: str = "", style: str = "", inside: str = "", runs: str = "") -> str:
    """Return a paragraph; `inside` are its properties, `runs` stand behind the text."""
    named = f'<w:pStyle w:val="{style}"/>' if style else ""
    pieces = "<w:tab/>".join(
        f'<w:t xml:space="preserve">{escape(part)}</w:t>' for part in text.split("\t")
    )
    return f"<w:p><w:pPr>{named}{inside}</w:pPr><w:r>{pieces}</w:r>{runs}</w:p>"


def listed(text: str, number: int, level: int = 0, style: str = "", runs: str = "") -> str:
    """Return a paragraph of a list; `runs` stand behind the text."""
    inside = f'<w:numPr><w:ilvl w:val="{level}"/><w:numId w:val="{number}"/></w:numPr>'
    return paragraph(text, style, inside, runs)


def table(*rows: list[str], heads: int = 0) -> str:
    """Return a table with some heads; a cell that begins with "<" is put in as it is."""
    head = "<w:trPr><w:tblHeader/></w:trPr>"
    cells = "".join(
        f"<w:tr>{head if number < heads else ''}"
        + "".join(cell if cell[:1] == "<" else tc(cell) for cell in row)
        + "</w:tr>"
        for number, row in enumerate(rows)
    )
    return f"<w:tbl>{cells}</w:tbl>"


def tc(text: str, properties: str = "") -> str:
    """Return a cell of a table."""
    return f"<w:tc><w:tcPr>{properties}</w:tcPr>{paragraph(text)}</w:tc>"


def level(at: int, kind: str, template: str, more: str = "") -> str:
    """Return a level of a list."""
    return (
        f'<w:lvl w:ilvl="{at}"><w:start w:val="1"/><w:numFmt w:val="{kind}"/>{more}'
        f'<w:lvlText w:val="{template}"/></w:lvl>'
    )


def definition(name: int, *levels: str) -> str:
    """Return the definition of lists."""
    return f'<w:abstractNum w:abstractNumId="{name}">{"".join(levels)}</w:abstractNum>'


def num(name: int, of: int, overrides: str = "") -> str:
    """Return a list that stands on a definition."""
    return f'<w:num w:numId="{name}"><w:abstractNumId w:val="{of}"/>{overrides}</w:num>'


def word(body: str, *, styles: str = "", numbering: str = "", **parts: str) -> bytes:
    """Return a Word file; `parts` are further parts such as `footnotes` by their kind."""
    content = {
        "styles": f"<w:styles {NAMES}>{STYLES}{styles}</w:styles>",
        "numbering": f"<w:numbering {NAMES}>{numbering}</w:numbering>",
        **{kind: _part(kind, inside) for kind, inside in parts.items()},
    }
    related = "".join(
        f'<Relationship Id="r-{kind}" Type="{RELATED}/{kind.rstrip("0123456789")}"'
        f' Target="{kind}.xml"/>'
        for kind in content
    )
    files = {f"word/{kind}.xml": text for kind, text in content.items()}
    files["word/document.xml"] = f"<w:document {NAMES}><w:body>{body}</w:body></w:document>"
    files["word/_rels/document.xml.rels"] = (
        f'<Relationships xmlns="{PACKAGE}">{related}'
        '<Relationship Id="r-out" TargetMode="External" Target="http://127.0.0.1:9/x.xml"'
        f' Type="{RELATED}/header"/></Relationships>'
    )
    return packed(files)


def _part(kind: str, inside: str) -> str:
    root = {"header": "hdr", "footer": "ftr"}.get(kind.rstrip("0123456789"), kind)
    return f"<w:{root} {NAMES}>{inside}</w:{root}>"


def packed(files: dict[str, str]) -> bytes:
    """Return a zip file that says it holds a Word document."""
    out = BytesIO()
    with ZipFile(out, "w", ZIP_DEFLATED) as package:
        package.writestr(
            ZipInfo("_rels/.rels"),
            f'<Relationships xmlns="{PACKAGE}"><Relationship Id="r1" Target="word/document.xml"'
            f' Type="{RELATED}/officeDocument"/></Relationships>',
        )
        for name, text in files.items():
            package.writestr(ZipInfo(name), text, ZIP_DEFLATED)
    return out.getvalue()


def saved(folder: Path, data: bytes, name: str = "report.docx") -> Path:
    """Return the path of a file with that content."""
    path = folder / name
    path.write_bytes(data)
    return path
