"""What a form of a page holds, as a browser would send it unchanged."""

from bs4 import BeautifulSoup, Tag


def fields_of(page: str, action: str = "") -> dict[str, str]:
    """Return the fields of the first form of a page whose action ends so, by name, with what they hold."""
    forms = BeautifulSoup(page, "html.parser").find_all("form")
    form = next(one for one in forms if isinstance(one, Tag) and str(one.get("action", "")).endswith(action))
    found: dict[str, str] = {}
    for field in form.find_all(["input", "select", "textarea"]):
        if not isinstance(field, Tag) or not field.get("name") or field.get("type") == "file":
            continue
        if field.get("type") in ("radio", "checkbox") and not field.has_attr("checked"):
            continue
        if field.name == "select":
            chosen = field.find("option", selected=True) or field.find("option")
            found[str(field["name"])] = str(chosen["value"]) if isinstance(chosen, Tag) else ""
        else:
            found[str(field["name"])] = str(field.get("value", "")) if field.name == "input" else field.text
    return found
