"""Sign in, sign out, passwords and tokens; all but the last are Django's own views."""

from django.contrib.auth import views
from django.urls import path, reverse_lazy

from relations.views.languages import SignIn
from relations.views.tokens import Tokens

FOLDER = "accounts"

urlpatterns = [
    path(
        "login/",
        SignIn.as_view(template_name=f"{FOLDER}/login.html"),
        name="login",
    ),
    path("tokens/", Tokens.as_view(), name="tokens"),
    path("logout/", views.LogoutView.as_view(), name="logout"),
    path(
        "password/",
        views.PasswordChangeView.as_view(
            template_name=f"{FOLDER}/password.html",
            success_url=reverse_lazy("site:password_change_done"),
        ),
        name="password_change",
    ),
    path(
        "password/done/",
        views.PasswordChangeDoneView.as_view(template_name=f"{FOLDER}/password_done.html"),
        name="password_change_done",
    ),
    path(
        "password/reset/",
        views.PasswordResetView.as_view(
            template_name=f"{FOLDER}/reset.html",
            email_template_name=f"{FOLDER}/reset_email.txt",
            subject_template_name=f"{FOLDER}/reset_subject.txt",
            success_url=reverse_lazy("site:password_reset_done"),
        ),
        name="password_reset",
    ),
    path(
        "password/reset/sent/",
        views.PasswordResetDoneView.as_view(template_name=f"{FOLDER}/reset_sent.html"),
        name="password_reset_done",
    ),
    path(
        "password/reset/<uidb64>/<token>/",
        views.PasswordResetConfirmView.as_view(
            template_name=f"{FOLDER}/reset_confirm.html",
            success_url=reverse_lazy("site:password_reset_complete"),
        ),
        name="password_reset_confirm",
    ),
    path(
        "password/reset/done/",
        views.PasswordResetCompleteView.as_view(template_name=f"{FOLDER}/reset_done.html"),
        name="password_reset_complete",
    ),
]
