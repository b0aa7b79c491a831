"""How staff sign in, and set up what they sign in with: allauth's own pages, each asking the table first."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any

from allauth.account import views as account
from allauth.mfa.adapter import get_adapter
from allauth.mfa.base import views as factors
from allauth.mfa.recovery_codes import views as recovery
from allauth.mfa.totp import views as totp
from allauth.mfa.webauthn import views as passkeys
from django.http import HttpRequest, HttpResponse, HttpResponseBase, HttpResponseRedirect
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.generic import RedirectView

from putright.accounts.second_factor import keep_as_shown
from putright.web.allow import View, account_of, allow, asks
from putright.web.whose import TELLING


def saying_what_is_wrong(view: View) -> View:
    """Answer a form that cannot be used as it is with a status that says so, which allauth's pages do not."""

    @wraps(view)
    def answering(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        response = view(request, *args, **kwargs)
        form = (getattr(response, "context_data", None) or {}).get("form")
        if request.method == "POST" and response.status_code == 200 and form is not None and form.errors:
            response.status_code = 422
        return response

    return answering


def at_the_door(view: View) -> View:
    """A page for whoever is not in yet, or goes out."""
    return asks("sign_in.make")(saying_what_is_wrong(view))


def of_their_own(cell: str) -> Callable[[View], View]:
    """A page about how somebody signs in, for themselves alone."""
    thing, _, action = cell.partition(".")

    def decorator(view: View) -> View:
        @never_cache
        @asks(cell)
        @wraps(view)
        def asking(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
            allow(request, action, thing, account_of(request))
            return saying_what_is_wrong(view)(request, *args, **kwargs)

        return asking

    return decorator


class NewPassword(account.PasswordResetFromKeyView):  # type: ignore[misc]
    """Sets a password, for whoever came by the link that an administrator gave them."""

    template_name = "account/password_reset_from_key.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Says whether the link still holds."""
        context: dict[str, Any] = super().get_context_data(**kwargs)
        return {"token_fail": False, **context}


class SetUpApp(totp.ActivateTOTPView):  # type: ignore[misc]
    """Sets up an app that makes codes."""

    template_name = "mfa/totp/activate_form.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """With the picture of the secret, and the secret in groups of four for whoever types it."""
        context: dict[str, Any] = super().get_context_data(**kwargs)
        secret = context["form"].secret
        svg = context["totp_svg"]
        picture = svg[svg.index("<svg") :]
        return {
            **context,
            "secret": " ".join(secret[at : at + 4] for at in range(0, len(secret), 4)),
            "picture": picture,
        }

    def form_valid(self, form: Any) -> HttpResponse:
        """This session has now shown two things."""
        response: HttpResponse = super().form_valid(form)
        keep_as_shown(self.request.session)
        return response


class SetUpPasskey(passkeys.AddWebAuthnView):  # type: ignore[misc]
    """Sets up a passkey or a security key."""

    template_name = "mfa/webauthn/add_form.html"

    def form_valid(self, form: Any) -> HttpResponse:
        """This session has now shown two things."""
        response: HttpResponse = super().form_valid(form)
        keep_as_shown(self.request.session)
        return response


class RemovePasskey(passkeys.RemoveWebAuthnView):  # type: ignore[misc]
    """Takes a passkey away, unless it is all that is left to sign in with."""

    template_name = "mfa/webauthn/authenticator_confirm_delete.html"

    def form_valid(self, form: Any) -> HttpResponse:
        """Refuse to take away the last."""
        if not get_adapter().can_delete_authenticator(self.object):
            refused: HttpResponse = self.render_to_response(self.get_context_data(is_last=True), status=422)
            return refused
        response: HttpResponse = super().form_valid(form)
        return response


class ByPasskey(passkeys.LoginWebAuthnView):  # type: ignore[misc]
    """Lets in whoever has a passkey, without a password."""

    def form_invalid(self, form: Any) -> HttpResponse:
        """Back to the door, which says that it did not work."""
        return HttpResponseRedirect(f"{reverse('account_login')}?passkey=no")


class AgainByPasskey(passkeys.ReauthenticateWebAuthnView):  # type: ignore[misc]
    """Asks somebody who is signed in for their passkey."""

    template_name = "mfa/webauthn/reauthenticate.html"

    def form_invalid(self, form: Any) -> HttpResponse:
        """The same page again, which says that it did not work."""
        again: HttpResponse = self.render_to_response(self.get_context_data(failed=True), status=422)
        return again

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Says whether it did not work; allauth's own drops what it is given."""
        return {"failed": False, **super().get_context_data(), **kwargs}


class SignOut(account.LogoutView):  # type: ignore[misc]
    """Sign out, and leave nothing on this device: what they were telling us goes with them."""

    def post(self, *args: Any, **kwargs: Any) -> HttpResponse:
        """Sign them out, and forget which report this browser tells."""
        response: HttpResponse = super().post(*args, **kwargs)
        response.delete_cookie(TELLING, samesite="Lax")
        return response


class ToWhatIsSetUp(RedirectView):
    """There is one page for all that somebody signs in with."""

    def get_redirect_url(self, *args: Any, **kwargs: Any) -> str:
        """That page."""
        return reverse("mfa_index")


login = at_the_door(account.LoginView.as_view(template_name="account/login.html"))
logout = asks("sign_in.end")(SignOut.as_view(template_name="account/logout.html"))
ended = at_the_door(account.AccountInactiveView.as_view(template_name="account/account_inactive.html"))
second = at_the_door(factors.AuthenticateView.as_view(template_name="mfa/authenticate.html"))
passkey_login = at_the_door(ByPasskey.as_view())
new_password = at_the_door(NewPassword.as_view())
new_password_done = at_the_door(
    account.PasswordResetFromKeyDoneView.as_view(template_name="account/password_reset_from_key_done.html")
)

again = of_their_own("second_factor.read")(
    account.ReauthenticateView.as_view(template_name="account/reauthenticate.html")
)
again_code = of_their_own("second_factor.read")(
    factors.ReauthenticateView.as_view(template_name="mfa/reauthenticate.html")
)
again_passkey = of_their_own("second_factor.read")(AgainByPasskey.as_view())
set_up = of_their_own("second_factor.read")(factors.IndexView.as_view(template_name="mfa/index.html"))
app = of_their_own("second_factor.make")(SetUpApp.as_view())
app_end = of_their_own("second_factor.end")(
    totp.DeactivateTOTPView.as_view(template_name="mfa/totp/deactivate_form.html")
)
codes = of_their_own("second_factor.read")(
    recovery.ViewRecoveryCodesView.as_view(template_name="mfa/recovery_codes/index.html")
)
codes_new = of_their_own("second_factor.make")(
    recovery.GenerateRecoveryCodesView.as_view(template_name="mfa/recovery_codes/generate.html")
)
passkey_list = of_their_own("second_factor.read")(ToWhatIsSetUp.as_view())
passkey_new = of_their_own("second_factor.make")(SetUpPasskey.as_view())
passkey_end = of_their_own("second_factor.end")(RemovePasskey.as_view())
password = of_their_own("password.change")(
    account.PasswordChangeView.as_view(template_name="account/password_change.html")
)
