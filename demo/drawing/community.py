"""Pictures for the lessons of those who work for others: meetings, records, safety."""

from itertools import pairwise

from demo.drawing.hand import GREY, SLATE, arrow, badge, label, left_label
from demo.drawing.lettering import sans
from demo.drawing.press import BAMBOO, CINNABAR, CLAY, INK, OCHRE, WHITE, Print, arc, around, corners, curve

UPPER_SIDE = (("居民", BAMBOO), ("物业", INK), ("居民", BAMBOO), ("社区", SLATE))
LOWER_SIDE = (("业委会", INK), ("居民", BAMBOO), ("楼栋长", SLATE), ("居民", BAMBOO))


def loop(sheet: Print) -> None:
    names = ("收集", "交流", "解决", "反馈", "公示")
    colours = (INK, BAMBOO, CINNABAR, OCHRE, SLATE)
    at = [around(600, 378, 262, -90 + i * 72) for i in range(5)]
    arrows = sheet.plate()
    for i in range(5):
        arrow(arrows, arc(600, 378, 262, -90 + i * 72 + 24, -90 + i * 72 + 44), 9)
    sheet.press(arrows, GREY)
    for name, (x, y), colour in zip(names, at, colours, strict=True):
        badge(sheet, name, x, y, 92, 64, colour)
    sheet.press(sheet.plate().text("回音", 600, 388, 96, bold=2), CINNABAR)


def seating(sheet: Print) -> None:
    sheet.press(sheet.plate().block(298, 258, 918, 478, 26), CLAY)
    sheet.press(sheet.plate().block(290, 248, 910, 468, 26), OCHRE, covering=True)
    sheet.press(sheet.plate().text("一次议一两件事", 600, 358, 66, bold=1), INK)
    seats = [("主持人", 180, 316, CINNABAR), ("记录人", 180, 470, CINNABAR), ("白板", 1030, 358, INK)]
    seats += [(name, 370 + i * 153, 170, colour) for i, (name, colour) in enumerate(UPPER_SIDE)]
    seats += [(name, 370 + i * 153, 546, colour) for i, (name, colour) in enumerate(LOWER_SIDE)]
    for name, x, y, colour in seats:
        badge(sheet, name, x, y, 66, 38 if len(name) == 3 else 46, colour)


def notice_board(sheet: Print) -> None:
    sheet.press(sheet.plate().block(240, 640, 262, 720).block(938, 640, 960, 720), INK)
    sheet.press(sheet.plate().block(150, 50, 1050, 650, 14), BAMBOO)
    sheet.press(sheet.plate().block(176, 76, 1024, 624, 6), (232, 220, 190), covering=True)
    sheet.press(sheet.plate().polygon(corners(606, 360, 520, 500, 1)), CLAY)
    sheet.press(sheet.plate().polygon(corners(600, 352, 520, 500, 1)), WHITE, covering=True)
    sheet.press(sheet.plate().text("公示", 600, 172, 92, bold=2), CINNABAR)
    for i, line in enumerate(
        ("事情：3号楼楼梯旧物清理", "结果：11月28日已清完", "负责：楼栋长、志愿者", "公示：七天，请监督")
    ):
        label(sheet, line, 600, 276 + i * 72, 38)
    sheet.press(sheet.plate().disc(600, 116, 13), CINNABAR)
    for x, angle in ((262, -4), (938, 3)):
        sheet.press(sheet.plate().polygon(corners(x, 300, 110, 150, angle)), OCHRE)


def record_row(sheet: Print) -> None:
    sheet.press(sheet.plate().block(108, 70, 1108, 670, 10), CLAY)
    sheet.press(sheet.plate().block(100, 60, 1100, 660, 10), WHITE, covering=True)
    sheet.press(sheet.plate().text("志愿服务记录", 600, 128, 62, bold=1.4), INK)
    rows = (
        ("姓名", "李明"), ("时间", "2026年11月21日 9:00–11:30"), ("地点", "望湖社区党群服务中心"),
        ("内容", "教老人用手机挂号"), ("小时", "2.5 小时"),
    )  # fmt: skip
    lines = sheet.plate()
    for i in range(6):
        lines.line([(150, 196 + i * 84), (1050, 196 + i * 84)], 3)
    lines.line([(330, 196), (330, 616)], 3)
    sheet.press(lines, GREY)
    for i, (name, value) in enumerate(rows):
        label(sheet, name, 240, 238 + i * 84, 42, CINNABAR)
        left_label(sheet, value, 366, 238 + i * 84, 42)


def principles(sheet: Print) -> None:
    colours = (CINNABAR, INK, BAMBOO, OCHRE, SLATE)
    names = (("真", "真实"), ("准", "准确"), ("全", "完整"), ("免", "无偿"), ("快", "及时"))
    for i, ((one, word), colour) in enumerate(zip(names, colours, strict=True)):
        x = 140 + i * 230
        badge(sheet, one, x, 320, 102, 116, colour)
        label(sheet, word, x, 500, 58)


def masked(sheet: Print) -> None:
    sheet.press(sheet.plate().block(128, 110, 1088, 630, 10), CLAY)
    sheet.press(sheet.plate().block(120, 100, 1080, 620, 10), WHITE, covering=True)
    for i, (name, start, end) in enumerate(
        (("王志远", "340", "0021"), ("陈小梅", "340", "0046"), ("赵国强", "340", "0019"))
    ):
        y = 200 + i * 160
        left_label(sheet, name, 170, y, 54)
        left_label(sheet, start, 400, y, 54)
        left_label(sheet, end, 892, y, 54)
        sheet.press(sheet.plate().block(504, y - 34, 876, y + 34, 8), INK)
        sheet.press(sheet.plate().text("＊" * 11, 690, y, 30, font=sans(10)), WHITE, covering=True)
    lines = sheet.plate().line([(160, 280), (1040, 280)], 3).line([(160, 440), (1040, 440)], 3)
    sheet.press(lines, GREY)


def charging(sheet: Print) -> None:
    sheet.press(sheet.plate().block(0, 640, 1200, 720), CLAY)
    shed = sheet.plate().polygon([(60, 210), (600, 150), (640, 190), (60, 252)]).block(90, 230, 106, 640)
    sheet.press(shed.block(560, 190, 576, 640), BAMBOO)
    wheels = sheet.plate()
    for x in (210, 450):
        wheels.disc(x, 574, 66).disc(x, 574, 46, cut=True).disc(x, 574, 10)
    body = curve([(210, 574), (262, 552), (360, 560), (410, 470), (392, 372)])
    wheels.stroke(body, [16, 34, 34, 18, 14]).line([(410, 470), (450, 574)], 14).line([(364, 366), (424, 382)], 14)
    sheet.press(wheels, INK)
    sheet.press(sheet.plate().stroke([(200, 470), (330, 462)], [34, 30]).block(254, 476, 300, 552, 6), CINNABAR)
    sheet.press(sheet.plate().block(500, 330, 552, 440, 8), OCHRE)
    sheet.press(sheet.plate().line(curve([(524, 440), (480, 520), (400, 500), (300, 520)]), 6), INK)
    sheet.press(sheet.plate().polygon([(532, 346), (512, 392), (526, 392), (518, 426), (542, 380), (528, 380)]), INK)
    sheet.press(sheet.plate().block(760, 120, 1140, 640), WHITE, covering=True)
    sheet.press(sheet.plate().block(850, 300, 1050, 640), BAMBOO)
    forbidden(sheet, 950, 450)
    label(sheet, "停外面，充外面", 320, 100, 56, BAMBOO)
    label(sheet, "不进楼", 950, 210, 64, CINNABAR)


def forbidden(sheet: Print, cx: float, cy: float) -> None:
    sheet.press(sheet.plate().disc(cx, cy, 86), WHITE, covering=True)
    bike = sheet.plate()
    for x in (-36, 36):
        bike.disc(cx + x, cy + 24, 22).disc(cx + x, cy + 24, 14, cut=True)
    for (x0, y0), (x1, y1) in pairwise([(-36, 24), (-14, -14), (22, -14), (2, 24), (-36, 24)]):
        bike.line([(cx + x0, cy + y0), (cx + x1, cy + y1)], 6)
    bike.line([(cx + 16, cy - 34), (cx + 36, cy + 24)], 6).line([(cx + 8, cy - 36), (cx + 28, cy - 36)], 6)
    sheet.press(bike, INK)
    ring = sheet.plate().disc(cx, cy, 86).disc(cx, cy, 70, cut=True).line([(cx - 54, cy - 54), (cx + 54, cy + 54)], 15)
    sheet.press(ring, CINNABAR, covering=True)
