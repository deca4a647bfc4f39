"""The words of error pages: what happened, and what to do."""

from quiz.languages.sentences import LazySentence, lazy_gettext

Words = tuple[LazySentence, LazySentence]
"""A heading, and what to do."""

PAGES: dict[int, Words] = {
    400: (
        lazy_gettext("We could not read that"),
        lazy_gettext(
            "What your browser sent was not complete. Go back, reload the page and try again."
        ),
    ),
    403: (
        lazy_gettext("You may not open this page"),
        lazy_gettext(
            "It is only for people with an account. If you have one, sign in and try again."
        ),
    ),
    404: (
        lazy_gettext("There is no page here"),
        lazy_gettext(
            "If you typed the address, check it. If you followed a link, it may be out of date."
        ),
    ),
    405: (
        lazy_gettext("That page cannot be used in this way"),
        lazy_gettext("Go to the start page and carry on from there. Your answers are kept."),
    ),
    413: (
        lazy_gettext("That was too much to send"),
        lazy_gettext(
            "What was sent is far longer than any answer here, so it was not kept. Go back and try "
            "again. A file with questions may have 5 MB: split a larger one."
        ),
    ),
    415: (
        lazy_gettext("We could not read that"),
        lazy_gettext(
            "A page here takes what its own form sends and nothing else, so nothing was kept. "
            "Go back, reload the page and send its form."
        ),
    ),
    409: (
        lazy_gettext("That page belongs to another check"),
        lazy_gettext(
            "Since you opened it, another check was started in this browser, perhaps in a second "
            "tab. What you just sent was not kept, and the other check was not changed."
        ),
    ),
    429: (
        lazy_gettext("Please wait %(wait)s"),
        lazy_gettext(
            "There were many attempts from your network, so we have paused this to keep other "
            "people’s answers safe. Wait %(wait)s, then try again."
        ),
    ),
    500: (
        lazy_gettext("Something went wrong on our side"),
        lazy_gettext(
            "What you just sent was not kept; everything before it is. Go back and try again."
        ),
    ),
    503: (
        lazy_gettext("We cannot store anything just now"),
        lazy_gettext(
            "What you just sent was not kept; everything before it is. Go back and try again in a "
            "minute."
        ),
    ),
}
NOT_SHOWN: dict[int, Words] = {
    500: (
        lazy_gettext("Something went wrong on our side"),
        lazy_gettext("We cannot show this page. Everything that you sent before is kept."),
    ),
    503: (
        lazy_gettext("We cannot show this page just now"),
        lazy_gettext("Everything that you sent before is kept. Try again in a minute."),
    ),
}
"""The same for a request that sent nothing."""
STILL_HERE = (
    lazy_gettext("We cannot store anything just now"),
    lazy_gettext(
        "What you just sent was not kept yet, but it is still on this page. Everything before it "
        "is kept. Send it again in a moment."
    ),
)
"""The page for 503 that holds what was sent. With scripts it sends it again by itself."""
NOT_SIGNED_IN = (
    lazy_gettext("You are not signed in"),
    lazy_gettext(
        "You signed out, or you did nothing here for a long time, so what you just sent was not "
        "kept. Sign in in another tab, then go back to this page and send it again."
    ),
)
NOT_SIGNED_IN_STILL_HERE = (
    lazy_gettext("You are not signed in"),
    lazy_gettext(
        "You signed out, or you did nothing here for a long time. What you just sent was not kept "
        "yet, but it is still on this page: sign in, come back here, and send it again."
    ),
)
"""The same page where it holds what was sent."""
NOT_ALLOWED = (
    lazy_gettext("Your account may not open this"),
    lazy_gettext(
        "You are signed in, but this page is for people with another role. If you need it for your "
        "work, ask an administrator. Nothing was changed."
    ),
)
FACTOR_MISSING = (
    lazy_gettext("Set up a second step first"),
    lazy_gettext(
        "The people who run this service ask for a second step of your account, such as a code "
        "from your phone. What you just sent was not kept. Open your account page: it leads you "
        "through it."
    ),
)
OTHER_SESSION = (
    lazy_gettext("That page belongs to another session"),
    lazy_gettext(
        "Since you opened it, this browser joined another session, perhaps in a second tab. What "
        "you just sent was not kept, and nothing was changed."
    ),
)
TOO_MANY_SIGN_INS = (
    lazy_gettext("Please wait %(wait)s"),
    lazy_gettext(
        "Signing in failed several times, so we have paused it to keep accounts safe. Wait "
        "%(wait)s, then try again: the pause ends by itself. If you have lost your password, ask "
        "an administrator for a new link."
    ),
)
TOO_MANY_CODES = (
    lazy_gettext("Please wait %(wait)s"),
    lazy_gettext(
        "Too many wrong codes were typed on this network, perhaps by somebody else, so joining is "
        "paused for everybody on it. Wait %(wait)s, then type the code again: the pause ends by "
        "itself. A phone can join at once over its own connection, with the Wi-Fi turned off."
    ),
)
TOO_MANY = {
    "signin.sign_in": TOO_MANY_SIGN_INS,
    "signin.enter_code": TOO_MANY_SIGN_INS,
    "live.join": TOO_MANY_CODES,
}
