"""Makes small PNG images of large ones, with Pillow."""

import io

from PIL import Image, ImageOps
from terrarium import PluginError, method

# thumbnail:Vec < u8 >->Vec < u8 >!raw
__interface_hash__ = 0xD6EBB60196A3E91B

# The longest side of a thumbnail, in pixels.
SIDE = 128

# The largest image that is decoded, in pixels: 256 MiB as RGBA. A few bytes can describe a far larger one.
PIXEL_LIMIT = 64 * 1024 * 1024

# What decodes without running other programs.
FORMATS = ["BMP", "GIF", "JPEG", "PNG", "TIFF", "WEBP"]


@method(raw=True)
def thumbnail(data: "bytes | memoryview", side: int = SIDE) -> bytes:
    """A PNG of the image, no more than 128 pixels wide and high."""
    try:
        with Image.open(io.BytesIO(data), formats=FORMATS) as image:
            width, height = image.size
            if width * height > PIXEL_LIMIT:
                raise PluginError(
                    "IMAGE_TOO_LARGE",
                    f"an image of {width} x {height} pixels is beyond the limit of {PIXEL_LIMIT} pixels",
                    {"width": width, "height": height, "limit": PIXEL_LIMIT},
                )
            # A JPEG can be decoded at a fraction of its size, which is most of the work saved.
            image.draft(None, (2 * side, 2 * side))
            small = image.convert("RGBA" if image.has_transparency_data else "RGB")
        # The orientation that a camera notes beside the pixels.
        small = ImageOps.exif_transpose(small)
        small.thumbnail((side, side), Image.Resampling.LANCZOS, reducing_gap=2.0)
        output = io.BytesIO()
        small.save(output, "PNG", optimize=True)
        return output.getvalue()
    except PluginError:
        raise
    except Image.DecompressionBombError as error:
        raise PluginError("IMAGE_TOO_LARGE", str(error)) from error
    except Exception as error:
        # Decoders report damage with nearly every class of exception.
        raise PluginError("BAD_IMAGE", f"not an image that can be read: {error}", {"bytes": len(data)}) from error
