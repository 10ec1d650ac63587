"""A page as a scanner would give it: a picture of some lines of text."""

from PIL import Image, ImageDraw, ImageFont

page = Image.new("L", (1240, 700), 255)
draw = ImageDraw.Draw(page)
for index, line in enumerate(["Invoice 2024-117", "One table of oak", "Two chairs", "Total 412 Euro"]):
    draw.text((120, 100 + 130 * index), line, font=ImageFont.load_default(64), fill=0)
page.save("scan.pdf", resolution=150)
