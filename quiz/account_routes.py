"""The part of the route map on signing in and a person's own account. No logic."""

from quiz.addresses import Address, Audience
from quiz.languages.sentences import lazy_gettext
from quiz.signin import (
    account_views,
    factor_views,
    oidc_views,
    rate_limits,
    second_step_views,
    token_views,
)
from quiz.signin import views as signin
from quiz.signin.confirmation import always

ANYONE, SIGNED_IN = Audience.ANYONE, Audience.SIGNED_IN
FORM = ("GET", "POST")

ACCOUNT = (
    Address(
        "/signin",
        signin.sign_in,
        ANYONE,
        FORM,
        guesses="30 per minute; 200 per hour",
        limits=rate_limits.SIGN_IN,
    ),
    Address(
        "/signin/second-step",
        second_step_views.enter_code,
        ANYONE,
        FORM,
        guesses="30 per minute; 200 per hour",
        limits=rate_limits.SECOND_STEP,
    ),
    Address("/signin/passkey", second_step_views.passkey, ANYONE, FORM, guesses="30 per minute"),
    Address("/signin/passkey/options", second_step_views.passkey_options, ANYONE),
    Address("/signin/oidc", oidc_views.oidc, ANYONE),
    Address("/signin/oidc/back", oidc_views.oidc_back, ANYONE, FORM),
    Address("/signin/oidc/again", oidc_views.oidc_again, SIGNED_IN),
    Address("/signin/oidc/confirmed", oidc_views.confirmed_again, SIGNED_IN),
    Address("/invited/<token>", signin.invited, ANYONE, FORM, guesses="30 per minute"),
    Address("/account", account_views.account, SIGNED_IN, link=lazy_gettext("Account")),
    Address("/account/stay", account_views.stay, SIGNED_IN, before_factor=True),
    Address(
        "/account/time-left",
        account_views.time_left,
        SIGNED_IN,
        background=True,
        before_factor=True,
    ),
    Address("/account/second-step", factor_views.set_up, SIGNED_IN, before_factor=True),
    *(
        Address(rule, view, SIGNED_IN, FORM, proof=always, before_factor=True)
        for rule, view in (
            ("/account/authenticator", factor_views.authenticator_app),
            ("/account/passkeys/new", factor_views.new_passkey),
        )
    ),
    Address(
        "/account/passkeys/options",
        factor_views.new_passkey_options,
        SIGNED_IN,
        before_factor=True,
    ),
    *(
        Address(rule, view, SIGNED_IN, FORM, proof=always)
        for rule, view in (
            ("/account/authenticator/off", factor_views.authenticator_off),
            ("/account/passkeys/<passkey_id>/remove", factor_views.remove_passkey),
            ("/account/recovery-codes", factor_views.recovery),
        )
    ),
    Address("/account/tokens/new", token_views.new_token, SIGNED_IN, FORM, proof=always),
    Address("/account/tokens/<token_id>/revoke", token_views.revoke_token, SIGNED_IN, FORM),
    Address("/account/password", account_views.password, SIGNED_IN, FORM, guesses="10 per minute"),
    Address("/account/sessions", account_views.sign_out_everywhere, SIGNED_IN, FORM),
    Address("/account/sessions/others", account_views.sign_out_elsewhere, SIGNED_IN, FORM),
    Address("/account/sessions/<login_id>/end", account_views.sign_out_one, SIGNED_IN, FORM),
    Address("/signout", signin.sign_out, ANYONE, FORM, link=lazy_gettext("Sign out")),
)
