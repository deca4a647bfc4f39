"""A request as the service reads it: its cookies, its query and its form."""

from functools import cached_property
from typing import cast
from urllib.parse import parse_qsl

from flask import Request
from werkzeug.datastructures import ImmutableMultiDict, MultiDict
from werkzeug.exceptions import BadRequest, HTTPException
from werkzeug.sansio.http import parse_cookie

LARGEST_REQUEST = 64 * 1024
FORM_TYPES = ("application/x-www-form-urlencoded", "multipart/form-data")


class FormRequest(Request):
    """A request with a form. A body that cannot be read is the sender's error, never ours."""

    @cached_property
    def cookies(self) -> ImmutableMultiDict[str, str]:
        """The base class looks through every header for them."""
        found = parse_cookie(self.environ.get("HTTP_COOKIE"), ImmutableMultiDict)
        return cast(ImmutableMultiDict[str, str], found)

    @cached_property
    def args(self) -> MultiDict[str, str]:
        """The base class fails on bytes that are not UTF-8; here they are replaced."""
        query = self.query_string.decode("utf-8", "replace")
        pairs = parse_qsl(query, keep_blank_values=True, errors="werkzeug.url_quote")
        return self.parameter_storage_class(pairs)

    def _load_form_data(self) -> None:
        try:
            if not self._load_plain_form():
                super()._load_form_data()
        except Exception as error:  # the server's, too: a bad chunk, a connection that ends
            # The error page asks for the form again, and now finds an empty one.
            nothing = self.parameter_storage_class()
            self.__dict__.update(form=nothing, files=nothing)
            raise error if isinstance(error, HTTPException) else BadRequest() from None

    def _load_plain_form(self) -> bool:
        """Read a form without files whose length is known, as browsers send nearly all. The base
        class prepares for every other body, and takes five times as long. A test compares them."""
        length = self.environ.get("CONTENT_LENGTH", "")
        is_plain = length.isdecimal() and self.environ.get("CONTENT_TYPE") == FORM_TYPES[0]
        if not is_plain or int(length) > LARGEST_REQUEST or "form" in self.__dict__:
            return False
        sent = self.environ["wsgi.input"].read(int(length)).decode()
        if "%" in sent or "+" in sent:
            pairs = parse_qsl(sent, keep_blank_values=True, errors="werkzeug.url_quote")
        else:  # nothing to decode
            parts = [one.partition("=") for one in sent.split("&") if one]
            pairs = [(name, value) for name, _, value in parts]
        self.__dict__.update(form=ImmutableMultiDict(pairs), files=ImmutableMultiDict())
        return True
