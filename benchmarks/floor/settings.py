"""Putright's own settings, with the floor's address beside Putright's own: one server serves both."""

from putright.project.settings import *  # noqa: F403

ROOT_URLCONF = "benchmarks.floor.urls"
