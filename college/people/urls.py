"""All pages under /accounts/. The library's views are listed one by one: each that can be reached wears our design."""

from allauth.account import views as account
from django.conf import settings
from django.urls import include, path, re_path

from college.people import views
from college.people.cards import answers, card_views, help_views
from college.people.cards.guarding import not_by_card
from college.people.privacy import views as privacy

people = [
    path("me/", views.ProfileView.as_view(), name="profile"),
    path("me/data/", privacy.data, name="data"),
    path("me/data/archive/", privacy.archive, name="archive"),
    path("me/erase/", privacy.erase_me, name="erase"),
    path("erased/", privacy.erased, name="erased"),
    path("text-size/", views.text_size, name="text_size"),
    path("me/card/lost/", views.card_lost, name="card_lost"),
    path("card/", card_views.card, name="card"),
    path("card/pictures/", card_views.four_pictures, name="four_pictures"),
    path("card/refused/<slug:code>/", answers.why_not, name="card_refused"),
    path("card/<str:token>/", card_views.open_card, name="card_open"),
    path("helped/", help_views.helped, name="helped"),
    path("helped/<str:token>/", help_views.open_help, name="help_open"),
    path("help/", help_views.help_somebody, name="help"),
    path("help/<int:pk>/", help_views.offered, name="offered"),
    path("help/<int:pk>/begin/", help_views.offer, name="offer"),
    path("help/<int:pk>/take-back/", help_views.take_back, name="take_back"),
]

urlpatterns = [
    path("", include((people, "people"))),
    path("login/", views.LoginView.as_view(), name="account_login"),
    path("logout/", account.logout, name="account_logout"),
    path("inactive/", account.account_inactive, name="account_inactive"),
    path("signup/", account.signup, name="account_signup"),
    path("reauthenticate/", account.reauthenticate, name="account_reauthenticate"),
    path("password/change/", not_by_card(account.password_change), name="account_change_password"),
    path("password/set/", not_by_card(account.password_set), name="account_set_password"),
    path("password/reset/", account.password_reset, name="account_reset_password"),
    path("password/reset/done/", account.password_reset_done, name="account_reset_password_done"),
    path(
        "password/reset/key/done/",
        account.password_reset_from_key_done,
        name="account_reset_password_from_key_done",
    ),
    re_path(
        r"^password/reset/key/(?P<uidb36>[0-9A-Za-z]+)-(?P<key>.+)/$",
        account.password_reset_from_key,
        name="account_reset_password_from_key",
    ),
    path("login/code/confirm/", account.confirm_login_code, name="account_confirm_login_code"),
]

if settings.SMS_SENDER:
    urlpatterns += [
        path("login/code/", account.request_login_code, name="account_request_login_code"),
        path("phone/change/", not_by_card(views.ChangePhoneView.as_view()), name="account_change_phone"),
        path("phone/verify/", not_by_card(account.verify_phone), name="account_verify_phone"),
    ]
