"""How templates are read: nothing unescaped, nothing left out in silence, GOV.UK's components by name."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from functools import cache
from typing import Any

from django.templatetags.static import static
from django.urls import reverse
from jinja2 import ChainableUndefined, Environment, PackageLoader, PrefixLoader, StrictUndefined
from jinja2.ext import Extension
from markupsafe import Markup

from putright.clocks.london import london_day, written_day
from putright.record.reference import shown as shown_reference
from putright.web import in_words
from putright.web.desk.case import facts_in_words
from putright.web.forms import shown
from putright.web.forms.money import pounds
from putright.web.resident.areas import area_of
from putright.web.works import in_words as works_in_words


def environment(**options: Any) -> Environment:
    """The environment of Putright's own templates."""
    # A name that a page was not given is an error here, and never an empty space on the page.
    made = Environment(**{**options, "autoescape": True, "undefined": StrictUndefined})  # noqa: S701
    made.trim_blocks = made.lstrip_blocks = True
    made.add_extension(Tight)
    made.globals.update(static=static, url=url, govuk=govuk)
    made.globals.update(day_params=shown.day_params, text_params=shown.text_params)
    made.globals.update(select_params=shown.select_params, radio_params=shown.radio_params, ticked=shown.ticked)
    made.filters.update(
        day=written_day,
        clock=in_words.clock,
        moment=in_words.moment,
        by_when=in_words.by_when,
        any_of=in_words.any_of,
        began=in_words.began,
        began_short=in_words.began_short,
        capitalize_first=in_words.capitalize_first,
        day_of=london_day,
        area_of=area_of,
        pounds=pounds,
        readable=in_words.readable,
        season=in_words.season,
        reference=shown_reference,
        tel=in_words.tel,
        hazard_name=facts_in_words.hazard_name,
        fact_says=facts_in_words.says,
        met_by=facts_in_words.met_by,
        came=works_in_words.came,
        purpose=works_in_words.purpose,
        money=works_in_words.money,
        tried_in_words=works_in_words.tried,
    )
    return made


def url(name: str, *args: object, **kwargs: object) -> str:
    """The address of a page: url("resident:duty", duty.name)."""
    return reverse(name, args=args, kwargs=kwargs)


def govuk(component: str, params: Mapping[str, Any]) -> Markup:
    """One of GOV.UK Frontend's components: govuk("button", {"text": "Continue"})."""
    return Markup(_macro(component)(params))  # noqa: S704 - made by a template that escapes


@cache
def _macro(component: str) -> Callable[[Mapping[str, Any]], str]:
    template = _components().get_template(f"govuk_frontend_jinja/components/{component}/macro.html")
    name = "govuk" + component.title().replace("-", "")
    macro: Callable[[Mapping[str, Any]], str] = getattr(template.module, name)
    return macro


@cache
def _components() -> Environment:
    """Their templates ask for parameters that may not be there, so they have an environment of their own."""
    loader = PrefixLoader({"govuk_frontend_jinja": PackageLoader("govuk_frontend_jinja")})
    made = Environment(loader=loader, autoescape=True, undefined=ChainableUndefined, trim_blocks=True)
    made.add_extension(Tight)
    return made


class Tight(Extension):
    """Leaves out the indents of templates, which are a quarter of a page with many boxes."""

    def preprocess(self, source: str, name: str | None, filename: str | None = None) -> str:
        """A template with each run of line breaks and spaces as one line break."""
        return _INDENT.sub("\n", source)


# Between what stands on lines of its own, where one break or many is the same to a browser.
_INDENT = re.compile(r"[ \t]*\n\s*")
