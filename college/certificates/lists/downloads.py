"""The certificates of a list as one ZIP file, written piece by piece while it is being sent."""

import re
from collections.abc import Iterator
from datetime import datetime
from zipfile import ZIP_STORED, ZipFile, ZipInfo

from django.utils.timezone import localtime

from college.certificates.lists.outcomes import certificates_of
from college.certificates.models import IssueList
from college.people.privacy.archive import Outgoing

AT_ONCE = 50
"""PDFs in memory: of 25 KB each."""
NOT_IN_A_NAME = re.compile(r'[\\/:*?"<>|\x00-\x1f]')


def zipped(issue_list: IssueList, *, at: datetime) -> Iterator[bytes]:
    """One PDF each, called by its serial and its holder's name. Those that were withdrawn or erased are left out."""
    out = Outgoing()
    standing = certificates_of(issue_list).standing().filter(erased_at=None).order_by("serial")
    with ZipFile(out, "w", ZIP_STORED) as archive:  # PDFs are compressed already
        for certificate in standing.defer(None).defer("credential", "credential_jwt").iterator(AT_ONCE):
            name = NOT_IN_A_NAME.sub("_", certificate.holder_name)[:60]
            entry = ZipInfo(f"{certificate.serial} {name}.pdf", date_time=localtime(at).timetuple()[:6])
            archive.writestr(entry, bytes(certificate.pdf))
            yield out.taken()
    yield out.taken()
