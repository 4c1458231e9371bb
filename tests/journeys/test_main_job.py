"""The main job, whole: a newcomer is invited, asks in Dutch, finds who did it, is answered, and tells what came of it.
A stranger sees none of it."""

import re

from playwright.sync_api import Browser, expect

from kring.config.engine.locks import until
from tests.journeys.browser import Person, person
from tests.journeys.kring import LETTER_SECONDS, Kring

# Only its members read in it. Farida looks after the circle that it is in; Joost isn't in it, and is invited too.
CIRCLE = "grote-schades"
QUESTION = (
    "Stormschade aan een stal, het weerstation meldt windkracht 6 en er staat een zwiepdistel in: hoe bewijs je storm?"
)
RARE = "zwiepdistel"
STORY = "Stormschade aan een stal alsnog toegekend met drie weerstations en een klaverboender"
RARE_STORY = "klaverboender"
ADDRESS = "nienke@kring.example"


def test_a_newcomer_finds_who_did_it_and_a_stranger_sees_none_of_it(kring: Kring, browser: Browser) -> None:
    with person(browser, kring.url, "farida") as farida, person(browser, kring.url, "joost") as joost:
        invitation = invites(farida)
        with person(browser, kring.url, language="nl") as nienke:
            comes_in(nienke, invitation, kring)
            accepts_an_invitation(joost, invitation)
            question = asks(nienke)
            answers(farida, question, "Vraag de tienminutenwaarden op van drie stations rondom.", from_waiting=True)
            answers(joost, question, "Tel de schades in dezelfde straat: dat bewijst meer dan een station op afstand.")
            accepts_both(nienke, question)
            story = tells(nienke, question)
            assert is_found(nienke, RARE_STORY, story)
            assert is_found(joost, RARE, question)
    for handle in ("sem", "maarten"):
        with person(browser, kring.url, handle) as stranger:
            sees_nothing(stranger, question, story)
            gets_nothing(stranger, question, story)
    with person(browser, kring.url) as visitor:
        sees_nothing(visitor, question, story)
        for path in (f"/api/v1{question}", f"/api/v1{story}"):
            assert visitor.status(path) == 404


def invites(host: Person) -> str:
    """A host makes a link that lets several people in; returns its path."""
    host.go(f"/circles/{CIRCLE}/invitations")
    host.page.get_by_label("How many people").fill("5")
    host.press("Make a link")
    link = host.page.locator(".code code").first.inner_text().strip()
    assert link.startswith(f"{host.url}/circles/join/")
    return link.removeprefix(host.url)


def comes_in(newcomer: Person, invitation: str, kring: Kring) -> None:
    """Someone who has no account follows the link, makes one with the code from the letter, and is in the circle."""
    newcomer.go(invitation)
    newcomer.speak("nl")
    page = newcomer.page
    expect(page.get_by_role("heading", level=2)).to_contain_text("Grote schades")
    page.locator("button[value=sign-up]").click()
    page.locator("[name=name]").fill("Nienke Wouda")
    page.locator("[name=email]").fill(ADDRESS)
    page.locator("[name=password1]").fill("een lange zin voor de deur")
    page.locator("main form button").click()
    page.locator("[name=code]").fill(kring.letter(ADDRESS, r"(?m)^([A-Z0-9]{4}-[A-Z0-9]{4})$"))
    page.locator("main form:has([name=code]) button").click()
    page.wait_for_url(f"**/circles/{CIRCLE}")
    expect(page.locator("main a[href$='/tell']")).to_be_visible()


def accepts_an_invitation(member: Person, invitation: str) -> None:
    """Someone who has an account already comes in by the same link."""
    member.go(invitation)
    member.page.locator("main form button").first.click()
    member.page.wait_for_url(f"**/circles/{CIRCLE}")


def asks(newcomer: Person) -> str:
    """She types her question in the field on every page, sees people with proof, chooses one and asks the circle."""
    page = newcomer.page
    page.locator("#ask-text").fill(QUESTION)
    page.locator("#ask-text").press("Enter")
    page.wait_for_url("**/ask?**")
    cards = page.locator(".person-card")
    expect(cards.nth(2)).to_be_visible()
    for card in cards.all():
        assert card.locator("a[href*='/posts/'], a[href*='/conversations/']").count() >= 1
    page.locator("input[name=people][value=farida]").check()
    page.locator("[name=goal]").fill("Een besluit dat ik de boer kan uitleggen.")
    choose = page.locator("#ask-form select[name=circle]")
    choose.select_option(CIRCLE)
    page.locator("#ask-form button[type=submit], #ask-form .form__actions button").first.click()
    page.wait_for_url("**/conversations/*")
    expect(page.get_by_role("heading", level=1)).to_have_text(QUESTION)
    expect(page.locator(".helper")).to_contain_text("Farida")
    return page.url.removeprefix(newcomer.url)


def answers(member: Person, question: str, text: str, *, from_waiting: bool = False) -> None:
    """A member answers; who was asked finds the question among what waits for her, with why she was thought of."""
    link = member.page.locator(f"main a[href^='{question}']").first
    if from_waiting:
        assert until(lambda: member.go("/").ok and link.count() > 0, seconds=LETTER_SECONDS, step=0.2)
        link.click()
        expect(member.page.locator(".asked-me a").first).to_be_visible()
    else:
        member.go(question)
    member.page.locator("#answer textarea").fill(text)
    member.press("Place your answer")
    expect(member.page.locator(".post--answer").filter(has_text=text)).to_be_visible()


def accepts_both(asker: Person, question: str) -> None:
    """The asker says of both answers that they helped."""
    asker.go(question)
    expect(asker.page.locator(".post--answer")).to_have_count(2)
    for count in (1, 2):
        asker.page.locator("form[action$='/acceptance'] button").first.click()
        expect(asker.page.locator(".post--accepted")).to_have_count(count)


def tells(asker: Person, question: str) -> str:
    """She tells what came of it; it stands beside the question. Returns the address of the experience."""
    page = asker.page
    page.locator("a[href*='/tell?came_of=']").click()
    for name, text in {
        "title": STORY,
        "situation": "De boer had dertig platen van het dak en een afwijzing in de bus.",
        "did": "Tienminutenwaarden van drie stations opgevraagd en de schades in de straat geteld.",
        "where": "Een verzekeraar in het noorden",
        "period": "November 2026",
        "outcome": "Toegekend, 48.000 euro, en een boer die weer belt als er iets is.",
        "otherwise": "Meteen de straat in lopen.",
    }.items():
        page.locator(f"main [name={name}]").fill(text)
    page.locator("main form[action$='/tell'] button.button--primary").click()
    page.wait_for_url(re.compile(r"/conversations/\d+"))
    expect(page.get_by_role("heading", level=1)).to_have_text(STORY)
    story = page.url.removeprefix(asker.url)
    asker.go(question)
    expect(page.locator(f".page__aside a[href='{story}']")).to_be_visible()
    return story


def is_found(member: Person, text: str, address: str) -> bool:
    """Whether a member finds it, once the index has it."""
    return until(lambda: address in member.finds(text), seconds=LETTER_SECONDS, step=0.2)


def sees_nothing(stranger: Person, question: str, story: str) -> None:
    """No page, no find, no line and no number of it for someone outside the circle."""
    for address in (question, story):
        assert stranger.go(address).status == 404
        assert stranger.go(address).text().count(RARE) == 0
    for path in (f"/circles/{CIRCLE}", "/circles", "/", "/people/farida", "/people/joost"):
        assert not stranger.sees(RARE, path)
        assert not stranger.sees(RARE_STORY, path)
        assert not stranger.sees("Nienke", path)
    for text in (RARE, RARE_STORY, QUESTION, STORY, "Nienke Wouda"):
        for path in (
            "/find?q=",
            "/find?in=conversations&q=",
            "/find?in=people&q=",
            "/ask?text=",
            "/ask/suggestions?text=",
        ):
            found = stranger.finds(text, path=path)
            assert not {question, story} & {link.partition("#")[0] for link in found}
            assert "/people/nienke-wouda" not in found


def gets_nothing(stranger: Person, question: str, story: str) -> None:
    """With a token of her own a stranger gets nothing of it from the API either."""
    stranger.go("/settings/tokens")
    stranger.page.locator("main [name=name]").fill("Nieuwsgierig")
    stranger.page.locator("[name=scopes][value=read]").check()
    stranger.press("Make a token")
    token = stranger.page.locator(".code code").first.inner_text().strip()
    api = stranger.context.request

    def get(path: str, **params: str) -> tuple[int, str]:
        answer = api.get(f"{stranger.url}/api/v1{path}", params=params, headers={"Authorization": f"Bearer {token}"})
        return answer.status, answer.text()

    assert get("/me")[0] == 200
    for address in (question, story, f"{question}/posts"):
        assert get(address)[0] == 404
    assert get("/conversations", circle=CIRCLE)[0] in {200, 404}
    for path, params in {
        "/conversations": {"limit": "100"},
        "/find/conversations": {"q": QUESTION},
        "/find/people": {"q": STORY},
        "/find/names": {"q": "Nienke"},
    }.items():
        status, body = get(path, **params)
        assert status == 200
        assert not re.search(f"{RARE}|{RARE_STORY}|nienke", body, re.IGNORECASE)
