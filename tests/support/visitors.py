"""What people of the cast do in a browser, by the names of fields: true in every language."""

PASSWORD = "a-quiet-morning"  # of everybody of the cast, see the fixture passwords


def sign_in(page, name):
    page.goto("/sign-in")
    page.locator("input[type=email]").fill(f"{name}@example.org")
    page.locator("input[type=password]").fill(PASSWORD)
    page.locator("main form:has(input[type=password]) button[type=submit]").click()
    page.wait_for_url(lambda url: "/sign-in" not in url)


def paragraph(page, uid, slug="declaration"):
    page.goto(f"/d/{slug}/p/{uid}")


def suggest(page, uid, words, reason):
    """Suggest other words for a paragraph; the page with the redline is left open."""
    page.goto(f"/d/declaration/suggest?paragraph={uid}")
    page.locator("[name=words]").fill(words)
    page.locator("[name=reason]").fill(reason)


def send(page, noun):
    """Press the button that sends the form to its preview, draft, tray or submission."""
    page.locator(f"button[formaction$='/{noun}']").click()
