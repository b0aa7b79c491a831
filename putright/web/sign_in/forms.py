"""The forms for signing in: allauth's, with our words and our links from each error to its place."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, ClassVar

from allauth.account import forms as account_forms
from allauth.mfa.adapter import get_adapter
from allauth.mfa.base import forms as factor_forms
from allauth.mfa.totp import forms as totp_forms
from allauth.mfa.webauthn import forms as passkey_forms
from django import forms
from django.core.exceptions import ValidationError
from django.core.validators import MaxLengthValidator

from putright.people import contact
from putright.web.forms import Form

LONGEST_PASSWORD = 256


class AskForm(Form):
    """Where a resident is to be sent a code."""

    to = forms.CharField(
        max_length=320,
        error_messages={
            "required": "Write your email address or your mobile number.",
            "max_length": "That is too long for an email address or a mobile number.",
        },
    )

    def clean_to(self) -> tuple[str, str]:
        """The kind of contact point, and its value as it is kept."""
        try:
            return contact.email_or_mobile(self.cleaned_data["to"])
        except contact.NotAContact as why:
            raise ValidationError(str(why), "contact") from None


class AnswerForm(Form):
    """The code that a resident was sent."""

    code = forms.CharField(max_length=100, error_messages={"required": "Write the code that we sent you."})


class Ours(Form):
    """What our forms of allauth's share: their fields say in our words that they are empty."""

    asks_for: ClassVar[Mapping[str, str]] = {}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name, sentence in self.asks_for.items():
            self.fields[name].error_messages["required"] = sentence
            self.fields[name].help_text = ""


PASSWORD = "Write your password."  # noqa: S105 - what is asked for
CODE = "Write the code."
NEW = {"password1": "Write a new password.", "password2": "Write the new password again."}


class PasswordForm(Ours, account_forms.LoginForm):  # type: ignore[misc]
    """An email address and a password."""

    asks_for: ClassVar[Mapping[str, str]] = {"login": "Write your email address.", "password": PASSWORD}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["login"].error_messages["invalid"] = "Write the whole email address, such as priya@example.org."
        # Hashing is slow, and should not be made slower by a whole book.
        too_long = f"That is longer than {LONGEST_PASSWORD} characters, so it is not your password."
        self.fields["password"].validators.append(MaxLengthValidator(LONGEST_PASSWORD, too_long))


class PasswordAgainForm(Ours, account_forms.ReauthenticateForm):  # type: ignore[misc]
    """The password, of somebody who is signed in."""

    asks_for: ClassVar[Mapping[str, str]] = {"password": PASSWORD}


class ChangePasswordForm(Ours, account_forms.ChangePasswordForm):  # type: ignore[misc]
    """The password as it is, and a new one twice."""

    asks_for: ClassVar[Mapping[str, str]] = {"oldpassword": PASSWORD, **NEW}


class NewPasswordForm(Ours, account_forms.ResetPasswordKeyForm):  # type: ignore[misc]
    """A new password twice, for whoever came by a link."""

    asks_for: ClassVar[Mapping[str, str]] = NEW


class CodeForm(Ours, factor_forms.AuthenticateForm):  # type: ignore[misc]
    """A code from an app, or a recovery code."""

    asks_for: ClassVar[Mapping[str, str]] = {"code": CODE}


class CodeAgainForm(Ours, factor_forms.ReauthenticateForm):  # type: ignore[misc]
    """The same, of somebody who is signed in."""

    asks_for: ClassVar[Mapping[str, str]] = {"code": CODE}


class AppForm(Ours, totp_forms.ActivateTOTPForm):  # type: ignore[misc]
    """The first code from an app, which shows that it is set up."""

    asks_for: ClassVar[Mapping[str, str]] = {"code": CODE}


class MadeUp:
    """Turns back a credential that no browser made, which allauth would fall over."""

    def full_clean(self) -> None:
        """Read what was sent; whatever it trips over, it is no passkey."""
        try:
            super().full_clean()  # type: ignore[misc]
        except Exception:
            form: Any = self
            form.cleaned_data = {}
            form.add_error("credential", get_adapter().validation_error("incorrect_code"))


class AddPasskeyForm(MadeUp, Ours, passkey_forms.AddWebAuthnForm):  # type: ignore[misc]
    """A new passkey, and what to call it."""

    asks_for: ClassVar[Mapping[str, str]] = {"credential": "We did not get a passkey from your browser. Try again."}
    name = forms.CharField(
        required=False, max_length=50, error_messages={"max_length": "Give it a name of up to 50 characters."}
    )

    def place_of(self, name: str, error: ValidationError) -> str:
        """What is wrong with the passkey itself has no box to go to; the name is beside it."""
        return "name"


class PasskeyLoginForm(MadeUp, Ours, passkey_forms.LoginWebAuthnForm):  # type: ignore[misc]
    """A passkey, and nothing else."""


class PasskeyForm(MadeUp, Ours, passkey_forms.AuthenticateWebAuthnForm):  # type: ignore[misc]
    """A passkey, after a password."""


class PasskeyAgainForm(MadeUp, Ours, passkey_forms.ReauthenticateWebAuthnForm):  # type: ignore[misc]
    """A passkey, of somebody who is signed in."""
