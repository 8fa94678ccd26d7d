"""The two shapes of serving that are measured, with a page of three questions and an idle stream."""

import asyncio
import os

from a2wsgi import WSGIMiddleware
from django.contrib.auth.decorators import login_not_required
from django.core.asgi import get_asgi_application
from django.core.wsgi import get_wsgi_application
from django.http import HttpResponse
from django.urls import path

page_of = get_wsgi_application()  # sets Django up before models are imported
from config import urls  # noqa: E402
from rondom.people.models import Organisation, Person  # noqa: E402


@login_not_required
def page(request):
    """Three questions to the database, a few words back."""
    return HttpResponse(
        f"{Person.objects.count()} {Organisation.objects.count()} {Person.objects.filter(is_active=True).exists()}"
    )


urls.urlpatterns.append(path("bench/page", page))
pages = WSGIMiddleware(page_of, workers=8) if os.environ["BENCH_SHAPE"] == "threads" else get_asgi_application()


async def application(scope, receive, send):
    if scope["type"] == "lifespan":
        while True:
            message = await receive()
            await send({"type": f"{message['type']}.complete"})
            if message["type"] == "lifespan.shutdown":
                return
    if scope["path"] == "/bench/stream":
        await send({"type": "http.response.start", "status": 200, "headers": [(b"content-type", b"text/event-stream")]})
        await send({"type": "http.response.body", "body": b":\n\n", "more_body": True})
        await asyncio.sleep(60)
        return
    await pages(scope, receive, send)
