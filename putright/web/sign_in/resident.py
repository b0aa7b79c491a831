"""How a resident signs in: they ask for a code, and answer it. Whoever asks learns nothing of who is known here."""

from __future__ import annotations

from datetime import UTC, datetime

from allauth.account.adapter import get_adapter
from allauth.account.utils import perform_login
from allauth.core.ratelimit import consume
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods

from putright.homes.queries import landlord
from putright.messages.actions import write_to
from putright.people.actions import answer_code, ask_for_code
from putright.people.actions.signing_in import AskedTooOften
from putright.people.models import ContactPoint
from putright.record.models import About
from putright.web.allow import account_of, asks
from putright.web.sign_in.adapter import landing
from putright.web.sign_in.forms import AnswerForm, AskForm

KEY, TO, NEXT = "sign_in_key", "sign_in_to", "sign_in_next"


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@asks("sign_in.make")
def ask(request: HttpRequest) -> HttpResponse:
    """Ask where to send a code, and send one."""
    if account_of(request):
        return HttpResponseRedirect(_next(request) or landing(request))
    form = AskForm(request.POST or None)
    if not form.is_valid():
        context = {"form": form, "next": _next(request)}
        return render(request, "account/ask.html", context, status=422 if form.is_bound else 200)
    if not consume(request, action="ask_for_code"):
        return too_often(request)
    kind, value = form.cleaned_data["to"]
    try:
        key = ask_for_code(kind=kind, value=value, send=send, by="resident", at=datetime.now(UTC))
    except AskedTooOften:
        return too_often(request)
    request.session.update({KEY: key, TO: form.data["to"], NEXT: _next(request)})
    return redirect("sign_in_code")


@never_cache
@sensitive_post_parameters("code")
@require_http_methods(["GET", "HEAD", "POST"])
@asks("sign_in.make")
def answer(request: HttpRequest) -> HttpResponse:
    """Ask for the code, and let in whoever has the right one."""
    key = request.session.get(KEY) if request.COOKIES else None
    if key is None:
        return redirect("sign_in")
    form = AnswerForm(request.POST or None)
    if form.is_valid():
        if not consume(request, action="answer_code"):
            return too_often(request)
        given = answer_code(key=key, code=form.cleaned_data["code"], by="resident", at=datetime.now(UTC))
        if given.account:
            return _come_in(request, given.account)
        if not given.tries_left:
            del request.session[KEY]
            return render(request, "account/code_over.html", status=422)
        form.add_error("code", _wrong(given.tries_left))
    context = {"form": form, "to": request.session[TO], "landlord": landlord()}
    return render(request, "account/answer.html", context, status=422 if form.is_bound else 200)


def send(contact_point: ContactPoint, code: str) -> None:
    """Write the message with the code, to that very contact point."""
    write_to(
        person=contact_point.person,
        contact_point=contact_point,
        template="sign_in_code",
        params={"code": code},
        about=About("people.person", str(contact_point.person_id)),
        by="resident",
        at=datetime.now(UTC),
    )


def too_often(request: HttpRequest) -> HttpResponse:
    """Say that this was done so often that they must wait."""
    return render(request, "429.html", status=429)


def _come_in(request: HttpRequest, account: object) -> HttpResponse:
    """Begin a session of their own, and go where they were going."""
    to = request.session.get(NEXT) or None
    for name in (KEY, TO, NEXT):
        request.session.pop(name, None)
    response: HttpResponse = perform_login(request, account, redirect_url=to)
    return response


def _wrong(left: int) -> str:
    tries = "1 more time" if left == 1 else f"{left} more times"
    return f"That is not the code we sent. Check it, then try again. You can try {tries}."


def _next(request: HttpRequest) -> str:
    """The page they were going to, if it is one of ours."""
    given = request.POST.get("next", request.GET.get("next", ""))
    return given if get_adapter().is_safe_url(given) else ""
