"""The ways to subscribe, and how soon each calendar program shows a change, in plain words."""

from scheduler.outputs.pages.markup import Html, element
from scheduler.outputs.site.addresses import Subscription

SITE_STYLE = """
.ways { display: flex; flex-wrap: wrap; gap: .5rem 1rem; margin: .75rem 0 }
.ways a { display: block; padding: .5rem .875rem; border: 1px solid var(--link); border-radius: 3px }
.ways .first { background: var(--link); color: #fff }
.address { display: block; max-width: 45rem; padding: .5rem .75rem; background: var(--shade); user-select: all;
  font: .9375rem/1.5 ui-monospace, Menlo, Consolas, "Liberation Mono", monospace }
.address + p { margin-top: .5rem }
header .end { padding-bottom: 1.75rem }
.feed { max-width: 60rem; margin-bottom: 1.5rem }
.feed p { margin-bottom: .25rem }
.steps { list-style: decimal; padding-left: 1.5rem }
.warning { max-width: 45rem; padding: .75rem 1rem; border-left: 5px solid var(--bad); background: var(--shade) }
@media print { #feeds { display: block !important } .ways { display: none } }
"""

_REFRESHING = (
    ("Apple Calendar on a Mac", "As often as you choose there", "Set “Auto-refresh” to every hour."),
    ("iPhone and iPad", "By the setting “Fetch New Data”, and at most a few hours", "Leave Fetch on."),
    ("Google Calendar, and Android through it", "Between 4 and 24 hours, and it cannot be hurried", "Allow a day."),
    ("Outlook on the web, new Outlook, Microsoft 365", "About every 3 hours, at times more than a day", "Allow a day."),
    ("Outlook (classic) on a computer", "Every hour while it is open, unless your council sets otherwise", "Nothing."),
    ("Thunderbird", "Every 30 minutes while it is open", "Nothing."),
    ("Nextcloud", "Every hour", "Nothing."),
)

_BY_HAND = (
    ("Apple Calendar", "File, New Calendar Subscription, and paste the address."),
    ("iPhone and iPad", "Settings, Apps, Calendar, Calendar Accounts, Add Account, Other, Add Subscribed Calendar."),
    ("Google Calendar", "On a computer: beside “Other calendars” choose +, then “From URL”, and paste the address."),
    ("Outlook", "Calendar, Add calendar, Subscribe from web, and paste the address."),
    ("Thunderbird", "New Calendar, On the Network, and paste the address."),
)


def ways(subscription: Subscription, file_name: str) -> tuple[Html, ...]:
    """Return the links by which each program subscribes to a feed, its address, and a copy to download."""
    links = (
        ("Apple, Thunderbird, Outlook on a computer", subscription.webcal, "first"),
        ("Google Calendar", subscription.google, None),
        ("Outlook at work", subscription.outlook, None),
        ("Outlook.com", subscription.outlook_at_home, None),
    )
    buttons = (
        element("li", element("a", text, href=href, class_=look, rel="noreferrer")) for text, href, look in links
    )
    download = element("a", "Download a copy", href=subscription.address, download=file_name)
    return (
        element("ul", *buttons, class_="ways"),
        element("p", "Or copy this address into your calendar program:"),
        element("code", subscription.address, class_="address"),
        element("p", download, " that stays as it is now: it never changes when a meeting does."),
    )


def advice() -> tuple[Html, Html, Html]:
    """Return why to subscribe and not import, how soon changes arrive, and how to subscribe by hand."""
    return (_subscribe(), _refreshing(), _by_hand())


def _subscribe() -> Html:
    return element(
        "section",
        element("h2", "Subscribe, do not import"),
        element(
            "p",
            "A calendar that you subscribe to is kept up to date for you: a meeting that is moved or cancelled changes "
            "in your calendar too. A file that you import or download is a copy, and never changes again.",
        ),
        id="why",
    )


def _refreshing() -> Html:
    head = ("Program", "How soon it shows a change", "What you can do")
    rows = (
        element("tr", element("th", program, scope="row"), element("td", often), element("td", do))
        for program, often, do in _REFRESHING
    )
    return element(
        "section",
        element("h2", "How soon a change arrives"),
        element("p", "Your calendar program decides how often it looks. For anything urgent, look here or ask."),
        element(
            "table",
            element("caption", "How often calendar programs refresh what you subscribe to"),
            element("thead", element("tr", *(element("th", text, scope="col") for text in head))),
            element("tbody", *rows),
            class_="plain",
        ),
        id="how-soon",
    )


def _by_hand() -> Html:
    steps = (element("li", element("strong", f"{program}: "), text) for program, text in _BY_HAND)
    return element(
        "section",
        element("h2", "If no button works"),
        element("p", "Copy the address, and in your calendar program:"),
        element("ul", *steps, class_="by-hand"),
        id="by-hand",
    )
