"""Where to go with a question or complaint about privacy: for everyone, also who is not in."""

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET


@login_not_required
@require_GET
def privacy(request: HttpRequest) -> HttpResponse:
    return render(request, "mydata/privacy.html", {"is_in": request.user.is_authenticated})
