"""Addresses for one test: a page that refuses, and one whose thing is not there."""

from django.http import Http404, HttpResponse
from django.urls import path

from putright.project.urls import urlpatterns as ours
from putright.web.allow import allow, asks


@asks("queue.list")
def refused(request):
    allow(request, "list", "queue")
    return HttpResponse("the queue")


@asks("queue.list")
def missing(request):
    raise Http404


urlpatterns = [path("refused", refused), path("missing", missing), *ours]
