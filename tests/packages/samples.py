"""Packages in the shapes in which authoring tools write them, made anew for each test."""

import io
import zipfile
from html import escape

FOUND_ABOVE = """
function findAPI(win) {
  var tries = 0;
  while (win.API == null && win.parent != null && win.parent != win) {
    tries++;
    if (tries > 500) return null;
    win = win.parent;
  }
  return win.API;
}
var API = findAPI(window);
if (API == null && window.opener) API = findAPI(window.opener);
"""

STORY = (
    """<!DOCTYPE html><html><head><meta charset="utf-8"><title>story</title><script>"""
    + FOUND_ABOVE
    + """
var done = false;
function show() {
  var place = API.LMSGetValue("cmi.core.lesson_location") || "1";
  document.getElementById("slide").textContent = "第 " + place + " 页";
  document.getElementById("name").textContent = API.LMSGetValue("cmi.core.student_name");
  document.getElementById("entry").textContent = API.LMSGetValue("cmi.core.entry");
}
function start() {
  API.LMSInitialize("");
  var status = API.LMSGetValue("cmi.core.lesson_status");
  if (status === "not attempted") API.LMSSetValue("cmi.core.lesson_status", "incomplete");
  show();
}
function next() {
  var place = Number(API.LMSGetValue("cmi.core.lesson_location") || "1") + 1;
  API.LMSSetValue("cmi.core.lesson_location", String(place));
  API.LMSSetValue("cmi.suspend_data", JSON.stringify({ slide: place }));
  API.LMSCommit("");
  show();
}
function answer(score) {
  API.LMSSetValue("cmi.interactions.0.id", "Q1");
  API.LMSSetValue("cmi.interactions.0.type", "choice");
  API.LMSSetValue("cmi.interactions.0.student_response", "a");
  API.LMSSetValue("cmi.interactions.0.result", score >= 80 ? "correct" : "wrong");
  API.LMSSetValue("cmi.core.score.raw", String(score));
  API.LMSSetValue("cmi.core.lesson_status", score >= 80 ? "passed" : "failed");
  API.LMSCommit("");
}
function leave() {
  if (done) return;
  done = true;
  API.LMSSetValue("cmi.core.session_time", "0000:00:07.00");
  API.LMSSetValue("cmi.core.exit", "suspend");
  API.LMSFinish("");
}
window.onload = start;
window.onunload = leave;
</script></head><body>
<p id="slide"></p><p id="name"></p><p id="entry"></p>
<button onclick="next()">下一页</button><button onclick="answer(90)">答对</button>
<button onclick="answer(10)">答错</button>
</body></html>"""
)

# A frameset in the way of scormdriver: the content speaks to the functions of the frame beside it.
DRIVER = (
    """<html><head><title>driver</title><script>"""
    + FOUND_ABOVE
    + """
function SetReachedEnd() { API.LMSSetValue("cmi.core.lesson_status", "completed"); API.LMSCommit(""); }
API.LMSInitialize("");
</script></head>
<frameset rows="*,0"><frame name="scormdriver_content" src="content.html"><frame src="blank.html"></frameset>
</html>"""
)
DRIVEN = """<html><head><meta charset="utf-8"></head><body>
<button onclick="parent.SetReachedEnd()">到底了</button></body></html>"""

# A launch page that opens its content in a window of its own, and looks whether that is still there.
LAUNCHER = (
    """<!DOCTYPE html><html><head><meta charset="utf-8"><script>"""
    + FOUND_ABOVE
    + """
var course = null;
function launch() {
  course = window.open("course/player.html", "course", "width=1000,height=700");
  document.getElementById("state").textContent = course ? "开着" : "打不开";
}
setInterval(function () {
  if (course && course.closed) document.getElementById("state").textContent = "关上了";
}, 100);
API.LMSInitialize("");
</script></head><body><p id="state"></p><button onclick="launch()">打开课程</button></body></html>"""
)
PLAYER = """<!DOCTYPE html><html><head><meta charset="utf-8"><script>
var API = null;
for (var win = window.opener; win && !API; win = win.parent === win ? null : win.parent) API = win.API;
function leave() {
  API.LMSSetValue("cmi.core.lesson_status", "completed");
  API.LMSCommit("");
  window.close();
}
</script></head><body><p>课程在这里。</p><button onclick="leave()">学完并关闭</button></body></html>"""

# Adapt and H5P: a shell that fetches its content and loads modules.
SHELL = (
    """<!DOCTYPE html><html><head><meta charset="utf-8">
<script type="module" src="adapt/js/adapt.js"></script><script>"""
    + FOUND_ABOVE
    + """</script></head><body><p id="text"></p></body></html>"""
)
SHELL_SCRIPT = """
localStorage.setItem("adapt", "1");
API.LMSInitialize("");
const course = await (await fetch("course/zh/course.json")).json();
document.getElementById("text").textContent = course.title;
API.LMSSetValue("cmi.core.lesson_status", "completed");
API.LMSFinish("");
"""

PAGE = """<!DOCTYPE html><html><head><meta charset="utf-8"></head><body><p>只是看看。</p></body></html>"""


def sco(score: int) -> str:
    """One that completes itself as soon as it is opened."""
    return (
        '<html><head><meta charset="utf-8"><script>'
        + FOUND_ABOVE
        + f"""API.LMSInitialize("");
API.LMSSetValue("cmi.core.score.raw", "{score}");
API.LMSSetValue("cmi.core.lesson_status", "completed");
API.LMSFinish("");
</script></head><body>一个单元</body></html>"""
    )


class GbkName(zipfile.ZipInfo):
    """Of a file as Windows in China packs it: in GBK, and without saying so."""

    def _encodeFilenameFlags(self) -> tuple[bytes, int]:  # noqa: N802
        return self.filename.encode("gbk"), self.flag_bits


def zipped(
    files: dict[str, str | bytes],
    *,
    kind: type[zipfile.ZipInfo] = zipfile.ZipInfo,
    packing: int = zipfile.ZIP_DEFLATED,
) -> bytes:
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w", zipfile.ZIP_DEFLATED) as packed:
        for name, text in files.items():
            packed.writestr(kind(name), text, packing)
    return content.getvalue()


def item(identifier: str, resource: str, title: str, inside: str = "", **attributes: str) -> str:
    said = "".join(f' {name}="{escape(value)}"' for name, value in attributes.items())
    return f'<item identifier="{identifier}" identifierref="{resource}"{said}><title>{title}</title>{inside}</item>'


def resource(identifier: str, href: str, kind: str = "sco", *, more: str = "") -> str:
    return f'<resource identifier="{identifier}" type="webcontent" adlcp:scormtype="{kind}" href="{href}"{more}/>'


def manifest(items: str, resources: str, *, title: str = "安全用电", encoding: str = "UTF-8", more: str = "") -> bytes:
    text = f"""<?xml version="1.0" encoding="{encoding}"?>
<manifest identifier="M1" version="1.1" xmlns="http://www.imsproject.org/xsd/imscp_rootv1p1p2"
  xmlns:adlcp="http://www.adlnet.org/xsd/adlcp_rootv1p2"{more}>
  <metadata><schema>ADL SCORM</schema><schemaversion>1.2</schemaversion></metadata>
  <organizations default="ORG">
    <organization identifier="ORG"><title>{title}</title>{items}</organization>
  </organizations>
  <resources>{resources}</resources>
</manifest>"""
    return text.encode(encoding)


def story(
    *, identifier: str = "SCO1", title: str = "安全用电", mastery: str = "", name: str = "index_lms.html"
) -> bytes:
    """One page that looks for the API above it, as Storyline, iSpring and Captivate write it."""
    said = f"<adlcp:masteryscore>{mastery}</adlcp:masteryscore>" if mastery else ""
    listed = manifest(item(identifier, "R1", title, said), resource("R1", name), title=title)
    return zipped({"imsmanifest.xml": listed, name: STORY, "story_content/data.js": "var data = 1;"})


def driver() -> bytes:
    listed = manifest(item("I1", "R1", "框架课件"), resource("R1", "scormdriver/indexAPI.html"))
    pages = {"indexAPI.html": DRIVER, "content.html": DRIVEN, "blank.html": "<html></html>"}
    return zipped({"imsmanifest.xml": listed, **{f"scormdriver/{name}": page for name, page in pages.items()}})


def launcher() -> bytes:
    listed = manifest(item("I1", "R1", "另开窗口的课件"), resource("R1", "index.html"))
    return zipped({"imsmanifest.xml": listed, "index.html": LAUNCHER, "course/player.html": PLAYER})


def adapt() -> bytes:
    listed = manifest(item("I1", "R1", "模块课件"), resource("R1", "index.html"))
    return zipped(
        {
            "imsmanifest.xml": listed,
            "index.html": SHELL,
            "adapt/js/adapt.js": SHELL_SCRIPT,
            "course/zh/course.json": '{"title": "从文件里读来的标题"}',
        }
    )


def several() -> bytes:
    """Three SCOs under headings, one behind another, the last with a mark to reach; and a page only to look at."""
    items = (
        '<item identifier="PART1"><title>第一部分</title>'
        + item("A", "RA", "认识电")
        + item("B", "RB", "用电安全", "<adlcp:prerequisites type='aicc_script'>A</adlcp:prerequisites>")
        + "</item>"
        + item(
            "C",
            "RC",
            "测一测",
            "<adlcp:prerequisites type='aicc_script'>A&amp;B</adlcp:prerequisites>"
            "<adlcp:masteryscore>80</adlcp:masteryscore>",
        )
        + item("D", "RD", "参考资料")
    )
    resources = (
        resource("RA", "sco1/index.html")
        + resource("RB", "sco2/index.html")
        + resource("RC", "sco3/index.html")
        + resource("RD", "more.html", "asset")
    )
    pages = {f"sco{n}/index.html": sco(score) for n, score in ((1, 100), (2, 60), (3, 85))}
    return zipped({"imsmanifest.xml": manifest(items, resources), "more.html": PAGE, **pages})


def assets() -> bytes:
    """Pages that report nothing."""
    listed = manifest(item("I1", "R1", "看一看"), resource("R1", "index.html", "asset"))
    return zipped({"imsmanifest.xml": listed, "index.html": PAGE})


def before_its_beginning(content: bytes) -> bytes:
    """Says that the list of files lies further behind than it does, so that the files lie before the first byte."""
    at = content.index(b"PK\x05\x06") + 16
    said = int.from_bytes(content[at : at + 4], "little") + 100
    return content[:at] + said.to_bytes(4, "little") + content[at + 4 :]
