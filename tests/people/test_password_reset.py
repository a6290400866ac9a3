import re

from django.test import Client

from college.people.models import User

RESET = "/accounts/password/reset/"


def test_a_volunteer_sets_a_new_password_through_the_mail(client, xiulan, mailoutbox) -> None:  # noqa: ANN001
    User.objects.filter(pk=xiulan.pk).update(email="xiulan@example.com")
    assert "请查收邮件" in client.post(RESET, {"email": "xiulan@example.com"}, follow=True).content.decode()
    (mail,) = mailoutbox
    assert mail.subject == "【明亮学堂】设置新密码"
    assert "王秀兰，您好" in mail.body
    link = re.search(r"http://testserver(\S+)", mail.body)[1]
    form = client.get(link, follow=True)
    form = client.post(form.request["PATH_INFO"], {"password1": "xin-mima-1", "password2": "xin-mima-1"}, follow=True)
    assert "新密码已保存" in form.content.decode()
    xiulan.refresh_from_db()
    assert xiulan.check_password("xin-mima-1")
    assert "这个链接已经失效" in client.get(link, follow=True).content.decode()


def test_after_the_address_was_changed_the_former_one_opens_nothing(client, xiulan, mailoutbox) -> None:  # noqa: ANN001
    User.objects.filter(pk=xiulan.pk).update(email="old@example.com")
    client.post(RESET, {"email": "old@example.com"})
    User.objects.filter(pk=xiulan.pk).update(email="new@example.com")
    mailoutbox.clear()
    client.post(RESET, {"email": "old@example.com"})
    assert not mailoutbox


def test_an_unknown_address_reads_the_same_and_gets_no_mail(client: Client, db: None, mailoutbox: list) -> None:
    assert "请查收邮件" in client.post(RESET, {"email": "nobody@example.com"}, follow=True).content.decode()
    assert not mailoutbox
