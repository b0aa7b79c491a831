"""Where the pages for signing in are: residents' first, then allauth's by the names it looks for, and no others."""

from __future__ import annotations

from django.urls import path, re_path

from putright.web.sign_in import resident, staff

urlpatterns = [
    path("sign-in", resident.ask, name="sign_in"),
    path("sign-in/code", resident.answer, name="sign_in_code"),
    path("sign-out", staff.logout, name="account_logout"),
    path("staff/sign-in", staff.login, name="account_login"),
    path("staff/sign-in/code", staff.second, name="mfa_authenticate"),
    path("staff/sign-in/passkey", staff.passkey_login, name="mfa_login_webauthn"),
    path("staff/sign-in/ended", staff.ended, name="account_inactive"),
    path("staff/new-password/done", staff.new_password_done, name="account_reset_password_from_key_done"),
    re_path(
        r"^staff/new-password/(?P<uidb36>[0-9A-Za-z]+)-(?P<key>[0-9A-Za-z-]+)$",
        staff.new_password,
        name="account_reset_password_from_key",
    ),
    path("staff/again", staff.again, name="account_reauthenticate"),
    path("staff/again/code", staff.again_code, name="mfa_reauthenticate"),
    path("staff/again/passkey", staff.again_passkey, name="mfa_reauthenticate_webauthn"),
    path("staff/how-you-sign-in", staff.set_up, name="mfa_index"),
    path("staff/how-you-sign-in/password", staff.password, name="account_change_password"),
    path("staff/how-you-sign-in/app", staff.app, name="mfa_activate_totp"),
    path("staff/how-you-sign-in/app/remove", staff.app_end, name="mfa_deactivate_totp"),
    path("staff/how-you-sign-in/recovery-codes", staff.codes, name="mfa_view_recovery_codes"),
    path("staff/how-you-sign-in/recovery-codes/new", staff.codes_new, name="mfa_generate_recovery_codes"),
    path("staff/how-you-sign-in/passkeys", staff.passkey_list, name="mfa_list_webauthn"),
    path("staff/how-you-sign-in/passkeys/new", staff.passkey_new, name="mfa_add_webauthn"),
    path("staff/how-you-sign-in/passkeys/<int:pk>/remove", staff.passkey_end, name="mfa_remove_webauthn"),
]
