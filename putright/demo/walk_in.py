"""Walking in as somebody of Larkfield, without a password: where the landlord is invented, and nowhere else."""

from __future__ import annotations

from allauth.account.adapter import get_adapter
from django.conf import settings
from django.contrib.auth import login
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from putright.accounts.models import Account
from putright.accounts.second_factor import keep_as_shown
from putright.demo.larkfield import WalkIn, email_of, larkfield
from putright.homes.models import Landlord


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def walk_in(request: HttpRequest) -> HttpResponse:
    """Whom a visitor may be; and then they are."""
    landlord = Landlord.objects.filter(is_demo=True).first() if settings.DEMO else None
    if landlord is None:
        raise Http404
    if request.method == "POST":
        account = account_of(request.POST.get("as", ""))
        login(request, account)
        # There is nobody to show a second factor, and nothing behind it but what is invented.
        keep_as_shown(request.session)
        return HttpResponseRedirect(get_adapter(request).get_login_redirect_url(request))
    return render(request, "demo/walk_in.html", {"landlord": landlord, "people": larkfield().walk_in})


def account_of(key: str) -> Account:
    """The account of somebody whom one may walk in as; a page that is not there for anybody else."""
    one: WalkIn | None = next((one for one in larkfield().walk_in if one.key == key), None)
    if one is None:
        raise Http404
    account = Account.objects.filter(email=email_of(one.who), is_active=True).first()
    if account is None:
        raise Http404
    return account
