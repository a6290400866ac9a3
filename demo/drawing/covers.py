"""The covers, 1200 × 800, one a course: a still scene and one large character."""

from collections.abc import Callable
from functools import partial

from PIL import Image

from demo.drawing.press import (
    BAMBOO,
    CINNABAR,
    CLAY,
    INK,
    MIST,
    OCHRE,
    WHITE,
    Print,
    arc,
    around,
    between,
    corners,
    curve,
    turned,
)

SIZE = (1200, 800)
Scene = Callable[[Print], None]


def draw_cover(slug: str) -> Image.Image:
    sheet = Print(SIZE, seed=list(SCENES).index(slug) + 1)
    SCENES[slug](sheet)
    sign(sheet)
    return sheet.image()


def sign(sheet: Print) -> None:
    """The college's seal in the corner."""
    seal = sheet.plate().block(1092, 668, 1142, 754, 6)
    seal.text("明", 1117, 692, 36, bold=0.6, cut=True).text("亮", 1117, 731, 36, bold=0.6, cut=True)
    sheet.press(seal, CINNABAR, covering=True)


def write_my_name(sheet: Print) -> None:
    sheet.press(sheet.plate().disc(840, 300, 210), CINNABAR)
    centre, turn = (440, 410), -4
    sheet.press(sheet.plate().polygon(corners(452, 424, 520, 520, turn)), CLAY)
    sheet.press(sheet.plate().polygon(corners(*centre, 520, 520, turn)), WHITE, covering=True)
    grid = sheet.plate()
    grid.polygon(corners(*centre, 470, 470, turn)).polygon(corners(*centre, 458, 458, turn), cut=True)
    for ends in (
        ((210, 410), (670, 410)),
        ((440, 180), (440, 640)),
        ((214, 184), (666, 636)),
        ((666, 184), (214, 636)),
    ):
        for i in range(0, 20, 2):
            dash = [between(*ends, t / 20) for t in (i + 0.5, i + 1.5)]
            grid.line(turned(dash, turn, centre), 3)
    sheet.press(grid, CINNABAR)
    sheet.press(sheet.plate().text("名", 438, 408, 400, bold=5, turn=turn), INK)
    brush(sheet)


def brush(sheet: Print) -> None:
    """A bamboo brush that has just been lifted."""
    top, tip = (1010.0, 70.0), (742.0, 640.0)
    way = partial(between, top, tip)
    handle = sheet.plate().line([way(0), way(0.72)], 30)
    for t in (0.18, 0.42, 0.62):
        handle.line([way(t), way(t + 0.008)], 40).line([way(t + 0.004), way(t + 0.005)], 44)
    sheet.press(handle, BAMBOO, covering=True)
    sheet.press(sheet.plate().line([way(0.715), way(0.76)], 38), OCHRE, covering=True)
    sheet.press(sheet.plate().stroke([way(0.78), way(0.86), way(1)], [36, 46, 40, 24, 2]), INK, covering=True)


def residents_meeting(sheet: Print) -> None:
    for x in (60, 420, 780):
        sheet.press(sheet.plate().polygon([(x + 180, 0), (x + 380, 0), (x + 140, 800), (x - 60, 800)]), (236, 224, 196))
    cx, cy = 600, 400
    seats = [around(cx, cy, 296, angle) for angle in range(-90, 270, 45)]
    for i, seat in enumerate(seats):
        sheet.press(sheet.plate().disc(*seat, 58), (CINNABAR, BAMBOO, INK, OCHRE)[i % 4])
        sheet.press(sheet.plate().disc(*seat, 40).disc(*seat, 35, cut=True), WHITE, covering=True)
    sheet.press(sheet.plate().disc(cx + 8, cy + 12, 216), CLAY)
    sheet.press(sheet.plate().disc(cx, cy, 214), OCHRE, covering=True)
    rings = sheet.plate().disc(cx, cy, 202).disc(cx, cy, 197, cut=True)
    sheet.press(rings, INK)
    for angle in range(-90, 270, 45):
        cup = around(cx, cy, 162, angle)
        sheet.press(sheet.plate().disc(*cup, 24), WHITE, covering=True)
        sheet.press(sheet.plate().disc(*cup, 16), BAMBOO)
    sheet.press(sheet.plate().text("议", cx, cy, 196, bold=4), INK)


def volunteer_records(sheet: Print) -> None:
    clouds(sheet)
    left = curve([(600, 300), (480, 262), (330, 262), (170, 300)])
    right = curve([(600, 300), (720, 262), (870, 262), (1030, 300)])
    down = [(x, y + 390) for x, y in reversed(left)], [(x, y + 390) for x, y in reversed(right)]
    cover = [(150, 316), (1050, 316), (1050, 716), (606, 722), (594, 722), (150, 716)]
    sheet.press(sheet.plate().polygon(cover), INK)
    sheet.press(sheet.plate().polygon([*left, *down[0]]).polygon([*right, *down[1]]), WHITE, covering=True)
    fold = sheet.plate().stroke([(600, 302), (600, 690)], [6, 3, 6])
    lines = sheet.plate()
    for row in range(6):
        for side in (left, right):
            part = [(x, y + 62 + row * 54) for x, y in side[8:-8]]
            lines.line(part, 3)
    sheet.press(fold, INK).press(lines, MIST)
    writing = sheet.plate()
    for row, end in enumerate((20, 11, 28, 16, 38)):
        way = [(x, y + 50 + row * 54) for x, y in reversed(left[end:-10])]
        writing.stroke(way, [7, 5, 8, 4, 7, 5, 8, 4])
    sheet.press(writing, INK)
    seal = sheet.plate().polygon(corners(820, 478, 270, 270, 6)).text("记", 820, 478, 200, bold=5, turn=6, cut=True)
    sheet.press(seal, CINNABAR)
    sheet.press(sheet.plate().polygon([(516, 268), (552, 276), (552, 768), (534, 744), (516, 768)]), BAMBOO)


def clouds(sheet: Print) -> None:
    bands = sheet.plate()
    for x, y, length in (
        (90, 150, 300),
        (200, 110, 260),
        (150, 190, 420),
        (760, 120, 300),
        (700, 160, 420),
        (880, 200, 240),
    ):
        bands.line([(x, y), (x + length, y)], 34)
    sheet.press(bands, MIST)


def phone_hospital(sheet: Print) -> None:
    sheet.press(sheet.plate().disc(600, 430, 330), MIST)
    palm = sheet.plate().stroke(curve([(330, 860), (430, 700), (500, 560)]), [250, 220, 170])
    sheet.press(palm, CLAY)
    sheet.press(sheet.plate().block(420, 70, 780, 730, 48), INK, covering=True)
    sheet.press(sheet.plate().block(442, 118, 758, 676, 14), WHITE, covering=True)
    cross = sheet.plate().block(568, 170, 632, 370, 8).block(500, 238, 700, 302, 8)
    sheet.press(cross, BAMBOO)
    button = sheet.plate().block(476, 430, 724, 540, 30).text("挂号", 600, 485, 74, bold=2, cut=True)
    sheet.press(button, CINNABAR)
    more = sheet.plate()
    for y, end in ((584, 690), (624, 640)):
        more.line([(490, y), (end, y)], 12)
    sheet.press(more, MIST)
    thumb = sheet.plate().stroke(curve([(330, 800), (376, 680), (440, 590), (494, 562)]), [120, 96, 76, 62])
    sheet.press(thumb, CLAY, covering=True)
    sheet.press(sheet.plate().disc(500, 557, 19, 14), WHITE, covering=True)
    fingers = sheet.plate()
    for i, y in enumerate((330, 420, 508, 590)):
        fingers.stroke([(850 - i * 8, y + 16), (762, y)], [64, 58])
    sheet.press(fingers, CLAY, covering=True)


def anti_fraud(sheet: Print) -> None:
    rain = sheet.plate()
    for _ in range(46):
        x, y = sheet.random.uniform(-40, 1200), sheet.random.uniform(0, 760)
        if not (250 < x < 960 and y > 300) and not (x > 1040 and y > 560):
            rain.stroke([(x, y), (x - 22, y + 60)], [2, 5])
    sheet.press(rain, (150, 160, 150))
    jar(sheet, 600, 590)
    sheet.press(sheet.plate().line([(600, 120), (600, 470)], 12), INK)
    top = sheet.plate().polygon([*arc(600, 420, 400, 180, 360, squash=0.78), *scallops(200, 1000, 420, 8)])
    sheet.press(top, CINNABAR, covering=True)
    ribs = sheet.plate()
    for i in range(9):
        x = 200 + i * 100
        ribs.line(curve([(600, 108), ((600 + x) / 2 + (x - 600) * 0.22, 210), (x, 418)]), 4)
    sheet.press(ribs, INK)
    sheet.press(sheet.plate().block(586, 74, 614, 120, 8), INK)


def scallops(x0: float, x1: float, y: float, count: int) -> list[tuple[float, float]]:
    """The lower hem of an umbrella, from right to left."""
    width = (x1 - x0) / count
    hem: list[tuple[float, float]] = []
    for i in range(count):
        right = x1 - i * width
        hem += [(right - width * t / 8, y - 26 * (1 - (t / 4 - 1) ** 2)) for t in range(9)]
    return hem


def jar(sheet: Print, cx: float, cy: float) -> None:
    sheet.press(sheet.plate().disc(cx + 10, 732, 190, 16), CLAY)
    body = [(cx - 84, cy - 120), (cx - 150, cy - 50), (cx - 156, cy + 40), (cx - 100, cy + 140)]
    outline = curve(body) + [(2 * cx - x, y) for x, y in reversed(curve(body))]
    sheet.press(sheet.plate().polygon(outline), OCHRE)
    sheet.press(sheet.plate().block(cx - 104, cy - 150, cx + 104, cy - 112, 12), INK)
    label = sheet.plate().polygon(corners(cx, cy + 14, 172, 172, 45)).text("防", cx, cy + 14, 118, bold=3, cut=True)
    sheet.press(label, CINNABAR, covering=True)


def fire_safety(sheet: Print) -> None:
    sheet.press(sheet.plate().polygon([(760, 150), (1010, 150), (1010, 470), (560, 800), (60, 800)]), (243, 214, 150))
    steps = [(0, 800), (0, 760)]
    for i in range(8):
        x, y = 60 + i * 92, 760 - i * 40
        steps += [(x, y), (x, y - 40)]
    steps += [(1200, 440), (1200, 800)]
    sheet.press(sheet.plate().polygon(steps), INK)
    sheet.press(sheet.plate().block(770, 110, 1010, 440), BAMBOO, covering=True)
    sheet.press(sheet.plate().block(790, 130, 990, 440), OCHRE, covering=True)
    sign = sheet.plate().polygon(corners(890, 285, 190, 190, 45)).text("安", 890, 285, 132, bold=3, cut=True)
    sheet.press(sign, CINNABAR, covering=True)
    rail = sheet.plate().line([(70, 560), (730, 272)], 16)
    for i in range(8):
        x = 106 + i * 92
        rail.line([(x, 740 - i * 40), (x, 545 - i * 40)], 7)
    sheet.press(rail, BAMBOO, covering=True)
    sheet.press(sheet.plate().line([(330, 0), (330, 110)], 6), INK)
    sheet.press(sheet.plate().polygon([(270, 176), (300, 106), (360, 106), (390, 176)]), INK)
    sheet.press(sheet.plate().disc(330, 184, 34), OCHRE)


def book_a_centre(sheet: Print) -> None:
    sheet.press(sheet.plate().disc(660, 200, 120), CINNABAR)
    sheet.press(sheet.plate().block(150, 360, 800, 720), WHITE, covering=True)
    roof = curve([(90, 372), (200, 330), (300, 250), (475, 236), (650, 250), (750, 330), (860, 372)])
    sheet.press(sheet.plate().polygon([*roof, (840, 404), (110, 404)]), INK, covering=True)
    tiles = sheet.plate()
    for x in range(240, 740, 44):
        tiles.line([(x + (475 - x) * 0.25, 268), (x, 396)], 4)
    sheet.press(tiles, BAMBOO, covering=True)
    windows = sheet.plate().block(190, 470, 350, 620).block(600, 470, 760, 620)
    sheet.press(windows, OCHRE)
    bars = sheet.plate()
    for x in (190, 600):
        bars.polygon(corners(x + 80, 545, 164, 154)).polygon(corners(x + 80, 545, 148, 138), cut=True)
        bars.line([(x + 80, 475), (x + 80, 615)], 6).line([(x + 6, 545), (x + 154, 545)], 6)
        bars.polygon(corners(x + 80, 545, 64, 60)).polygon(corners(x + 80, 545, 52, 48), cut=True)
    sheet.press(bars, BAMBOO)
    sheet.press(sheet.plate().block(400, 470, 550, 720), CINNABAR)
    sheet.press(sheet.plate().line([(475, 476), (475, 716)], 4).disc(460, 600, 6).disc(490, 600, 6), INK)
    sheet.press(sheet.plate().block(60, 716, 1050, 724, 4), INK)
    calendar(sheet)


def calendar(sheet: Print) -> None:
    centre, turn = (960, 300), 5
    sheet.press(sheet.plate().polygon(corners(970, 312, 330, 380, turn)), CLAY)
    sheet.press(sheet.plate().polygon(corners(*centre, 330, 380, turn)), WHITE, covering=True)
    head = sheet.plate().polygon(corners(*turned([(960, 148)], turn, centre)[0], 330, 76, turn))
    sheet.press(head, BAMBOO)
    days = sheet.plate()
    for i in range(20):
        spot = (846 + i % 5 * 57, 232 + i // 5 * 62)
        if i not in (7, 8, 12, 13):
            days.disc(*turned([spot], turn, centre)[0], 8)
    sheet.press(days, INK)
    mark = turned([(988, 325)], turn, centre)[0]
    sheet.press(sheet.plate().disc(*mark, 66).text("约", *mark, 86, bold=2, turn=turn, cut=True), CINNABAR)


def good_neighbours(sheet: Print) -> None:
    sheet.press(sheet.plate().disc(600, 330, 290), MIST)
    bamboo_branch(sheet)
    sheet.press(sheet.plate().text("和", 600, 300, 290, bold=5), INK)
    sheet.press(sheet.plate().block(0, 668, 1200, 800), OCHRE)
    for cx, colour in ((370, CINNABAR), (830, BAMBOO)):
        bowl = arc(cx, 560, 112, 0, 180, squash=1.06)
        sheet.press(sheet.plate().disc(cx + 14, 690, 120, 12), (196, 138, 60))
        sheet.press(sheet.plate().polygon(bowl).block(cx - 48, 660, cx + 48, 690, 4), colour, covering=True)
        sheet.press(sheet.plate().disc(cx, 560, 112, 22), WHITE, covering=True)
        sheet.press(sheet.plate().disc(cx, 564, 94, 14), BAMBOO)
    steam = sheet.plate()
    for cx, lean in ((370, 1), (830, -1)):
        way = curve([(cx, 540), (cx + 26 * lean, 470), (cx - 14 * lean, 400), (cx + 40 * lean, 320)])
        steam.stroke(way, [2, 10, 14, 8, 1])
    sheet.press(steam, WHITE, covering=True)


def bamboo_branch(sheet: Print) -> None:
    leaves = sheet.plate().stroke(curve([(1180, 40), (1040, 90), (900, 110), (800, 160)]), [8, 5, 2])
    for x, y, dx, dy in (
        (1080, 76, -60, 130), (1000, 98, -110, 70), (960, 104, -40, 140), (900, 112, -120, 50),
        (860, 124, -70, 110), (820, 146, -110, 60), (1120, 60, -20, 150),
    ):  # fmt: skip
        leaves.stroke(curve([(x, y), (x + dx * 0.45, y + dy * 0.4), (x + dx, y + dy)]), [2, 26, 20, 1])
    sheet.press(leaves, BAMBOO)


def branch_life(sheet: Print) -> None:
    sheet.press(sheet.plate().block(90, 90, 410, 500), (58, 66, 78))
    sheet.press(sheet.plate().disc(320, 200, 56), OCHRE, covering=True)
    frame = sheet.plate().block(74, 74, 426, 516, 4).block(98, 98, 402, 492, cut=True)
    frame.block(243, 90, 257, 500).block(90, 290, 410, 303)
    sheet.press(frame, INK, covering=True)
    sheet.press(sheet.plate().polygon([(700, 250), (900, 250), (1020, 690), (440, 690)]), (244, 212, 140))
    sheet.press(sheet.plate().polygon([(740, 130), (860, 130), (930, 270), (670, 270)]), CINNABAR, covering=True)
    arm = sheet.plate().line(curve([(800, 132), (840, 66), (930, 76), (990, 200), (1000, 420), (1000, 690)]), 12)
    arm.block(930, 676, 1060, 700, 8)
    sheet.press(arm, INK)
    sheet.press(sheet.plate().block(40, 696, 1060, 712, 6), INK)
    left, right = curve([(710, 560), (620, 528), (450, 560)]), curve([(710, 560), (800, 528), (930, 560)])
    pages = sheet.plate()
    for side in (left, right):
        pages.polygon([*side, *[(x + (x - 710) * 0.1, y + 128) for x, y in reversed(side)]])
    sheet.press(pages, WHITE, covering=True)
    sheet.press(sheet.plate().stroke([(710, 562), (710, 688)], [5, 3]).text("课", 580, 620, 110, bold=3), INK)
    lines = sheet.plate()
    for y in (590, 622, 654):
        lines.line([(746, y - 8), (870, y)], 5)
    sheet.press(lines, (150, 140, 120))


SCENES: dict[str, Scene] = {
    "write-my-name": write_my_name,
    "residents-meeting": residents_meeting,
    "volunteer-records": volunteer_records,
    "phone-hospital": phone_hospital,
    "anti-fraud": anti_fraud,
    "fire-safety": fire_safety,
    "book-a-centre": book_a_centre,
    "good-neighbours": good_neighbours,
    "branch-life": branch_life,
}
