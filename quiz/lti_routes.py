"""The part of the route map on learning systems that open the check with LTI 1.3. No logic."""

from quiz.addresses import Address, Audience
from quiz.learning.lti import begin_views, completion_views, platform_views, views

ANYONE, CHECK, ADMINISTRATOR = Audience.ANYONE, Audience.CHECK, Audience.ADMINISTRATOR
FORM = ("GET", "POST")
A_COURSE = "100 per minute; 1000 per hour"
"""Refused launches are counted by address, and a whole organisation may have one."""

LTI = (
    Address("/lti", views.lti_addresses, ANYONE),
    Address("/lti/login", views.lti_login, ANYONE, FORM, guesses=A_COURSE),
    Address("/lti/launch", views.lti_launch, ANYONE, FORM, guesses=A_COURSE),
    Address("/lti/choose", views.lti_choose, ANYONE, FORM, guesses=A_COURSE),
    Address("/lti/keys", views.lti_keys, ANYONE),
    Address("/lti/begin", begin_views.lti_begin, ANYONE, FORM),
    Address("/lti/completion", completion_views.lti_completion, CHECK, FORM),
    Address(
        "/admin/learning", platform_views.lti_platforms, ADMINISTRATOR, link="Learning systems"
    ),
    Address("/admin/learning/new", platform_views.lti_new_platform, ADMINISTRATOR, FORM),
    Address("/admin/learning/<platform_id>", platform_views.lti_platform, ADMINISTRATOR, FORM),
    Address(
        "/admin/learning/<platform_id>/remove",
        platform_views.lti_remove_platform,
        ADMINISTRATOR,
        FORM,
    ),
)
