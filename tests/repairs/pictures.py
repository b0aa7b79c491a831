"""Small pictures to send, each another file."""

from io import BytesIO

from PIL import Image


def a_jpeg(shade=0):
    made = BytesIO()
    Image.new("RGB", (8, 6), (shade, 80, 120)).save(made, format="JPEG")
    return made.getvalue()
