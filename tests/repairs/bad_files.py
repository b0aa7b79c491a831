"""Files that somebody might send as a photo of a report: bombs, two files in one, and pictures with words planted in them.

Each is made here, cheaply, from what its format says. A maker takes nothing and gives bytes.
"""

import gzip
import io
import struct
import tarfile
import zipfile
import zlib

from PIL import Image, PngImagePlugin

PLANTED = b"PLANTED-AT-51.5007N-0.1246W"
EXIF = b"Exif\0\0"


# ---- Good pictures, as a start


def picture(size=(64, 48), mode="RGB"):
    """A picture of blue running into red, so that it can be seen which way up it is."""
    across = Image.linear_gradient("L").resize(size)
    down = across.transpose(Image.Transpose.ROTATE_90).resize(size)
    return Image.merge("RGB", (across, Image.new("L", size, 40), down)).convert(mode)


def saved(image, kind, **how):
    """This picture as a file."""
    out = io.BytesIO()
    image.save(out, format=kind, **how)
    return out.getvalue()


def jpeg(**how):
    return saved(picture(), "JPEG", **how)


def png(**how):
    return saved(picture(), "PNG", **how)


def gif(**how):
    return saved(picture().convert("P", palette=Image.Palette.ADAPTIVE), "GIF", **how)


def webp(**how):
    return saved(picture(), "WEBP", **how)


# ---- Parts of files


def segment(marker, body):
    """One part of a JPEG."""
    return struct.pack(">BBH", 0xFF, marker, len(body) + 2) + body


def jpeg_with(*segments):
    """A good JPEG, with these parts at its start."""
    good = jpeg()
    return good[:2] + b"".join(segments) + good[2:]


def chunk(kind, body):
    """One part of a PNG."""
    return struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body))


def png_with(*chunks):
    """A good PNG, with these parts after its header."""
    good = png()
    return good[:33] + b"".join(chunks) + good[33:]


def png_head(width, height, bits=8, colour=2):
    """What a PNG says first."""
    header = struct.pack(">IIBBBBB", width, height, bits, colour, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header)


def png_of_zeros(width, height, bits=8, colour=0, channels=1):
    """A PNG of nothing but zeros, of any size: a thousand times smaller than what it opens to."""
    row = bytes(1 + (width * bits * channels + 7) // 8)
    deflate = zlib.compressobj(9)
    body = b"".join(deflate.compress(row * 100) for _ in range(height // 100))
    body += deflate.compress(row * (height % 100)) + deflate.flush()
    return png_head(width, height, bits, colour) + chunk(b"IDAT", body) + chunk(b"IEND", b"")


def gif_blocks(kind, body, size=255):
    """An extension of a GIF, in blocks of this size."""
    blocks = [body[at : at + size] for at in range(0, len(body), size)]
    return b"!" + kind + b"".join(bytes([len(block)]) + block for block in blocks) + b"\0"


def gif_with(*extensions):
    """A good GIF, with these parts before its first picture."""
    good = gif()
    start = 13 + (3 << (good[10] & 7) + 1)
    return good[:start] + b"".join(extensions) + good[start:]


def riff(kind, body):
    """One part of a WebP."""
    return kind + struct.pack("<I", len(body)) + body + b"\0" * (len(body) % 2)


def webp_of(*parts):
    """A WebP of these parts."""
    body = b"WEBP" + b"".join(parts)
    return b"RIFF" + struct.pack("<I", len(body)) + body


def canvas(width, height, flags):
    """What an extended WebP says first."""
    return riff(
        b"VP8X", bytes([flags, 0, 0, 0]) + (width - 1).to_bytes(3, "little") + (height - 1).to_bytes(3, "little")
    )


def tiff(*entries, following=0):
    """A TIFF, or the inside of EXIF: one table of (tag, kind, count, value), and where the next table is."""
    table = struct.pack("<H", len(entries)) + b"".join(struct.pack("<HHII", *entry) for entry in entries)
    return b"II*\0" + struct.pack("<I", 8) + table + struct.pack("<I", following)


def held(turned):
    """The inside of EXIF that says how the camera was held."""
    return tiff((0x0112, 3, 1, turned))


def exif(*tags, within=None):
    """EXIF with words planted in these tags, in its main table or the one within."""
    made = Image.Exif()
    table = made.get_ifd(within) if within else made
    for tag in tags:
        table[tag] = PLANTED.decode() if tag not in (0x9286, 0x927C, 0x9C9B, 0x02BC) else PLANTED
    return made.tobytes().removeprefix(EXIF)


def zipped(names_and_bytes, **how):
    """A zip of these files."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED, **how) as archive:
        for name, data in names_and_bytes:
            archive.writestr(name, data)
    return out.getvalue()


# ---- What must be refused


def zip_of_zeros():
    return zipped([("zeros", bytes(100_000_000))])


def nested_zips():
    inside = bytes(1_000_000)
    for depth in range(12):
        inside = zipped([(f"{depth}-{copy}.zip", inside) for copy in range(4)])
    return inside


def zip_of_many():
    heads, listed, at = [], [], 0
    for number in range(100_000):
        name = b"%06d" % number
        heads.append(struct.pack("<4sHHHHHIIIHH", b"PK\3\4", 20, 0, 0, 0, 33, 0, 0, 0, 6, 0) + name)
        listed.append(
            struct.pack("<4sHHHHHHIIIHHHHHII", b"PK\1\2", 20, 20, 0, 0, 0, 33, 0, 0, 0, 6, 0, 0, 0, 0, 0, at) + name
        )
        at += 36
    end = struct.pack("<4sHHHHIIH", b"PK\5\6", 0, 0, 65535, 65535, len(listed) * 52, at, 0)
    return b"".join([*heads, *listed, end])


def zip_with_a_link():
    link = zipfile.ZipInfo("photo.jpg")
    link.create_system, link.external_attr = 3, 0o120777 << 16
    return zipped([(link, "/etc/passwd")])


def tar_with_a_link():
    out = io.BytesIO()
    with tarfile.open(fileobj=out, mode="w") as archive:
        link = tarfile.TarInfo("photo.jpg")
        link.type, link.linkname = tarfile.SYMTYPE, "/etc/passwd"
        archive.addfile(link)
    return out.getvalue()


def zip_that_climbs():
    return zipped([("../../../../tmp/climbed.jpg", b"climbed"), ("C:\\climbed.jpg", b"climbed")])


def docx():
    types = '<?xml version="1.0"?><Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"/>'
    return zipped([("[Content_Types].xml", types), ("word/document.xml", "<w:document/>"), ("_rels/.rels", "<a/>")])


def odt():
    return zipped(
        [("mimetype", "application/vnd.oasis.opendocument.text"), ("content.xml", "<office:document-content/>")]
    )


def text_bomb():
    return png_with(chunk(b"zTXt", b"Comment\0\0" + zlib.compress(bytes(64_000_000))))


def text_as_it_is():
    return png_with(chunk(b"tEXt", b"Comment\0" + bytes(64_000_000)))


def many_texts():
    """A hundred texts, each just under what a decoder refuses."""
    return png_with(*[chunk(b"zTXt", b"Comment\0\0" + zlib.compress(bytes(1_000_000)))] * 100)


def many_passes():
    """A picture in passes, whose last pass is sent again ten thousand times."""
    good = saved(picture((2400, 2400)), "JPEG", progressive=True)
    last = good.rindex(b"\xff\xda")
    again = good[last:-2]
    return good[:-2] + again * min(10_000, 14_000_000 // len(again)) + good[-2:]


def first_pass_only():
    """A picture in passes that ends after the first: it is held whole all the same."""
    good = saved(Image.new("L", (5000, 5000)), "JPEG", progressive=True)
    return good[: good.index(b"\xff\xda", good.index(b"\xff\xda") + 2)] + b"\xff\xd9"


def first_colour_only():
    """A picture that says it has three colours, and gives one: the others are waited for."""
    good = saved(Image.new("L", (5000, 5000)), "JPEG")
    one, three = struct.pack(">BHHB3B", 8, 5000, 5000, 1, 1, 0x11, 0), struct.pack(">BHHB9B", 8, 5000, 5000, 3, *(1, 17, 0, 2, 17, 0, 3, 17, 0))  # fmt: skip
    assert segment(0xC0, one) in good
    return good.replace(segment(0xC0, one), segment(0xC0, three))


def many_parts():
    return jpeg_with(segment(0xED, b"") * 3_000_000)


def many_chunks():
    return png_with(chunk(b"tEXt", b"") * 1_000_000)


def many_blocks():
    return gif_with(b"!\xfe" + b"\1\0" * 7_000_000 + b"\0")


def many_riffs():
    return webp_of(canvas(64, 48, 0), webp()[12:], riff(b"JUNK", b"") * 1_500_000)


SVG = '<?xml version="1.0"?><svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink">{}</svg>'
PDF = (
    b"%PDF-1.7\n1 0 obj<</Type/Catalog/OpenAction<</S/JavaScript/JS(app.alert(1))>>/Pages 2 0 R>>endobj\n"
    b"2 0 obj<</Type/Pages/Kids[]/Count 0>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF\n"
)
HTML = b"<!DOCTYPE html><html><head><title>x</title></head><body><script>alert(1)</script></body></html>"

REFUSED = {
    "nothing": bytes,
    "one byte": lambda: b"\xff",
    "words": lambda: b"There is mould in my son's room.\n" * 20,
    "noise": lambda: b"".join(zlib.crc32(bytes([n % 256, n // 256])).to_bytes(4) for n in range(5000)),
    "zeros": lambda: bytes(14_000_000),
    "too many bytes": lambda: jpeg() + bytes(15_000_000),
    "zip of 100 MB of zeros": zip_of_zeros,
    "zips in zips": nested_zips,
    "zip of 100,000": zip_of_many,
    "zip with a link": zip_with_a_link,
    "tar with a link": tar_with_a_link,
    "zip that climbs": zip_that_climbs,
    "gzip of 100 MB of zeros": lambda: gzip.compress(bytes(100_000_000)),
    "gzip of a photo": lambda: gzip.compress(jpeg()),
    "docx": docx,
    "odt": odt,
    "PNG 20,000 by 20,000": lambda: png_of_zeros(20_000, 20_000, bits=1),
    "PNG 12,000 by 12,000": lambda: png_of_zeros(12_000, 12_000, bits=1),
    "PNG 2,000,000,000 wide": lambda: png_head(2**31 - 1, 2**31 - 1),
    "PNG 20,000,000 wide": lambda: png_of_zeros(20_000_000, 1),
    "PNG 20,000,000 high": lambda: png_of_zeros(1, 20_000_000),
    "PNG with no dots": lambda: png_head(9, 9),
    "PNG 64 MB of text as it is": text_as_it_is,
    "PNG of a million parts": many_chunks,
    "JPEG of three million parts": many_parts,
    "JPEG of ten thousand passes": many_passes,
    "JPEG 65,000 by 65,000": lambda: jpeg().replace(struct.pack(">HH", 48, 64), struct.pack(">HH", 65_000, 65_000), 1),
    "JPEG in passes, 25 million dots": lambda: saved(Image.new("L", (5000, 5000)), "JPEG", progressive=True),
    "JPEG in passes, 25 million dots, with only its first": first_pass_only,
    "JPEG of 25 million dots, with only its first colour": first_colour_only,
    "JPEG of padding": lambda: b"\xff" * 3 + b"\xd8" + b"\xff" * 14_000_000,
    "JPEG that only starts": lambda: b"\xff\xd8\xff",
    "JPEG padded for ever": lambda: b"\xff\xd8" + b"\xff" * 14_000_000 + b"\0",
    "GIF 65,000 by 65,000": lambda: b"GIF89a" + struct.pack("<HH", 65_000, 65_000) + gif()[10:],
    "GIF whose first frame is too large": lambda: (
        b"GIF89a\1\0\1\0\0\0\0,\0\0\0\0" + struct.pack("<HH", 65_000, 65_000) + b"\0\x02\x02\x4c\x01\0;"
    ),
    "GIF of seven million blocks": many_blocks,
    "WebP 16,000 by 16,000": lambda: webp_of(canvas(16_000, 16_000, 0), webp()[12:]),
    "WebP of a million parts": many_riffs,
    "HEIC": lambda: b"\0\0\0\x18ftypheic\0\0\0\0mif1heic" + bytes(500),
    "AVIF": lambda: saved(picture(), "AVIF"),
    "TIFF": lambda: saved(picture(), "TIFF"),
    "TIFF whose tables go round": lambda: tiff((256, 3, 1, 9), (330, 4, 1, 8), following=8),
    "BMP": lambda: saved(picture(), "BMP"),
    "EPS": lambda: b"%!PS-Adobe-3.0 EPSF-3.0\n%%BoundingBox: 0 0 9 9\n(/etc/passwd) run\n" * 3,
    "ICO": lambda: saved(picture(), "ICO"),
    "video": lambda: b"\0\0\0\x20ftypisom\0\0\2\0isomiso2avc1mp41" + b"\0\0\0\x08free\0\0\x10\0mdat" + bytes(4096),
    "PDF with a script": lambda: PDF,
    "SVG with a script": lambda: SVG.format("<script>alert(1)</script>").encode(),
    "SVG with a page in it": lambda: SVG.format(
        '<foreignObject><body xmlns="http://www.w3.org/1999/xhtml"><img src="x" onerror="alert(1)"/></body></foreignObject>'
    ).encode(),
    "SVG that fetches": lambda: SVG.format('<image xlink:href="http://attacker.example/x.png"/>').encode(),
    "SVG that reads files": lambda: (
        b'<!DOCTYPE svg [<!ENTITY x SYSTEM "file:///etc/passwd">]>' + SVG.format("&x;").encode()
    ),
    "SVG of a billion laughs": lambda: (
        b'<!DOCTYPE svg [<!ENTITY a "ha">'
        + b"".join(b'<!ENTITY %c "%s">' % (98 + n, b"&%c;" % (97 + n) * 10) for n in range(9))
        + b"]>"
        + SVG.format("&j;").encode()
    ),
    "page called photo.jpg": lambda: HTML,
    "program called photo.jpg.exe": lambda: b"MZ\x90\0" + bytes(56) + struct.pack("<I", 64) + b"PE\0\0" + bytes(500),
    ".htaccess": lambda: b"AddType application/x-httpd-php .jpg\nphp_value auto_append_file /etc/passwd\n",
    "GIF that is a script": lambda: b"GIF89a/*" + bytes(2) + b"*/=1;alert(1)//" + bytes(20),
    "GIF that is PHP": lambda: b"GIF89a<?php system($_GET['c']); ?>",
    "JPEG by arithmetic": lambda: jpeg().replace(b"\xff\xc0", b"\xff\xc9", 1),
    "JPEG without its end": lambda: saved(picture((900, 900)), "JPEG")[:-500],
    "JPEG cut in half": lambda: jpeg()[: len(jpeg()) // 2],
    "PNG cut in half": lambda: png()[: len(png()) // 2],
    "GIF cut in half": lambda: gif()[: len(gif()) // 2],
    "WebP cut in half": lambda: webp()[: len(webp()) // 2],
}


# ---- What is drawn again, and what was hidden in it gone


def gif_of_many():
    """Twelve thousand frames of one dot."""
    frame = b"!\xf9\4\0\1\0\0\0,\0\0\0\0\1\0\1\0\0\x02\x02\x44\x01\0"
    return b"GIF89a\1\0\1\0\x80\0\0\xff\0\0\0\0\0" + frame * 12_000 + b";"


def webp_of_many():
    """Twelve thousand frames of one dot."""
    dot = saved(Image.new("RGB", (1, 1), "red"), "WEBP", lossless=True)[12:]
    frame = riff(b"ANMF", bytes(12) + (10).to_bytes(3, "little") + b"\0" + dot)
    return webp_of(canvas(1, 1, 2), riff(b"ANIM", bytes(6)), frame * 12_000)


def jpeg_and_zip():
    return jpeg() + zipped([(PLANTED.decode(), b"x")])


def gif_and_jar():
    return gif() + zipped([("META-INF/MANIFEST.MF", b"Main-Class: X\n"), ("X.class", b"\xca\xfe\xba\xbe" + PLANTED)])


def largest_png(mode):
    """As many dots as we open in a PNG."""
    return png_of_zeros(4472, 4472, colour=6 if mode == "RGBA" else 2, channels=len(mode))


def largest_jpeg():
    """As many dots as we open in a JPEG, and of the kind that packs least."""
    image, strip = Image.new("RGB", (6324, 6324)), Image.effect_noise((6324, 372), 60)
    for top in range(0, 6324, 372):
        image.paste(strip, (0, top))
    return saved(image, "JPEG", quality=35)


def slowest_passes():
    """As many dots, colours and passes as we open, each dot of each colour kept until the last."""
    good = saved(Image.new("CMYK", (4472, 4472), (9, 99, 0, 9)), "JPEG", progressive=True, subsampling=0)
    last = good.rindex(b"\xff\xda")
    return good[:-2] + good[last:-2] * (30 - good.count(b"\xff\xda")) + good[-2:]


REBUILT = {
    "GIF of 12,000 frames": gif_of_many,
    "WebP of 12,000 frames": webp_of_many,
    "PNG 64 MB of text, packed": text_bomb,
    "PNG of a hundred texts": many_texts,
    "PNG of 20 million dots, see-through": lambda: largest_png("RGBA"),
    "PNG of 20 million dots": lambda: largest_png("RGB"),
    "JPEG of 40 million dots": largest_jpeg,
    "JPEG of 20 million dots in 30 passes": slowest_passes,
    "JPEG in passes": lambda: saved(picture((3000, 3000)), "JPEG", progressive=True, quality=95),
    "WebP of 10 million dots": lambda: saved(
        Image.new("RGBA", (3162, 3162), (9, 9, 9, 9)), "WEBP", lossless=True, method=0
    ),
    "EXIF whose tables go round": lambda: jpeg_with(
        segment(0xE1, EXIF + tiff((0x8769, 4, 1, 8), (0x014A, 4, 1, 8), (0x8825, 4, 1, 8), following=8))
    ),
    "EXIF that says it has 65,535 tags": lambda: jpeg_with(
        segment(0xE1, EXIF + b"II*\0\x08\0\0\0\xff\xff" + b"\xff" * 9000)
    ),
    "JPEG and zip": jpeg_and_zip,
    "JPEG and page": lambda: jpeg() + HTML + PLANTED,
    "JPEG with a page in a comment": lambda: jpeg_with(segment(0xFE, HTML + PLANTED)),
    "JPEG with a PDF in a comment": lambda: jpeg_with(segment(0xFE, PDF + PLANTED)),
    "JPEG and a whole second JPEG": lambda: jpeg() + jpeg(comment=PLANTED),
    "JPEG and a video": lambda: jpeg() + b"\0\0\0\x18ftypmp42\0\0\0\0mp42isom" + PLANTED * 20,
    "JPEG with PHP among its colours": lambda: jpeg_with(segment(0xEE, b"Adobe\0\x64\0\0\0\0\1<?php x ?>" + PLANTED)),
    "PNG and zip": lambda: png() + zipped([(PLANTED.decode(), b"x")]),
    "PNG and a million zeros": lambda: png() + bytes(1_000_000),
    "PNG and program": lambda: png() + b"MZ\x90\0" + PLANTED,
    "PNG with a page in its text": lambda: png_with(chunk(b"tEXt", b"Comment\0" + HTML + PLANTED)),
    "GIF and JAR": gif_and_jar,
    "GIF with PHP in a comment": lambda: gif_with(gif_blocks(b"\xfe", b"<?php x ?>" + PLANTED)),
    "WebP and zip": lambda: webp() + zipped([(PLANTED.decode(), b"x")]),
}


# ---- Pictures with something planted in them


def _icc():
    """Enough of a colour profile to be carried by anything that carries them."""
    return (
        struct.pack(">I", 200) + b"lcms" + bytes(28) + b"acsp" + bytes(60) + PLANTED + bytes(200 - 100 - len(PLANTED))
    )


def _texts():
    text = PngImagePlugin.PngInfo()
    text.add_itxt("Description", PLANTED.decode(), lang="en", tkey="Description")
    return text


def exif_at(kind, data):
    """Where EXIF goes in each kind of file."""
    if kind == "jpeg":
        return jpeg_with(segment(0xE1, EXIF + data))
    if kind == "png":
        return png_with(chunk(b"eXIf", data))
    return webp_of(canvas(64, 48, 8), webp()[12:], riff(b"EXIF", data))


XMP = b'<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF>' + PLANTED + b"</rdf:RDF></x:xmpmeta>"
TAGS = {
    "description": (0x010E,), "maker": (0x010F,), "model": (0x0110,), "software": (0x0131,), "artist": (0x013B,),
    "copyright": (0x8298,), "computer": (0x013C,), "day": (0x0132,), "title for Windows": (0x9C9B,), "XMP in a tag": (0x02BC,),
}  # fmt: skip
INNER_TAGS = {"words of the person": 0x9286, "maker's note": 0x927C, "owner": 0xA430, "camera's number": 0xA431, "lens's number": 0xA435, "one number for the picture": 0xA420}  # fmt: skip
PLACE_TAGS = {"place: of the picture": 0x001D, "place: map": 0x0012, "place: satellites": 0x0008}

METADATA = {
    **{f"JPEG EXIF {name}": lambda tags=tags: exif_at("jpeg", exif(*tags)) for name, tags in TAGS.items()},
    **{f"JPEG EXIF {name}": lambda tag=tag: exif_at("jpeg", exif(tag, within=0x8769)) for name, tag in INNER_TAGS.items()},
    **{f"JPEG EXIF {name}": lambda tag=tag: exif_at("jpeg", exif(tag, within=0x8825)) for name, tag in PLACE_TAGS.items()},
    "JPEG EXIF thumbnail": lambda: exif_at("jpeg", tiff(following=26) + jpeg(comment=PLANTED)),
    "JPEG JFIF thumbnail": lambda: jpeg_with(segment(0xE0, b"JFXX\0\x10" + jpeg(comment=PLANTED))),
    "JPEG XMP": lambda: jpeg_with(segment(0xE1, b"http://ns.adobe.com/xap/1.0/\0" + XMP)),
    "JPEG long XMP": lambda: jpeg_with(segment(0xE1, b"http://ns.adobe.com/xmp/extension/\0" + bytes(40) + XMP)),
    "JPEG IPTC": lambda: jpeg_with(
        segment(0xED, b"Photoshop 3.0\x008BIM\x04\x04\0\0" + struct.pack(">I", len(PLANTED) + 5)
        + b"\x1c\x02\x78" + struct.pack(">H", len(PLANTED)) + PLANTED)
    ),
    "JPEG colour profile": lambda: jpeg_with(segment(0xE2, b"ICC_PROFILE\0\1\1" + _icc())),
    "JPEG many pictures": lambda: jpeg_with(segment(0xE2, b"MPF\0" + held(1) + PLANTED)),
    "JPEG FlashPix": lambda: jpeg_with(segment(0xE2, b"FPXR\0" + PLANTED)),
    "JPEG who made it (C2PA)": lambda: jpeg_with(segment(0xEB, b"JP\0\1\0\0\0\1" + PLANTED)),
    "JPEG Ducky": lambda: jpeg_with(segment(0xEC, b"Ducky\0\1\0\4\0\0\0\x3c" + PLANTED)),
    "JPEG comment": lambda: jpeg(comment=PLANTED),
    "JPEG private part": lambda: jpeg_with(segment(0xE7, PLANTED)),
    "JPEG after its end": lambda: jpeg() + PLANTED,
    "PNG text": lambda: png_with(chunk(b"tEXt", b"Comment\0" + PLANTED)),
    "PNG packed text": lambda: png_with(chunk(b"zTXt", b"Comment\0\0" + zlib.compress(PLANTED))),
    "PNG text of the world": lambda: png(pnginfo=_texts()),
    "PNG XMP": lambda: png_with(chunk(b"iTXt", b"XML:com.adobe.xmp\0\0\0\0\0" + XMP)),
    "PNG EXIF": lambda: exif_at("png", exif(0x010E, 0x013B)),
    "PNG colour profile": lambda: png_with(chunk(b"iCCP", b"profile\0\0" + zlib.compress(_icc()))),
    "PNG name of its colours": lambda: png_with(chunk(b"sPLT", PLANTED + b"\0\x08" + bytes(6))),
    "PNG private part": lambda: png_with(chunk(b"prVt", PLANTED)),
    "PNG after its end": lambda: png() + PLANTED,
    "PNG second frame": lambda: png_with(chunk(b"acTL", struct.pack(">II", 2, 0)), chunk(b"fdAT", PLANTED)),
    "GIF comment": lambda: gif(comment=PLANTED),
    "GIF words on it": lambda: gif_with(gif_blocks(b"\x01", PLANTED)),
    "GIF XMP": lambda: gif_with(b"!\xff\x0bXMP DataXMP" + gif_blocks(b"", XMP)[1:]),
    "GIF after its end": lambda: gif() + PLANTED,
    "WebP EXIF": lambda: exif_at("webp", exif(0x010E, 0x013B)),
    "WebP XMP": lambda: webp_of(canvas(64, 48, 4), webp()[12:], riff(b"XMP ", XMP)),
    "WebP colour profile": lambda: webp_of(canvas(64, 48, 32), riff(b"ICCP", _icc()), webp()[12:]),
    "WebP part nobody knows": lambda: webp_of(canvas(64, 48, 0), webp()[12:], riff(b"PRIV", PLANTED)),
    "WebP after its end": lambda: webp() + PLANTED,
}  # fmt: skip
# These are packed inside the file, so that a search of its bytes would not find them.
PACKED = {"PNG packed text", "PNG colour profile"}
