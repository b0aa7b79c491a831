"""Drawing a picture again from its dots: on white, small enough, and the right way up."""

from __future__ import annotations

from PIL import Image

# Enough to be quick, and little beside the picture itself.
_DOTS_IN_A_STRIP = 1_000_000
# The eight ways a camera may have been held (EXIF 2.32, tag 0x0112), and how each is put right.
_PUT_UPRIGHT = {
    2: Image.Transpose.FLIP_LEFT_RIGHT,
    3: Image.Transpose.ROTATE_180,
    4: Image.Transpose.FLIP_TOP_BOTTOM,
    5: Image.Transpose.TRANSPOSE,
    6: Image.Transpose.ROTATE_270,
    7: Image.Transpose.TRANSVERSE,
    8: Image.Transpose.ROTATE_90,
}


def on_white(image: Image.Image, longest: int) -> Image.Image:
    """A new picture with the dots of this one: what was see-through is white, and a large one is nearer to `longest`.

    It goes strip by strip, so that a large picture is never held twice.
    """
    smaller = max(1, min(8, max(image.size) // longest))
    rows = smaller * max(1, _DOTS_IN_A_STRIP // (image.width * smaller))
    canvas = Image.new("RGB", (-(-image.width // smaller), -(-image.height // smaller)), "white")
    for top in range(0, image.height, rows):
        strip = _opaque(image.crop((0, top, image.width, min(top + rows, image.height))))
        canvas.paste(strip.reduce(smaller) if smaller > 1 else strip, (0, top // smaller))
    return canvas


def turned_upright(image: Image.Image, turned: int) -> Image.Image:
    """The picture as it was seen, from the way the camera was held."""
    return image.transpose(_PUT_UPRIGHT[turned]) if turned in _PUT_UPRIGHT else image


def _opaque(strip: Image.Image) -> Image.Image:
    """These dots as red, green and blue, on white."""
    if strip.mode == "I;16":
        # Pillow would cut sixteen bits off at 255, and all but the blackest would be white.
        return strip.convert("I").point(lambda value: value / 257).convert("L").convert("RGB")
    if not strip.has_transparency_data:
        return strip.convert("RGB")
    seen = strip.convert("RGBA")
    white = Image.new("RGB", seen.size, "white")
    white.paste(seen, mask=seen.getchannel("A"))
    return white
