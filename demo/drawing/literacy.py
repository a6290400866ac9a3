"""Pictures for the lessons of the literacy class: characters, and what they stand for."""

from demo.drawing.hand import GREY, arrow, badge, character, grid, label
from demo.drawing.lettering import sans
from demo.drawing.press import (
    BAMBOO,
    CINNABAR,
    CLAY,
    INK,
    MIST,
    OCHRE,
    WHITE,
    Point,
    Print,
    arc,
    around,
    corners,
    curve,
)


def li_character(sheet: Print) -> None:
    character(sheet, "木", 230, 240, 270)
    character(sheet, "子", 230, 545, 230)
    arrows = sheet.plate()
    arrow(arrows, curve([(400, 250), (480, 270), (545, 320)]))
    arrow(arrows, curve([(380, 540), (470, 520), (545, 440)]))
    sheet.press(arrows, BAMBOO)
    character(sheet, "李", 850, 370, 480)


def strokes(sheet: Print) -> None:
    drawn: list[tuple[str, list[Point], list[float]]] = [
        ("横", [(-70, 8), (0, 0), (72, -8)], [22, 15, 14, 26]),
        ("竖", [(0, -78), (2, 0), (0, 80)], [26, 17, 16, 20]),
        ("撇", [(40, -78), (22, 0), (-62, 76)], [26, 20, 13, 2]),
        ("捺", [(-56, -66), (0, 10), (56, 58), (84, 62)], [5, 14, 27, 33, 4]),
        ("点", [(-20, -28), (6, 4), (22, 34)], [5, 22, 34, 24]),
    ]
    for i, (name, path, widths) in enumerate(drawn):
        cx = 136 + i * 232
        grid(sheet, cx, 300, 186)
        sheet.press(sheet.plate().stroke([(cx + x, 300 + y) for x, y in curve(path)], widths), INK)
        label(sheet, name, cx, 506, 84)


def body_words(sheet: Print) -> None:
    sheet.press(sheet.plate().disc(470, 330, 190, 205).disc(276, 330, 40, 56).disc(664, 330, 40, 56), CLAY)
    sheet.press(sheet.plate().polygon([*arc(470, 250, 196, 180, 360, squash=0.8)]), INK, covering=True)
    face = sheet.plate().disc(395, 310, 17).disc(545, 310, 17)
    face.stroke(curve([(360, 268), (395, 258), (430, 268)]), [4, 10, 4])
    face.stroke(curve([(510, 268), (545, 258), (580, 268)]), [4, 10, 4])
    sheet.press(face, INK)
    sheet.press(sheet.plate().polygon([*arc(470, 410, 66, 0, 180, squash=0.75)]), CINNABAR)
    sheet.press(sheet.plate().disc(350, 385, 30, 22).disc(590, 385, 30, 22), (234, 160, 130))
    sheet.press(sheet.plate().polygon([(310, 720), (336, 574), (420, 520), (520, 520), (604, 574), (630, 720)]), BAMBOO)
    hand(sheet, 158, 560)
    foot(sheet)
    lines = sheet.plate()
    for path in (((545, 310), (800, 120)), ((664, 330), (800, 265)), ((520, 430), (800, 410))):
        lines.line(path, 4)
    sheet.press(lines, GREY)
    for text, x, y in (("目", 870, 115), ("耳", 870, 262), ("口", 870, 412), ("手", 158, 370), ("足", 1060, 480)):
        sheet.press(sheet.plate().text(text, x, y, 110, bold=2), CINNABAR)


def hand(sheet: Print, cx: float, cy: float) -> None:
    plate = sheet.plate().stroke([(cx, cy + 170), (cx, cy + 60)], [70, 96]).disc(cx, cy + 40, 58, 60)
    for x, y in ((-52, -70), (-18, -98), (18, -94), (50, -62)):
        plate.stroke([(cx + x * 0.7, cy + 30), (cx + x, cy + y)], [34, 30])
    plate.stroke([(cx + 30, cy + 60), (cx + 96, cy + 6)], [40, 30])
    sheet.press(plate, CLAY)


def foot(sheet: Print) -> None:
    sheet.press(sheet.plate().stroke(curve([(985, 560), (990, 640), (1060, 662), (1130, 664)]), [64, 74, 62, 52]), CLAY)
    toes = sheet.plate()
    for i in range(4):
        toes.line([(1104 + i * 14, 664), (1106 + i * 14, 676)], 3)
    sheet.press(toes, INK)


def family(sheet: Print) -> None:
    lines = sheet.plate()
    for path in (
        ((430, 130), (770, 130)), ((600, 130), (600, 260)), ((430, 350), (770, 350)), ((600, 350), (600, 520)),
    ):  # fmt: skip
        lines.line(path, 6)
    sheet.press(lines, GREY)
    for text, x, y, colour in (
        ("爷", 410, 130, INK), ("奶", 790, 130, CINNABAR), ("爸", 410, 360, BAMBOO), ("妈", 790, 360, OCHRE),
        ("孙", 600, 590, CINNABAR),
    ):  # fmt: skip
        badge(sheet, text, x, y, 104, 116, colour)


def compass(sheet: Print) -> None:
    sheet.press(sheet.plate().disc(1010, 360, 120), CINNABAR)
    sheet.press(sheet.plate().disc(600, 360, 150), MIST)
    cross = sheet.plate()
    for path in (
        ((600, 360), (600, 190)),
        ((600, 360), (600, 530)),
        ((600, 360), (390, 360)),
        ((600, 360), (810, 360)),
    ):
        arrow(cross, path, 10)
    sheet.press(cross, INK)
    for text, x, y in (("北", 600, 96), ("南", 600, 626), ("西", 290, 360)):
        sheet.press(sheet.plate().text(text, x, y, 124, bold=2), INK)
    sheet.press(sheet.plate().text("东", 1010, 360, 124, bold=2), WHITE, covering=True)
    label(sheet, "太阳出来", 1010, 530, 44, CINNABAR)


def letter(sheet: Print) -> None:
    sheet.press(sheet.plate().polygon(corners(862, 452, 470, 330, 5)), CLAY)
    sheet.press(sheet.plate().polygon(corners(856, 442, 470, 330, 5)), OCHRE, covering=True)
    sheet.press(sheet.plate().line([(636, 262), (852, 452), (1092, 302)], 5), INK)
    sheet.press(sheet.plate().polygon(corners(428, 368, 520, 600, -3)), CLAY)
    sheet.press(sheet.plate().polygon(corners(420, 358, 520, 600, -3)), WHITE, covering=True)
    rules = sheet.plate()
    for row in range(6):
        y = 190 + row * 84
        rules.line([(200, y + 11), (640, y - 12)], 3)
    sheet.press(rules, (226, 150, 130))
    for row, (text, x) in enumerate(
        (("奶奶：", 282), ("您好！我很好，", 440), ("放了假，我就", 440), ("回来看您。", 336), ("小军", 560))
    ):
        sheet.press(sheet.plate().text(text, x, 158 + row * 84 + (420 - x) * 0.05, 50, bold=0.8, turn=-3), INK)
    sheet.press(sheet.plate().polygon(corners(1000, 390, 74, 88, 5)), CINNABAR, covering=True)


def phone_steps(sheet: Print) -> None:
    arrows = sheet.plate()
    for i, text in enumerate(("选医院", "选科室", "选医生", "选时间")):
        x = 156 + i * 296
        sheet.press(sheet.plate().block(x - 104, 130, x + 104, 570, 28), INK, covering=True)
        sheet.press(sheet.plate().block(x - 90, 160, x + 90, 536, 8), WHITE, covering=True)
        bars = sheet.plate()
        for row in range(3):
            bars.block(x - 70, 196 + row * 62, x + 70, 240 + row * 62, 8)
        sheet.press(bars, MIST)
        sheet.press(sheet.plate().block(x - 70, 196 + i % 3 * 62, x + 70, 240 + i % 3 * 62, 8), OCHRE)
        sheet.press(sheet.plate().block(x - 70, 420, x + 70, 506, 16), CINNABAR)
        sheet.press(
            sheet.plate().text("下一步" if i < 3 else "确认", x, 463, 38, bold=0.8, font=sans(10)), WHITE, covering=True
        )
        label(sheet, text, x, 634, 54)
        if i < 3:
            arrow(arrows, [(x + 122, 350), (x + 152, 350)], 8)
    sheet.press(arrows, BAMBOO)


def hang_up(sheet: Print) -> None:
    sheet.press(sheet.plate().disc(390, 390, 290), MIST)
    sheet.press(sheet.plate().polygon([(230, 600), (270, 380), (510, 380), (550, 600)]), CINNABAR)
    sheet.press(sheet.plate().disc(390, 490, 76), WHITE, covering=True)
    holes = sheet.plate()
    for x, y in [around(390, 490, 52, angle) for angle in range(0, 360, 45)]:
        holes.disc(x, y, 11)
    sheet.press(holes.disc(390, 490, 16), INK)
    handset = sheet.plate().stroke(
        curve([(196, 372), (240, 312), (390, 290), (540, 312), (584, 372)]), [88, 52, 44, 52, 88]
    )
    sheet.press(handset, INK, covering=True)
    sheet.press(sheet.plate().text("先挂断", 880, 290, 130, bold=2), CINNABAR)
    sheet.press(sheet.plate().text("再问问", 880, 460, 130, bold=2), INK)
