from college.certificates.models.awards import Award, AwardCourse, Serving
from college.certificates.models.certificates import Certificate, verify_url
from college.certificates.models.issuers import Artwork, Issuer, SerialCounter, Signatory, SigningKey
from college.certificates.models.nominations import IssueList, Nomination, PublicityList
from college.certificates.models.templates import Layout, Template

__all__ = [
    "Artwork",
    "Award",
    "AwardCourse",
    "Certificate",
    "IssueList",
    "Issuer",
    "Layout",
    "Nomination",
    "PublicityList",
    "SerialCounter",
    "Serving",
    "Signatory",
    "SigningKey",
    "Template",
    "verify_url",
]
