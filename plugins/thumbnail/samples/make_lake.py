"""Computes lake.jpg, a landscape with the detail and noise of a photograph, the same every time. Needs numpy and Pillow."""

from pathlib import Path

import numpy
from PIL import Image

WIDTH, HEIGHT = 1200, 800
HORIZON = 430


def noise(random, octaves, height=HEIGHT, width=WIDTH):
    """Smooth noise between 0 and 1, with detail at several scales."""
    total = numpy.zeros((height, width))
    for octave in range(octaves):
        cells = 2 ** (octave + 2)
        grid = Image.fromarray((random.random((cells, cells)) * 255).astype("uint8"))
        total += numpy.asarray(grid.resize((width, height), Image.Resampling.BICUBIC)) / 255 / 2**octave
    return (total - total.min()) / (total.max() - total.min())


def blend(under, over, amount):
    return under + (numpy.asarray(over, dtype=float) - under) * amount[..., None]


def main():
    random = numpy.random.default_rng(7)
    rows, columns = numpy.mgrid[0:HEIGHT, 0:WIDTH].astype(float)
    image = blend(
        numpy.full((HEIGHT, WIDTH, 3), [92.0, 138.0, 196.0]), [250, 214, 176], numpy.clip(rows / HORIZON, 0, 1) ** 1.6
    )
    sun = numpy.exp(-((columns - 860) ** 2 + (rows - 300) ** 2) / 9000)
    image = blend(image, [255, 236, 200], numpy.clip(sun * 1.2, 0, 1))
    clouds = numpy.clip((noise(random, 7) - 0.52) * 3.2, 0, 1) * numpy.clip(1.2 - rows / HORIZON, 0, 1)
    image = blend(image, [255, 250, 244], clouds)
    for index, (base, colour) in enumerate([(300, [136, 148, 178]), (350, [92, 108, 138]), (396, [44, 62, 66])]):
        ridge = base - 130 * (noise(random, 8, 4)[0] - 0.4) / (1 + 0.4 * index)
        texture = noise(random, 8)[..., None] * 34 - 17
        inside = numpy.clip(rows - ridge, 0, 1) * (rows <= HORIZON)
        image = blend(image, numpy.clip(numpy.array(colour, dtype=float) + texture, 0, 255), inside)
    ripples = 6 * numpy.sin(rows / 3.1 + 5 * noise(random, 6)) * (rows - HORIZON) / HEIGHT
    source = numpy.clip(2 * HORIZON - rows + ripples, 0, HORIZON - 1).astype(int)
    shifted = numpy.clip(columns + 2 * ripples, 0, WIDTH - 1).astype(int)
    image = numpy.where((rows > HORIZON)[..., None], image[source, shifted] * [0.62, 0.7, 0.8] + [4, 10, 20], image)
    image += random.normal(0, 4.0, image.shape)
    Image.fromarray(numpy.clip(image, 0, 255).astype("uint8")).save(Path(__file__).with_name("lake.jpg"), quality=88)


if __name__ == "__main__":
    main()
