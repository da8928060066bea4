"""Every page stands on this: headers, the frame, what the templates get."""


from tests.web.entering import enter


def test_the_sign_in_page_opens(client, cast):
    answer = client.get("/sign-in")

    assert answer.status_code == 200
    assert "Cities and Migration" in answer.text


def test_whoever_signs_in_is_named_in_the_frame(app, client, cast):
    enter(client, "amina")

    page = client.get("/account").text

    assert "Amina" in page
    assert "Dakar" in page
