"""The year planner of an output folder as a picture for the README, as Chromium draws it.

python tests/benchmarks/picture.py [outputs/trafford-2015-16] [--to outputs/year-planner.png]
"""

import argparse
import struct
import zlib
from base64 import b64decode, b64encode
from pathlib import Path

import numpy as np
from playwright.sync_api import Browser, FloatRect, Page, sync_playwright

OUTPUTS = Path(__file__).parents[2] / "outputs"
CHROMIUM = "/usr/bin/chromium"
FLAGS = ("--no-sandbox", "--disable-gpu")
WIDTH, HEIGHT, PIXELS, MARGIN = 1920, 900, 1, 8
"""Of the window; how many pixels of the picture each of its own is; and what is left free around the planner."""
COLOURS = 64
"""Of the picture: the commonest there are, which are nearly all of it, so that it needs one byte a pixel."""
DECODED = """async png => {
    const image = await createImageBitmap(await (await fetch("data:image/png;base64," + png)).blob());
    const canvas = new OffscreenCanvas(image.width, image.height);
    const context = canvas.getContext("2d");
    context.drawImage(image, 0, 0);
    let bytes = "";
    const data = context.getImageData(0, 0, image.width, image.height).data;
    for (let at = 0; at < data.length; at += 32768) bytes += String.fromCharCode(...data.subarray(at, at + 32768));
    return [image.width, btoa(bytes)];
}"""


def picture(folder: Path) -> bytes:
    """Return the planner of `index.html` in a folder as PNG: the same page gives the same bytes in one browser."""
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        page = chromium.new_page(viewport={"width": WIDTH, "height": HEIGHT}, device_scale_factor=PIXELS)
        page.goto((folder / "index.html").resolve().as_uri())
        drawn = compact(chromium, page.screenshot(full_page=True, clip=around(page, ".key", ".months")))
        chromium.close()
    return drawn


def compact(chromium: Browser, drawn: bytes) -> bytes:
    """Return a picture that a browser took as a smaller PNG of few colours."""
    page = chromium.new_page()
    width, pixels = page.evaluate(DECODED, b64encode(drawn).decode())
    page.close()
    return png(np.frombuffer(b64decode(pixels), np.uint8).reshape(-1, width, 4)[:, :, :3])


def around(page: Page, first: str, last: str) -> FloatRect:
    """Return the part of a page from the top of one element to the end of another below it, with a little about it."""
    above, below = (page.locator(selector).bounding_box() for selector in (first, last))
    if above is None or below is None:
        raise SystemExit(f"{page.url} has no year planner.")
    left, top = below["x"] - MARGIN, above["y"] - MARGIN
    right, bottom = below["x"] + below["width"] + MARGIN, below["y"] + below["height"] + MARGIN
    return {"x": left, "y": top, "width": right - left, "height": bottom - top}


def png(image: np.ndarray) -> bytes:
    """Return an image, height by width by colour, as PNG; a rare colour becomes the common one nearest to it."""
    height, width, _ = image.shape
    codes = image.reshape(-1, 3) @ np.array([1 << 16, 1 << 8, 1])
    codes, places, counts = np.unique(codes, return_inverse=True, return_counts=True)
    found = np.stack([codes >> 16, codes >> 8 & 255, codes & 255], axis=1)
    palette = found[np.argsort(-counts, kind="stable")[:COLOURS]]
    apart = np.abs(found[:, None] - palette[None]).sum(axis=2)
    pixels = apart.argmin(axis=1).astype(np.uint8)[places].reshape(height, width)
    rows = np.hstack((np.zeros((height, 1), np.uint8), pixels))  # each begins with the number of its filter: none
    header = struct.pack(">IIBBBBB", width, height, 8, 3, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + b"".join(
        (
            chunk(b"IHDR", header),
            chunk(b"PLTE", palette.astype(np.uint8).tobytes()),
            chunk(b"IDAT", zlib.compress(rows.tobytes(), 9)),
            chunk(b"IEND"),
        )
    )


def chunk(kind: bytes, data: bytes = b"") -> bytes:
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("folder", nargs="?", type=Path, default=OUTPUTS / "trafford-2015-16")
    parser.add_argument("--to", type=Path, default=OUTPUTS / "year-planner.png")
    asked = parser.parse_args()
    asked.to.write_bytes(picture(asked.folder))
    print(f"{asked.to}: {asked.to.stat().st_size:,} bytes")


if __name__ == "__main__":
    main()
