from urllib.parse import parse_qs, urlsplit

import pytest

from scheduler.errors import CannotPublish
from scheduler.outputs.site.addresses import Subscription, checked_base, whole_address


@pytest.mark.parametrize(
    ("given", "kept"),
    [
        ("https://meetings.example.gov.uk", "https://meetings.example.gov.uk"),
        ("https://meetings.example.gov.uk/", "https://meetings.example.gov.uk"),
        ("https://example.gov.uk:8443/a/b/", "https://example.gov.uk:8443/a/b"),
        ("http://localhost:8000", "http://localhost:8000"),
        ("http://127.0.0.1:8000/x", "http://127.0.0.1:8000/x"),
        ("http://[::1]:8000", "http://[::1]:8000"),
        ("https://example.gov.uk/caf%C3%A9", "https://example.gov.uk/caf%C3%A9"),
    ],
)
def test_an_address_is_taken_without_its_last_slash(given: str, kept: str) -> None:
    assert checked_base(given) == kept


@pytest.mark.parametrize(
    ("given", "why"),
    [
        ("http://meetings.example.gov.uk", "private links may travel over https only"),
        ("http://localhost.example.org", "private links may travel over https only"),
        ("meetings.example.gov.uk", "it does not begin with https:// and a name"),
        ("ftp://example.org", "it does not begin with https:// and a name"),
        ("webcal://example.org", "it does not begin with https:// and a name"),
        ("https://", "it does not begin with https:// and a name"),
        ("https:///feeds", "it does not begin with https:// and a name"),
        ("", "it does not begin with https:// and a name"),
        ("https://[::1", "it is no address"),
        ("https://example.org:port", "it is no address"),
        ("https://example.org:99999", "it is no address"),
        ("https://ann:secret@example.org", "a name or password in it would be published"),
        ("https://ann@example.org", "a name or password in it would be published"),
        ("https://example.org/?a=b", "it must end with a folder"),
        ("https://example.org/?", "it must end with a folder"),
        ("https://example.org/#top", "it must end with a folder"),
        ("https://exämple.org", "it has letters that an address cannot have"),
        ("https://example.org/a b", "it has letters that an address cannot have"),
        ('https://example.org/"><script>', "it has letters that an address cannot have"),
        ("https://example.org/a\nb", "it has letters that an address cannot have"),
        ("https://example.org/a//b", "its folders are not plain"),
        ("https://example.org/../b", "its folders are not plain"),
        ("https://example.org/./b", "its folders are not plain"),
    ],
)
def test_an_address_that_would_not_do_is_refused_with_its_reason(given: str, why: str) -> None:
    with pytest.raises(CannotPublish) as refusal:
        checked_base(given)
    assert str(refusal.value).startswith(f"The address {given!r} cannot be used: {why}")


def test_each_program_has_its_link() -> None:
    one = Subscription("Arts, Books & Ränge", "https://example.org/x/feeds/bodies/A%2FB.ics")
    assert one.webcal == "webcal://example.org/x/feeds/bodies/A%2FB.ics"
    assert one.google == (
        "https://calendar.google.com/calendar/r?cid=webcal%3A%2F%2Fexample.org%2Fx%2Ffeeds%2Fbodies%2FA%252FB.ics"
    )
    for link, host in ((one.outlook, "outlook.office.com"), (one.outlook_at_home, "outlook.live.com")):
        parts = urlsplit(link)
        assert (parts.scheme, parts.netloc, parts.path) == ("https", host, "/calendar/0/addfromweb")
        assert parse_qs(parts.query) == {"url": [one.address], "name": [one.title]}
        assert "+" not in parts.query


def test_a_path_is_written_as_an_address() -> None:
    assert whole_address("https://example.org", "feeds/bodies/A%2FB é.ics") == (
        "https://example.org/feeds/bodies/A%252FB%20%C3%A9.ics"
    )
