"""What a certificate says, as an OpenBadgeCredential: https://www.imsglobal.org/spec/ob/v3p0."""

import json
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from hashlib import sha256
from secrets import token_hex
from typing import Any

from django.utils import timezone

from college.certificates.badges import addresses, criteria, data_integrity, identity, jwt, places
from college.certificates.badges.data_integrity import utc
from college.certificates.badges.keys import Key
from college.certificates.content import Content
from college.certificates.models import Certificate


@dataclass(frozen=True)
class Signed:
    json: str
    """With its data integrity proof."""
    jwt: str


def sign(certificate: Certificate, key: Key) -> Signed:
    """Both forms of the credential.

    Before the certificate is saved: serial, award, content, time of issue and validity are enough.
    """
    document = document_of(certificate)
    code = places.place_of(certificate.serial).code
    proven = data_integrity.with_proof(
        document, private=key.private, method=identity.multikey_id(code, key.row), created=certificate.issued_at
    )
    return Signed(
        json=json.dumps(proven, ensure_ascii=False),
        jwt=jwt.encoded(document, private=key.private, method=identity.jwk_id(code, key.row)),
    )


def document_of(certificate: Certificate) -> dict[str, Any]:
    content = certificate.printed
    place = places.place_of(certificate.serial)
    document = {
        "@context": identity.CONTEXT,
        "id": addresses.credential_id(certificate.serial),
        "type": ["VerifiableCredential", "OpenBadgeCredential"],
        "name": content.title,
        "issuer": identity.named(place.code, content.issuer),
        "validFrom": utc(certificate.issued_at),
        "credentialSubject": _subject(certificate, content, place.code),
        "credentialStatus": place.status_entry(),
    }
    return document | ({"validUntil": _end_of(certificate.valid_until)} if certificate.valid_until else {})


def _subject(certificate: Certificate, content: Content, code: str) -> dict[str, Any]:
    subject: dict[str, Any] = {
        "type": ["AchievementSubject"],
        "identifier": [_identity_of(content.holder)],
        "licenseNumber": certificate.serial,
        "achievement": _achievement(certificate, content, code),
    }
    if content.learned_from:
        subject["activityStartDate"] = _start_of(content.learned_from)
    if content.learned_until:
        subject["activityEndDate"] = _end_of(content.learned_until)
    if said := criteria.achieved(content, certificate.occasion):
        subject["narrative"] = said
    return subject


def _identity_of(name: str) -> dict[str, Any]:
    """The name for one who knows it: whoever is told whose badge it is can check, nobody can read it here."""
    salt = token_hex(16)
    digest = sha256(f"{name}{salt}".encode()).hexdigest()
    return {
        "type": "IdentityObject",
        "hashed": True,
        "identityHash": f"sha256${digest}",
        "identityType": "name",
        "salt": salt,
    }


def _achievement(certificate: Certificate, content: Content, code: str) -> dict[str, Any]:
    return {
        "id": f"{addresses.profile(code)}#award-{certificate.award_id}",
        "type": ["Achievement"],
        "achievementType": "Certificate",
        "name": content.title,
        "description": criteria.described(content),
        "criteria": {"narrative": criteria.narrated(certificate.award, content)},
        "image": {"id": addresses.award_picture(certificate.award_id), "type": "Image"},
    }


def _start_of(day: date) -> str:
    return utc(timezone.make_aware(datetime.combine(day, time.min)))


def _end_of(day: date) -> str:
    return utc(timezone.make_aware(datetime.combine(day + timedelta(days=1), time.min)) - timedelta(seconds=1))
