"""A picture of discs and stripes."""

import numpy as np
from PIL import Image

rows, columns = np.mgrid[0:240, 0:320]
discs = sum(((rows - y) ** 2 + (columns - x) ** 2 < r**2) for x, y, r in [(80, 80, 40), (200, 120, 55), (270, 60, 25)])
picture = np.stack([60 * discs + 40, (columns * 255 // 320), (rows % 32) * 6], axis=2).clip(0, 255).astype(np.uint8)
Image.fromarray(picture).save("picture.png")
