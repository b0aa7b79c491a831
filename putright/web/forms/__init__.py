"""Forms in Putright's way: the errors summed up, each with a link to the very field it is about."""

from putright.web.forms.clock import ClockField
from putright.web.forms.day import DayField
from putright.web.forms.form import Form

__all__ = ["ClockField", "DayField", "Form"]
