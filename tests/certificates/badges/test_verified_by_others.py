"""Credentials, as openbadgeslib, PyJWT and Pillow find them: what verifies here is none of our code."""

import base64
import io
import json
from collections.abc import Callable, Iterator
from datetime import timedelta
from hashlib import sha256
from typing import Any

import jwt
import pytest
from django.utils import timezone
from openbadgeslib.ob3 import OB3VerificationError
from PIL import Image
from pyld import jsonld

from college.certificates import succession
from college.certificates.badges import credential, data_integrity, keys
from college.certificates.models import Award, Certificate
from tests.certificates.badges.stranger import Stranger, changed
from tests.factories import UserFactory

Give = Callable[..., Certificate]
FORMS = pytest.mark.parametrize("form", [".json", ".jwt"])
PICTURES = pytest.mark.parametrize("form", ["/badge.png", "/badge.svg"])


@FORMS
def test_a_stranger_finds_a_certificate_valid_and_reads_what_it_is_for(
    stranger: Stranger, give: Give, award: Award, form: str
) -> None:
    Award.objects.update(valid_months=12)
    certificate = give("王秀兰")

    found = stranger.check(stranger.given(certificate, form))

    assert found.issuer.id == "did:web:college.example%3A8443:issuers:HFML"
    assert found.issuer.name == "明亮社区学院"
    assert found.id == f"https://college.example:8443/verify/{certificate.serial}/"
    assert found.achievement.name == "结业证书"
    assert found.achievement.criteria_narrative == "学完课程《社区志愿服务入门》规定的全部内容。"
    assert found.raw["credentialSubject"]["licenseNumber"] == certificate.serial
    assert found.raw["credentialSubject"]["narrative"] == "共 3 学时。"
    assert found.issuance_date == certificate.issued_at.replace(microsecond=0)
    assert found.expiration_date.astimezone(timezone.get_current_timezone()).date() == certificate.valid_until


def test_a_document_means_the_same_by_contexts_that_are_kept_as_by_contexts_read_anew(give: Give) -> None:
    options = {"algorithm": "URDNA2015", "format": "application/n-quads", "documentLoader": data_integrity.loaded}
    documents = [json.loads(give(name).credential) for name in ("王秀兰", "李建国")]
    documents += [
        {"@context": each["@context"][:1], **{"id": each["id"]}, "type": each["type"][:1]} for each in documents
    ]

    for document in [*documents, *reversed(documents)]:
        assert data_integrity.processor.normalize(document, options) == jsonld.normalize(document, options)
    kept = len(data_integrity.processor._kept)
    for name in ("张三", "李四"):
        data_integrity.processor.normalize(json.loads(give(name).credential), options)
    assert len(data_integrity.processor._kept) == kept


@FORMS
def test_whoever_knows_the_name_can_check_it_and_nobody_reads_it(stranger: Stranger, give: Give, form: str) -> None:
    text = stranger.given(give("王秀兰"), form)

    [identity] = stranger.check(text).identifiers

    assert identity.identity_hash == f"sha256${sha256(f'王秀兰{identity.salt}'.encode()).hexdigest()}"
    assert "王秀兰" not in json.dumps(_said(text), ensure_ascii=False)


@FORMS
def test_a_revoked_certificate_is_found_revoked_at_once(stranger: Stranger, give: Give, form: str) -> None:
    certificate, other = give(), give("李建国")
    texts = [stranger.given(each, form) for each in (certificate, other)]
    for text in texts:
        stranger.check(text)

    succession.revoke(certificate=certificate, by=UserFactory(), reason="冒名学习")

    with pytest.raises(OB3VerificationError, match="'revocation' is set at index 0"):
        stranger.check(texts[0])
    stranger.check(texts[1])


@FORMS
def test_a_corrected_certificate_is_found_withdrawn_and_a_renewed_one_is_not(
    stranger: Stranger, give: Give, form: str
) -> None:
    corrected, renewed = stranger.given(give(), form), stranger.given(give("李建国"), form)
    first, second = Certificate.objects.order_by("pk")
    succession.correct(certificate=first, by=UserFactory(), reason="姓名有误", holder="王秀蘭")
    Certificate.objects.filter(pk=second.pk).update(renewed_at=timezone.now())

    with pytest.raises(OB3VerificationError, match="'revocation' is set"):
        stranger.check(corrected)
    stranger.check(renewed)


@FORMS
def test_a_certificate_that_has_run_out_is_found_expired(stranger: Stranger, give: Give, form: str) -> None:
    certificate = give()
    certificate.issued_at = timezone.now() - timedelta(days=400)
    certificate.valid_until = timezone.localdate() - timedelta(days=1)
    signed = credential.sign(certificate, keys.in_use())

    with pytest.raises(OB3VerificationError, match="expired"):
        stranger.check(signed.json if form == ".json" else signed.jwt)


def test_no_word_of_a_credential_can_be_changed(stranger: Stranger, give: Give, award: Award) -> None:
    Award.objects.update(valid_months=12)
    text = stranger.given(give(), ".json")
    stranger.check(text)

    places = list(_leaves(json.loads(text)))

    assert len(places) > 30
    for place in places:
        with pytest.raises(OB3VerificationError):
            stranger.check(changed(text, lambda document, place=place: _change(document, place)))


def test_nothing_can_be_added_to_a_credential(stranger: Stranger, give: Give) -> None:
    text = stranger.given(give(), ".json")

    for addition in ({"description": "优秀"}, {"credentialSubject": {"id": "did:example:me"}}, {"ours": "优秀"}):
        with pytest.raises(OB3VerificationError):
            stranger.check(changed(text, lambda document, addition=addition: document.update(addition)))


def test_a_token_that_says_more_hours_is_refused(stranger: Stranger, give: Give) -> None:
    head, body, signature = stranger.given(give(), ".jwt").decode().split(".")
    said = _part(body)
    said["credentialSubject"]["narrative"] = "共 300 学时。"
    forged = base64.urlsafe_b64encode(json.dumps(said).encode()).rstrip(b"=").decode()

    with pytest.raises(OB3VerificationError, match="Invalid signature"):
        stranger.check(f"{head}.{forged}.{signature}")


def test_another_site_s_signature_is_refused(stranger: Stranger, give: Give) -> None:
    certificate = give()
    document = credential.document_of(certificate)
    ours = jwt.get_unverified_header(certificate.credential_jwt)
    theirs = keys.Ed25519PrivateKey.generate()
    claims = {"iss": document["issuer"]["id"], "jti": document["id"], "nbf": 0}

    with pytest.raises(OB3VerificationError, match="Invalid signature"):
        stranger.check(jwt.encode({**document, **claims}, theirs, algorithm="EdDSA", headers={"kid": ours["kid"]}))


def test_any_reader_of_tokens_verifies_one_by_the_key_in_the_issuer_s_document(stranger: Stranger, give: Give) -> None:
    certificate = give()
    token = stranger.given(certificate, ".jwt").decode()
    head = jwt.get_unverified_header(token)
    document = json.loads(stranger.download("https://college.example:8443/issuers/HFML/did.json"))
    [method] = [method for method in document["verificationMethod"] if method["id"] == head["kid"]]

    said = jwt.decode(token, jwt.PyJWK(method["publicKeyJwk"]).key, algorithms=["EdDSA"])

    assert head["alg"] == "EdDSA"
    assert head["typ"] == "JWT"
    assert (said["iss"], said["jti"]) == (document["id"], said["id"])
    assert said["nbf"] == int(certificate.issued_at.timestamp())
    assert "sub" not in said  # as the subject has no id
    assert method["id"] in document["assertionMethod"]
    assert method["controller"] == document["id"]


@FORMS
def test_what_an_older_key_signed_is_valid_after_the_key_was_replaced(
    stranger: Stranger, give: Give, form: str
) -> None:
    old = give()
    keys.file_of(keys.rotate()).with_name("key-1.pem").unlink()
    new = give("李建国")

    assert old.key != new.key
    for certificate in (old, new):
        stranger.check(stranger.given(certificate, form))

    succession.revoke(certificate=old, by=UserFactory(), reason="冒名学习")
    with pytest.raises(OB3VerificationError, match="'revocation' is set"):
        stranger.check(stranger.given(old, form))


@PICTURES
def test_a_picture_carries_its_credential(stranger: Stranger, give: Give, form: str) -> None:
    certificate = give()
    picture = stranger.given(certificate, form)

    found = stranger.check_picture(picture)

    assert (found.valid, found.trusted, found.proof_format) == (True, True, "ldp"), found.reason
    assert found.credential.raw["credentialSubject"]["licenseNumber"] == certificate.serial

    succession.revoke(certificate=certificate, by=UserFactory(), reason="冒名学习")
    assert not stranger.check_picture(picture).valid


def test_a_picture_reader_finds_the_credential_where_png_keeps_its_texts(stranger: Stranger, give: Give) -> None:
    certificate = give()

    picture = Image.open(io.BytesIO(stranger.given(certificate, "/badge.png")))
    picture.load()

    assert picture.size == (600, 600)
    assert json.loads(picture.text["openbadgecredential"]) == json.loads(certificate.credential)


def _said(text: bytes) -> dict[str, Any]:
    return json.loads(text) if text.startswith(b"{") else _part(text.decode().split(".")[1])


def _part(encoded: str) -> dict[str, Any]:
    return json.loads(base64.urlsafe_b64decode(encoded + "=" * (-len(encoded) % 4)))


def _leaves(value: Any, place: tuple[str | int, ...] = ()) -> Iterator[tuple[str | int, ...]]:
    inside = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else None
    if inside is None:
        yield place
    for name, part in inside or ():
        yield from _leaves(part, (*place, name))


def _change(document: Any, place: tuple[str | int, ...]) -> None:
    *way, last = place
    for name in way:
        document = document[name]
    value = document[last]
    document[last] = (not value) if isinstance(value, bool) else f"{value}1"
