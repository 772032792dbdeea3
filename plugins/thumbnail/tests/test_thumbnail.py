import io
import struct
import zlib
from pathlib import Path

import pytest
import thumbnail
from PIL import Image
from terrarium import PluginError

SAMPLE = Path(__file__).parent.parent / "samples" / "lake.jpg"


def encoded(image, format="PNG", **options):
    output = io.BytesIO()
    image.save(output, format, **options)
    return output.getvalue()


def decoded(data):
    image = Image.open(io.BytesIO(data))
    image.load()
    return image


def test_sample_becomes_a_small_png():
    data = SAMPLE.read_bytes()
    small = decoded(thumbnail.thumbnail(data))
    assert (small.format, small.size, small.mode) == ("PNG", (128, 85), "RGB")
    large = decoded(data).resize(small.size, Image.Resampling.LANCZOS)
    difference = max(
        abs(a - b) for a, b in zip(small.resize((1, 1)).getpixel((0, 0)), large.resize((1, 1)).getpixel((0, 0)))
    )
    assert difference <= 2


def test_any_buffer_is_an_input():
    data = encoded(Image.new("RGB", (300, 200), "red"))
    assert thumbnail.thumbnail(memoryview(data)) == thumbnail.thumbnail(data)


def test_side_can_be_chosen_and_images_never_grow():
    data = encoded(Image.new("L", (400, 100)))
    assert decoded(thumbnail.thumbnail(data, 40)).size == (40, 10)
    assert decoded(thumbnail.thumbnail(encoded(Image.new("RGB", (20, 10))))).size == (20, 10)
    assert decoded(thumbnail.thumbnail(encoded(Image.new("RGB", (4000, 1))))).size == (128, 1)


@pytest.mark.parametrize("format", ["BMP", "GIF", "JPEG", "PNG", "TIFF", "WEBP"])
def test_formats(format):
    small = decoded(thumbnail.thumbnail(encoded(Image.new("RGB", (256, 512), (200, 30, 30)), format)))
    assert (small.format, small.size) == ("PNG", (64, 128))
    assert all(abs(a - b) < 6 for a, b in zip(small.convert("RGB").getpixel((30, 60)), (200, 30, 30)))


@pytest.mark.parametrize("mode", ["1", "L", "LA", "P", "RGB", "RGBA", "I;16"])
def test_modes(mode):
    small = decoded(thumbnail.thumbnail(encoded(Image.new(mode, (200, 200)))))
    assert small.size == (128, 128) and small.mode == ("RGBA" if mode in ("LA", "RGBA") else "RGB")


def test_transparency_is_kept():
    image = Image.new("P", (200, 200))
    small = decoded(thumbnail.thumbnail(encoded(image, transparency=0)))
    assert small.mode == "RGBA" and small.getpixel((5, 5))[3] == 0
    assert decoded(thumbnail.thumbnail(encoded(Image.new("CMYK", (200, 100)), "JPEG"))).mode == "RGB"


def test_orientation_of_the_camera_is_applied():
    exif = Image.Exif()
    exif[0x0112] = 6
    assert decoded(thumbnail.thumbnail(encoded(Image.new("RGB", (400, 200)), "JPEG", exif=exif))).size == (64, 128)


def test_bad_images_are_errors():
    sample = SAMPLE.read_bytes()
    for data in (
        b"",
        b"not an image",
        sample[:200],
        sample[: len(sample) // 2],
        b"%!PS-Adobe-3.0 EPSF-3.0\n",
        encoded(Image.new("RGB", (9, 9)))[:40],
    ):
        with pytest.raises(PluginError, match="not an image that can be read") as caught:
            thumbnail.thumbnail(data)
        assert caught.value.code == "BAD_IMAGE" and caught.value.details == {"bytes": len(data)}


@pytest.mark.parametrize("side", [8_200, 20_000, 1_000_000])
def test_decompression_bombs_are_refused_before_they_are_decoded(side):
    def chunk(kind, body):
        return struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body))

    header = struct.pack(">IIBBBBB", side, side, 1, 0, 0, 0, 0)
    bomb = b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + chunk(b"IDAT", zlib.compress(bytes(1000))) + chunk(b"IEND", b"")
    with pytest.raises(PluginError) as caught:
        thumbnail.thumbnail(bomb)
    assert caught.value.code == "IMAGE_TOO_LARGE"


def test_interface_hash():
    assert thumbnail.__interface_hash__ == 0xD6EBB60196A3E91B
