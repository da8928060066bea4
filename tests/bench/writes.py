"""What writing costs, through the pages' own forms, with durable commits."""

import re
from io import BytesIO
from statistics import median
from urllib.parse import urlencode

from tests.bench.conference import HEADING_EVERY
from tests.bench.measuring import request

HIDDEN = re.compile(r'<input[^>]*type="hidden"[^>]*>')
FIELD = re.compile(r'name="([^"]+)"[^>]*value="([^"]*)"')
COMMENT = "/d/declaration/p/{uid}/comments"
SUGGEST = "/d/declaration/suggest"
ASKED = "form=replace&paragraph={uid}"
EDGE = 20  # writes compared at the beginning and at the end


def measure_writes(app, debate, cookie, times):
    """Yield a line for comments and one for suggestions; the first writes beside the last."""
    yield f"{'writing':44} code  cpu ms  first {EDGE}   last {EDGE}"
    operative = [uid for n, uid in enumerate(debate.uids) if n and n % HEADING_EVERY != 1]
    for name, form_path, post, fields in (
        ("a comment, signed in", COMMENT, COMMENT, comment),
        ("a suggestion, signed in", f"{SUGGEST}?{ASKED}", f"{SUGGEST}/submission", suggestion),
    ):
        spent, status = [], 0
        for number in range(times):
            uid = operative[number % len(operative)]
            hidden = form(app, form_path.format(uid=uid), cookie, post.format(uid=uid))
            status, cpu = send(app, post.format(uid=uid), cookie, hidden | fields(number))
            spent.append(cpu)
        first, last = median(spent[:EDGE]), median(spent[-EDGE:])
        yield f"{name:44} {status} {median(spent):7.2f} {first:9.2f} {last:9.2f}"


def comment(number):
    return {"words": f"A remark written on the bench, number {number}.", "language": "en"}


def suggestion(number):
    return {
        "words": f"Quite other words, number {number}.",
        "reason": "Shorter.",
        "language": "en",
    }


def form(app, path, cookie, action):
    """Return the hidden fields of the form that posts to ``action``, or has a button that does."""
    page = app.test_client(use_cookies=False).get(path, headers={"Cookie": cookie}).text
    start = page.rindex("<form", 0, page.index(f'action="{action}"'))
    inside = page[start : page.index("</form>", start)]
    return dict(FIELD.search(tag).groups() for tag in HIDDEN.findall(inside))


def send(app, path, cookie, fields):
    """POST once; return status and CPU in milliseconds."""
    body = urlencode(fields).encode()
    status, _, cpu, _ = request(
        app.wsgi_app,
        path,
        cookie,
        method="POST",
        input_stream=BytesIO(body),
        content_type="application/x-www-form-urlencoded",
        content_length=len(body),
    )
    return status, cpu
