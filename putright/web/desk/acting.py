"""A form of the desk on its page, as every form is on its page."""

from putright.web.acting import REFUSALS, form_page

__all__ = ["REFUSALS", "form_page"]
