"""One's own profile, photo, sight, preferences, and leaving."""

from io import BytesIO
from pathlib import Path
from urllib.parse import quote

import pytest
from django.conf import settings
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client, override_settings
from PIL import Image

from kring.communities.models import Membership
from kring.competences.actions import name_competence
from kring.foundation.access.models import Standing
from kring.foundation.accounts.models import Account
from kring.people.models import Profile, ProfileCompetence
from kring.people.rules import Part
from tests.people import World

TOLD = {
    "name": "Mees de Member",
    "headline": "Keeps people together",
    "specialisms": "Facilitation, onderhandelen , Facilitation",
    "passions": "Bees",
    "offers": "An hour.",
    "seeks": "",
    "availability": "limited",
    "cap": "2",
    "languages": ["nl", "fy"],
}


@pytest.fixture
def mees(client: Client, world: World) -> Client:
    client.force_login(world.accounts["mees"])
    return client


@pytest.mark.parametrize("address", ["", "/visibility", "/preferences", "/photo", "/leave"])
def test_settings_are_for_people_with_an_account(client: Client, world: World, address: str) -> None:
    assert (
        client.get(f"/settings{address}").headers["Location"]
        == f"/account/login/?next={quote(f'/settings{address}', '')}"
    )
    client.force_login(world.accounts["mees"])
    page = client.get(f"/settings{address}")
    assert page.status_code == 200
    assert 'aria-current="page"' in page.text


def test_a_profile_is_saved_and_shown_again(mees: Client, world: World) -> None:
    name_competence(en="Negotiating", nl="Onderhandelen")
    answer = mees.post("/settings", TOLD)
    assert answer.headers["Location"] == "/people/mees"
    profile = Profile.objects.get(account=world.accounts["mees"])
    assert (profile.headline, profile.availability, profile.cap, profile.languages) == (
        "Keeps people together", "limited", 2, ["nl", "fy"],
    )  # fmt: skip
    words = ProfileCompetence.objects.filter(profile=profile).values_list("bond", "competence__en")
    assert set(words) == {("specialism", "Facilitation"), ("specialism", "Negotiating"), ("passion", "Bees")}
    page = mees.get("/settings").text
    assert "Facilitation, Negotiating" in page
    assert "Mees de Member" in page


def test_saving_a_profile_leaves_who_sees_what(mees: Client, world: World) -> None:
    mees.post("/settings/visibility", {part.value: "3" for part in Part})
    mees.post("/settings", TOLD)
    assert Profile.objects.get(account=world.accounts["mees"]).sight["headline"] == 3


def test_a_refused_profile_is_shown_again_with_what_was_written(mees: Client, world: World) -> None:
    wrong = {**TOLD, "name": "  ", "cap": "99", "offers": "x" * 1_001}
    answer = mees.post("/settings", wrong)
    assert answer.status_code == 422
    assert "Keeps people together" in answer.text
    for field in ("name", "cap", "offers"):
        assert f'id="id_{field}-error"' in answer.text
    unseen = mees.post("/settings", {**TOLD, "name": "\u202e"})
    assert unseen.status_code == 422
    assert 'id="id_name-error"' in unseen.text
    assert Account.objects.get(handle="mees").name == "Mees Member"


def test_who_sees_what_is_chosen_for_each_part(mees: Client, world: World) -> None:
    choices = {part.value: "1" for part in Part} | {"seeks": "0", "messages": "2"}
    assert mees.post("/settings/visibility", choices).status_code == 302
    sight = Profile.objects.get(account=world.accounts["mees"]).sight
    assert (sight["seeks"], sight["headline"], sight["messages"]) == (0, 1, 2)
    assert mees.post("/settings/visibility", choices | {"seeks": "9"}).status_code == 422
    assert mees.post("/settings/visibility", choices | {"messages": "0"}).status_code == 422


def test_preferences_go_into_cookies_too(mees: Client, world: World) -> None:
    chosen = {"language": "nl", "theme": "dark", "time_zone": "Europe/Lisbon"}
    assert mees.post("/settings/preferences", chosen).status_code == 302
    account = Account.objects.get(handle="mees")
    assert (account.language, account.theme, account.time_zone) == ("nl", "dark", "Europe/Lisbon")
    assert [mees.cookies[name].value for name in ("kring_language", "kring_theme", "kring_zone")] == [*chosen.values()]
    assert mees.cookies["kring_zone"]["max-age"] == 31_536_000
    assert mees.post("/settings/preferences", {**chosen, "time_zone": "Nowhere/City"}).status_code == 422


def test_language_and_colours_can_be_chosen_without_an_account(client: Client, world: World) -> None:
    answer = client.post("/settings/language", {"language": "nl", "next": "/about"})
    assert answer.headers["Location"] == "/about"
    assert '<html lang="nl"' in client.get("/about").text
    client.post("/settings/theme", {"theme": "dark"})
    assert 'data-theme="dark"' in client.get("/about").text
    assert client.post("/settings/theme", {"theme": "pink", "next": "//evil.example"}).headers["Location"] == "/"
    assert client.cookies["kring_theme"].value == "dark"


def test_a_button_on_the_page_changes_the_preference_of_the_account(mees: Client, world: World) -> None:
    mees.post("/settings/language", {"language": "nl"})
    mees.post("/settings/theme", {"theme": "light"})
    account = Account.objects.get(handle="mees")
    assert (account.language, account.theme, account.time_zone) == ("nl", "light", "Europe/Amsterdam")


def picture(kind: str = "JPEG", size: tuple[int, int] = (900, 600), **more: object) -> SimpleUploadedFile:
    written = BytesIO()
    mode = "RGBA" if kind in ("PNG", "WEBP") else "RGB"
    Image.new(mode, size, (200, 30, 30, 0)[: len(mode)]).save(written, kind, **more)
    return SimpleUploadedFile(f"me.{kind.lower()}", written.getvalue())


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP", "GIF"])
def test_a_photo_becomes_small_square_and_bare(mees: Client, world: World, tmp_path: Path, kind: str) -> None:
    exif = Image.Exif()
    exif[0x010E] = "where I live"
    more = {} if kind == "GIF" else {"exif": exif}
    with override_settings(MEDIA_ROOT=tmp_path):
        assert mees.post("/settings/photo", {"photo": picture(kind, **more)}).status_code == 302
        name = Account.objects.get(handle="mees").photo
        answer = mees.get(f"/photos/{name}")
        assert answer.headers["X-Content-Type-Options"] == "nosniff"
        assert answer.headers["Content-Type"] == "image/webp"
        content = b"".join(answer.streaming_content)
        with Image.open(BytesIO(content)) as shown:
            assert (shown.format, shown.size, dict(shown.getexif())) == ("WEBP", (400, 400), {})
        assert b"where I live" not in content
        assert f"/photos/{name}" in mees.get("/settings/photo").text
        mees.post("/settings/photo", {"photo": picture()})
        assert mees.get(f"/photos/{name}").status_code == 404
        mees.post("/settings/photo/removal")
        assert Account.objects.get(handle="mees").photo == ""
        assert not list((tmp_path / "photos").iterdir())


def bomb() -> SimpleUploadedFile:
    """A small PNG that says it has 2.5 thousand million pixels."""
    head = picture("PNG", (50, 50)).read()
    wide = head[:16] + (50_000).to_bytes(4) * 2 + head[24:29]
    from zlib import crc32

    return SimpleUploadedFile("bomb.png", wide + crc32(wide[12:29]).to_bytes(4) + head[33:])


@pytest.mark.parametrize(
    ("upload", "said"),
    [
        (SimpleUploadedFile("me.jpg", b"<script>alert(1)</script>"), "no photo that we can read"),
        (SimpleUploadedFile("me.svg", b'<svg xmlns="http://www.w3.org/2000/svg"/>'), "no photo that we can read"),
        (SimpleUploadedFile("me.jpg", picture().read()[:400]), "no photo that we can read"),
        (SimpleUploadedFile("me.jpg", b""), "empty"),
        (bomb(), "too large"),
        (picture(size=(7_000, 6_000)), "too large"),
        (picture(size=(20, 20)), "too small"),
        (SimpleUploadedFile("me.jpg", b"x" * 10_000_001), "at most 10 MB"),
        (None, "required"),
    ],
)
def test_what_is_no_photo_is_refused_with_the_reason(
    mees: Client, world: World, tmp_path: Path, upload: SimpleUploadedFile | None, said: str
) -> None:
    if upload:
        upload.seek(0)
    with override_settings(MEDIA_ROOT=tmp_path):
        answer = mees.post("/settings/photo", {"photo": upload} if upload else {})
    assert answer.status_code == 422
    assert said in answer.text
    assert Account.objects.get(handle="mees").photo == ""


@pytest.mark.parametrize("name", ["..%2f..%2fkeys%2fsecret_key", "nothing.webp", "..", "%2e%2e", "x.svg"])
def test_only_photos_are_served(client: Client, world: World, name: str) -> None:
    assert client.get(f"/photos/{name}").status_code == 404


def test_leaving_takes_everything_away_by_which_one_is_known(mees: Client, world: World, tmp_path: Path) -> None:
    account = world.accounts["mees"]
    with override_settings(MEDIA_ROOT=tmp_path):
        mees.post("/settings/photo", {"photo": picture()})
        assert mees.post("/settings/leave", {"word": "no"}).status_code == 422
        assert mees.post("/settings/leave", {"word": " Leave "}).headers["Location"] == "/"
        assert not list((tmp_path / "photos").iterdir())
    account.refresh_from_db()
    assert (account.is_active, account.email, account.photo) == (False, None, "")
    assert "mees" not in account.name.lower() + account.handle
    assert not Standing.objects.filter(account=account).exists()
    assert not Membership.objects.filter(account=account, left_at=None).exists()
    assert mees.get("/settings").status_code == 302
    assert world.question.__class__.objects.filter(pk=world.question.pk).exists()


def test_the_only_host_of_a_circle_appoints_another_one_first(client: Client, world: World) -> None:
    client.force_login(world.accounts["hanna"])
    page = client.get("/settings/leave").text
    assert "/circles/vakgroep" in page
    assert 'name="word"' not in page
    answer = client.post("/settings/leave", {"word": "leave"})
    assert answer.status_code == 409
    assert Account.objects.get(handle="hanna").is_active


def test_the_time_zone_is_followed(mees: Client, world: World) -> None:
    mees.cookies["kring_zone"] = "Nowhere/City"
    assert mees.get("/settings").status_code == 200
    assert settings.TIME_ZONE == "UTC"
