"""The pages of the help: a list with a search, a page for each reader, and its pictures."""

from flask import Response, abort, render_template, request

from quiz.help import texts
from quiz.languages.catalogues import TRANSLATED
from quiz.web.security import clean_line

LONGEST_QUERY = 100


def contents() -> str:
    """The list of pages, or with ?q= the sections that have its words."""
    query = (clean_line(request.args.get("q", "")) or "")[:LONGEST_QUERY]
    return render_template(
        "help/contents.html",
        pages=texts.pages(),
        query=query,
        found=texts.search(query) if query else None,
    )


def page(help_page: str) -> str:
    """One page; 404 for a name that none has."""
    found = next((one for one in texts.pages() if one.name == help_page), None) or abort(404)
    return render_template("help/page.html", page=found)


def picture(picture: str) -> Response:
    """A picture of a page; 404 unless the documentation has it."""
    folders = (texts.PICTURES / folder for folder in ("", *TRANSLATED))
    known = {texts.picture_name(file): file for one in folders for file in one.glob("*.png")}
    file = known.get(picture) or abort(404)
    return Response(file.read_bytes(), mimetype="image/png")
