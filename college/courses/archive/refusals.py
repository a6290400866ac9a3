"""Why an archive is not taken, in one sentence. Nothing of it is kept then."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from media.speech.errors import UnusableMedia

SENTENCES: dict[str, str | Promise] = {
    "no-archive": _("这不是从明亮学堂导出的课程文件。请在另一个网站的课程总览里点“导出整门课”，再选那个文件。"),
    "truncated": _("这个文件不完整，可能没有下载完或没有传完。请重新导出，再选一次。"),
    "damaged": _("这个文件里有一部分已经损坏，和导出时不一样。请重新导出，再选一次。"),
    "bomb": _("这个文件展开以后太大，不能读。请用导出时得到的文件，不要重新打包。"),
    "strange": _("这个文件里有不该有的内容，不能读。请用导出时得到的文件，不要重新打包。"),
    "locked": _("这个文件加了密码，打不开。请用导出时得到的文件，不要重新打包。"),
    "newer": _("这个文件是用更新的版本导出的，这里还读不了。请先升级这个网站，再导入。"),
    "content": _("这个文件里的课程内容读不懂，可能被人改过。请重新导出，再选一次。"),
    "picture": _("这个文件里有一张图片打不开，或者格式网站用不了。请在原来的网站上换掉它，再导出。"),
    "document": _("这个文件里有一个附件的类型网站不收。请在原来的网站上换掉它，再导出。"),
    "recording": _("这个文件里有一段录音放不出来。请在原来的网站上重新录，再导出。"),
    "package": _("这个文件里有一个课件读不了。请在原来的网站上换掉它，再导出。"),
    "not-allowed": _("您现在不能在这里加课程，或者不能用所选的组织、文件夹。请管理员给您权限，再导入一次。"),
}


class BadArchive(UnusableMedia):
    """`code`: one of SENTENCES. A worker writes its sentence into the row and does not try again."""

    def __init__(self, code: str) -> None:
        Exception.__init__(self, code)
        self.code = code
        self.message = SENTENCES[code]
