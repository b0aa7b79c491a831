"""A photo somebody sends is drawn again from its dots, and nothing else that was in the file is kept."""

import hashlib
import io
import json
import struct
import subprocess
import sys
import threading
import time
import zipfile
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image, ImageChops, ImageOps, ImageStat

from putright.repairs import photos
from putright.repairs.photos import NotAPhoto, Rebuilt, rebuild, refusals, shown_name
from tests.repairs import bad_files as bad

ROOT = Path(__file__).parents[2]
GOOD = {"jpeg": bad.jpeg, "png": bad.png, "gif": bad.gif, "webp": bad.webp}
SENTENCES = {said for name, said in vars(refusals).items() if name.isupper() and isinstance(said, str)} - {
    refusals.ANOTHER_PICTURE
}
# Reads each file named, in a process of its own, and says what came of it, how long it took and the most memory held.
ONE_BY_ONE = """
import json, resource, sys, time
from pathlib import Path
resource.setrlimit(resource.RLIMIT_CPU, (90, 90))
from putright.repairs.photos import NotAPhoto, rebuild

def most_held():
    status = Path("/proc/self/status")
    if not status.exists():
        return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1e6
    held = next(line for line in status.read_text().splitlines() if line.startswith("VmHWM"))
    return int(held.split()[1]) / 1e3

for path in map(Path, sys.stdin.read().split("\\n")):
    data, began, size, said, kept = path.read_bytes(), time.process_time(), None, None, b""
    try:
        rebuilt = rebuild(data)
        size, kept = (rebuilt.width, rebuilt.height), rebuilt.data
    except NotAPhoto as no:
        said = str(no)
    took = time.process_time() - began
    path.with_suffix(".kept").write_bytes(kept)
    print(json.dumps({"said": said, "size": size, "seconds": took, "megabytes": most_held(),
                      "guesser": "magika" in sys.modules}))
"""


@pytest.fixture(scope="module")
def came_of(tmp_path_factory):
    """What comes of every bad file: those that are drawn again first, so that what refusing costs is not in theirs."""
    place, names = tmp_path_factory.mktemp("bad"), [*bad.REBUILT, *bad.REFUSED]
    paths = [place / f"{number}.sent" for number, _ in enumerate(names)]
    for path, name in zip(paths, names):
        path.write_bytes({**bad.REBUILT, **bad.REFUSED}[name]())
    done = subprocess.run(
        [sys.executable, "-c", ONE_BY_ONE], input="\n".join(map(str, paths)), cwd=ROOT, env={"PYTHONPATH": str(ROOT)},
        capture_output=True, text=True, timeout=120, check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    assert done.stderr == ""
    results = [json.loads(line) for line in done.stdout.splitlines()]
    return {
        name: {**result, "sent": path.stat().st_size, "kept": path.with_suffix(".kept").read_bytes()}
        for name, path, result in zip(names, paths, results, strict=True)
    }


def parts_of(jpeg):
    """The marker of each part of a JPEG, and what is after its end."""
    at, markers = 2, []
    assert jpeg[:2] == b"\xff\xd8"
    while True:
        assert jpeg[at] == 0xFF
        marker = jpeg[at + 1]
        markers.append(marker)
        if marker == 0xE0:
            # Sixteen bytes that say it is a JPEG, and nothing after them.
            assert jpeg[at + 2 : at + 9] == b"\0\x10JFIF\0"
        at += 2 + struct.unpack_from(">H", jpeg, at + 2)[0]
        if marker == 0xDA:
            end = jpeg.index(b"\xff\xd9", at)
            return markers, jpeg[end + 2 :]


def is_only_a_picture(jpeg):
    """Whether there is nothing in this file but what draws it."""
    markers, after = parts_of(jpeg)
    return set(markers) == {0xE0, 0xDB, 0xC0, 0xC4, 0xDA} and markers.count(0xE0) == 1 and after == b""


def opened(data):
    return Image.open(io.BytesIO(data)).convert("RGB")


def difference(one, other):
    """How far apart two pictures are, from 0 to 255."""
    assert one.size == other.size
    return max(ImageStat.Stat(ImageChops.difference(one, other)).mean)


# ---- Bombs, and two files in one


@pytest.mark.parametrize("name", bad.REFUSED)
def test_what_is_not_a_photo_is_refused_in_words_and_at_once(came_of, name):
    result = came_of[name]
    said = result["said"]
    assert said in SENTENCES or said.startswith("This is a kind of picture that we cannot open (")
    assert (result["seconds"] < 2, result["megabytes"] < 300) == (True, True), result


@pytest.mark.parametrize("name", bad.REBUILT)
def test_what_else_was_in_a_photo_is_gone_and_it_cost_little(came_of, name):
    result = came_of[name]
    assert result["said"] is None
    assert is_only_a_picture(result["kept"])
    assert not zipfile.is_zipfile(io.BytesIO(result["kept"]))
    for left in (bad.PLANTED, b"<script", b"<?php", b"%PDF", b"MZ\x90"):
        assert left not in result["kept"]
    assert (result["seconds"] < 2, result["megabytes"] < 300) == (True, True), result


def test_a_file_that_is_said_to_be_in_two_halves_is_really_two():
    for name in ("JPEG and zip", "PNG and zip", "WebP and zip", "GIF and JAR"):
        assert zipfile.is_zipfile(io.BytesIO(bad.REBUILT[name]())), name


@pytest.mark.parametrize(
    "name, said",
    [
        ("nothing", refusals.EMPTY),
        ("too many bytes", refusals.TOO_BIG),
        ("PNG 64 MB of text as it is", refusals.TOO_BIG),
        ("PNG 20,000 by 20,000", refusals.TOO_MANY_PIXELS),
        ("PNG 12,000 by 12,000", refusals.TOO_MANY_PIXELS),
        ("PNG 20,000,000 high", refusals.TOO_MANY_PIXELS),
        ("JPEG 65,000 by 65,000", refusals.TOO_MANY_PIXELS),
        ("GIF 65,000 by 65,000", refusals.TOO_MANY_PIXELS),
        ("WebP 16,000 by 16,000", refusals.TOO_MANY_PIXELS),
        ("JPEG in passes, 25 million dots", refusals.TOO_MANY_PIXELS),
        ("JPEG in passes, 25 million dots, with only its first", refusals.TOO_MANY_PIXELS),
        ("JPEG of 25 million dots, with only its first colour", refusals.TOO_MANY_PIXELS),
        ("JPEG of ten thousand passes", refusals.TOO_MUCH_IN_IT),
        ("GIF of seven million blocks", refusals.TOO_MUCH_IN_IT),
        ("JPEG without its end", refusals.DAMAGED),
        ("PNG cut in half", refusals.DAMAGED),
        ("HEIC", refusals.ANOTHER_PICTURE.format("HEIC")),
        ("AVIF", refusals.ANOTHER_PICTURE.format("AVIF")),
        ("TIFF", refusals.ANOTHER_PICTURE.format("TIFF")),
        ("SVG with a script", refusals.ANOTHER_PICTURE.format("SVG")),
        ("video", refusals.A_VIDEO),
        ("PDF with a script", refusals.A_DOCUMENT),
        ("docx", refusals.A_DOCUMENT),
        ("odt", refusals.A_DOCUMENT),
        ("zip of 100 MB of zeros", refusals.AN_ARCHIVE),
        ("words", refusals.UNKNOWN),
        ("page called photo.jpg", refusals.UNKNOWN),
    ],
)
def test_each_reason_has_its_own_sentence(came_of, name, said):
    assert came_of[name]["said"] == said


def test_every_sentence_says_what_to_do_and_blames_nobody():
    for said in {*SENTENCES, refusals.ANOTHER_PICTURE}:
        assert any(f"{verb} " in said.split(". ", 1)[1] for verb in ("Send", "Choose", "Open")), said
        assert said.endswith(".")
        assert not {"invalid", "error", "failed", "wrong", "must", "illegal"} & set(said.lower().split()), said


def test_the_most_we_take_is_what_the_sentence_says(monkeypatch):
    assert f"{photos.MOST_BYTES // 1_000_000} MB" in refusals.TOO_BIG
    good = bad.jpeg()
    monkeypatch.setattr(photos, "MOST_BYTES", len(good))
    assert rebuild(good)
    with pytest.raises(NotAPhoto, match="larger than"):
        rebuild(good + b"\0")


def test_nothing_is_loaded_to_name_what_a_file_is_until_one_is_refused(came_of):
    assert not any(came_of[name]["guesser"] for name in bad.REBUILT)
    assert came_of["words"]["guesser"]


def test_several_people_sending_at_once_hold_no_more_than_one(monkeypatch):
    inside, most, really = [], [], photos._drawn_again

    def slowly(kind, data):
        inside.append(1)
        most.append(len(inside))
        time.sleep(0.02)
        inside.pop()
        return really(kind, data)

    monkeypatch.setattr(photos, "_drawn_again", slowly)
    people = [threading.Thread(target=rebuild, args=(bad.jpeg(),)) for _ in range(6)]
    for person in people:
        person.start()
    for person in people:
        person.join()
    assert most == [1] * 6


# ---- What is hidden in a photo


def test_many_kinds_of_hiding_place_are_tried():
    assert len(bad.METADATA) >= 30


@pytest.mark.parametrize("name", bad.METADATA)
def test_nothing_planted_in_a_photo_survives(name):
    sent = bad.METADATA[name]()
    assert (bad.PLANTED in sent) == (name not in bad.PACKED)
    kept = rebuild(sent).data
    assert bad.PLANTED not in kept
    assert is_only_a_picture(kept)
    reopened = Image.open(io.BytesIO(kept))
    assert not reopened.getexif() and set(reopened.info) <= {"jfif", "jfif_version", "jfif_unit", "jfif_density"}


@pytest.mark.parametrize("name", bad.METADATA)
def test_what_was_planted_did_not_change_the_picture(name):
    kind = name.split()[0].lower()
    assert difference(opened(rebuild(bad.METADATA[name]()).data), opened(GOOD[kind]())) < 8


def test_a_photo_that_keeps_something_would_be_seen():
    assert is_only_a_picture(bad.jpeg())
    assert not is_only_a_picture(bad.jpeg(comment=b"x"))
    assert not is_only_a_picture(bad.jpeg() + b"x")
    assert not is_only_a_picture(bad.saved(bad.picture(), "JPEG", exif=Image.Exif()))


# ---- The picture itself


@pytest.mark.parametrize("kind", GOOD)
def test_a_good_photo_looks_as_it_did_and_says_which_file_it_came_from(kind):
    sent = GOOD[kind]()
    rebuilt = rebuild(sent)
    assert (rebuilt.width, rebuilt.height) == opened(rebuilt.data).size == (64, 48)
    assert rebuilt.original_sha256 == hashlib.sha256(sent).hexdigest()
    assert rebuilt.original_type == f"image/{kind}"
    assert difference(opened(rebuilt.data), opened(sent)) < 8
    assert rebuild(sent) == rebuilt


@pytest.mark.parametrize("turned", range(1, 9))
@pytest.mark.parametrize("kind", ["jpeg", "png", "webp"])
def test_a_photo_is_the_right_way_up_however_the_camera_was_held(kind, turned):
    sent = bad.exif_at(kind, bad.held(turned))
    rightly = ImageOps.exif_transpose(Image.open(io.BytesIO(sent))).convert("RGB")
    assert difference(opened(rebuild(sent).data), rightly) < 8
    # A picture that is another way up would be seen.
    assert turned == 1 or rightly.size != (64, 48) or difference(rightly, opened(sent)) > 20


def test_a_camera_that_writes_its_numbers_the_other_way_round_is_understood():
    made = Image.Exif()
    made.endian = ">"
    made[0x0112] = 6
    sent = bad.saved(bad.picture(), "JPEG", exif=made)
    assert b"MM\0*" in sent
    assert (rebuild(sent).width, rebuild(sent).height) == (48, 64)


@pytest.mark.parametrize("turned", [0, 9, 65535])
def test_a_way_of_holding_a_camera_that_there_is_not_changes_nothing(turned):
    assert rebuild(bad.exif_at("jpeg", bad.held(turned))).width == 64


@pytest.mark.parametrize(
    "size, becomes",
    [
        ((4032, 3024), (2000, 1500)),
        ((3024, 4032), (1500, 2000)),
        ((2001, 1000), (2000, 1000)),
        ((2000, 2000), (2000, 2000)),
        ((300, 200), (300, 200)),
        ((1, 1), (1, 1)),
        ((9000, 2), (2000, 1)),
        ((7, 6001), (2, 2000)),
    ],
)
@pytest.mark.parametrize("kind", ["JPEG", "PNG"])
def test_a_photo_is_brought_down_to_what_a_page_needs_and_never_up(kind, size, becomes):
    whole = bad.picture(size)
    rebuilt = rebuild(bad.saved(whole, kind, **({"quality": 95} if kind == "JPEG" else {"compress_level": 1})))
    assert (rebuilt.width, rebuilt.height) == becomes
    # In a line of dots the colours of neighbours run together, in this JPEG as in any.
    assert min(becomes) < 9 or difference(opened(rebuilt.data), whole.resize(becomes, Image.Resampling.LANCZOS)) < 8


def test_strips_meet_without_a_seam():
    """A picture of several strips, some of it in the last few rows, is as it would be drawn in one."""
    whole = Image.effect_noise((100, 66), 60).resize((5001, 3333))
    rebuilt = opened(rebuild(bad.saved(whole, "PNG", compress_level=1)).data)
    at_once = whole.resize(rebuilt.size, Image.Resampling.BOX).convert("RGB")
    for rows in range(0, rebuilt.height, 4):
        strip = (0, rows, rebuilt.width, min(rows + 4, rebuilt.height))
        assert difference(rebuilt.crop(strip), at_once.crop(strip)) < 8


@pytest.mark.parametrize(
    "sent",
    [
        bad.saved(Image.new("RGBA", (9, 9), (200, 0, 0, 0)), "PNG"),
        bad.saved(Image.new("LA", (9, 9), (0, 0)), "PNG"),
        bad.saved(Image.new("RGB", (9, 9), (200, 0, 0)), "PNG", transparency=(200, 0, 0)),
        bad.saved(Image.new("L", (9, 9), 7), "PNG", transparency=7),
        bad.saved(Image.new("RGBA", (9, 9), (200, 0, 0, 0)).convert("P"), "PNG", transparency=0),
        bad.saved(Image.new("RGBA", (9, 9), (200, 0, 0, 0)), "WEBP", lossless=True, exact=True),
        bad.saved(Image.new("P", (9, 9), 0), "GIF", transparency=0),
    ],
    ids=["RGBA", "LA", "RGB and one colour", "L and one grey", "palette", "WebP", "GIF"],
)
def test_what_was_see_through_is_white(sent):
    assert opened(rebuild(sent).data).getpixel((4, 4)) == (255, 255, 255)


def test_half_see_through_is_half_white():
    assert opened(rebuild(bad.saved(Image.new("RGBA", (9, 9), (0, 0, 0, 128)), "PNG")).data).getpixel((4, 4))[0] == 127


@pytest.mark.parametrize(
    "image, kind",
    [
        (Image.new("I;16", (9, 9), 128 * 257), "PNG"),
        (Image.new("L", (9, 9), 128), "PNG"),
        (Image.new("L", (9, 9), 128), "JPEG"),
        (Image.new("CMYK", (9, 9), (0, 0, 0, 127)), "JPEG"),
        (Image.new("RGB", (9, 9), (128, 128, 128)).convert("P", palette=Image.Palette.ADAPTIVE), "PNG"),
        (Image.new("RGB", (9, 9), (128, 128, 128)).convert("P", palette=Image.Palette.ADAPTIVE), "GIF"),
    ],
    ids=["sixteen bits", "grey PNG", "grey JPEG", "CMYK", "palette", "GIF"],
)
def test_grey_stays_grey_however_it_was_kept(image, kind):
    seen = opened(rebuild(bad.saved(image, kind)).data).getpixel((4, 4))
    assert all(abs(part - 128) <= 2 for part in seen)


def test_a_picture_in_two_colours_is_opened():
    assert opened(rebuild(bad.saved(Image.new("1", (9, 9), 1), "PNG")).data).getpixel((4, 4)) == (255, 255, 255)


@pytest.mark.parametrize("kind", ["GIF", "WEBP", "PNG"])
def test_of_a_moving_picture_the_first_frame_is_kept(kind):
    first, *others = (Image.new("RGB", (40, 30), colour) for colour in ("red", "green", "blue"))
    sent = bad.saved(first, kind, save_all=True, append_images=others, duration=100)
    assert Image.open(io.BytesIO(sent)).n_frames == 3
    assert difference(opened(rebuild(sent).data), first) < 8


@pytest.mark.parametrize(
    "how", [{"progressive": True}, {"restart_marker_rows": 1}, {"subsampling": 0}, {"keep_rgb": True}]
)
def test_every_way_a_camera_writes_a_jpeg_is_read(how):
    assert difference(opened(rebuild(bad.jpeg(**how)).data), bad.picture()) < 12


def test_a_jpeg_with_padding_between_its_parts_is_read():
    good = bad.jpeg()
    assert rebuild(good[:2] + b"\xff" * 500 + good[2:]).data == rebuild(good).data


def test_a_photo_is_called_by_its_number_whatever_it_was_called():
    assert [shown_name(number) for number in (1, 10)] == ["photo-1.jpg", "photo-10.jpg"]


# ---- Whatever the bytes are


def is_rebuilt_or_refused(data):
    try:
        rebuilt = rebuild(data)
    except NotAPhoto as no:
        return str(no) in SENTENCES or "we cannot open (" in str(no)
    return isinstance(rebuilt, Rebuilt) and is_only_a_picture(rebuilt.data)


STARTS = [b"\xff\xd8\xff", b"\x89PNG\r\n\x1a\n", b"GIF89a", b"RIFF\0\0\0\0WEBPVP8X", b"\0\0\0\x18ftyp", b"", *(
    make()[:40] for make in GOOD.values()
)]  # fmt: skip


@settings(deadline=None)
@given(start=st.sampled_from(STARTS), rest=st.binary(max_size=400))
def test_any_bytes_are_a_photo_or_are_refused(start, rest):
    assert is_rebuilt_or_refused(start + rest)


@settings(deadline=None)
@given(kind=st.sampled_from([*GOOD]), part=st.floats(0, 1))
def test_a_photo_cut_anywhere_is_a_photo_or_is_refused(kind, part):
    good = GOOD[kind]()
    assert is_rebuilt_or_refused(good[: round(part * len(good))])


@settings(deadline=None)
@given(
    kind=st.sampled_from([*GOOD]),
    flips=st.lists(st.tuples(st.floats(0, 1, exclude_max=True), st.integers(0, 7)), min_size=1, max_size=8),
)
def test_a_photo_with_any_bits_flipped_is_a_photo_or_is_refused(kind, flips):
    data = bytearray(GOOD[kind]())
    for place, bit in flips:
        data[int(place * len(data))] ^= 1 << bit
    assert is_rebuilt_or_refused(bytes(data))


@settings(deadline=None)
@given(place=st.floats(0, 1), planted=st.binary(min_size=1, max_size=60), kind=st.sampled_from([*GOOD]))
def test_a_photo_with_anything_put_in_anywhere_is_a_photo_or_is_refused(place, planted, kind):
    good = GOOD[kind]()
    at = round(place * len(good))
    assert is_rebuilt_or_refused(good[:at] + planted + good[at:])
