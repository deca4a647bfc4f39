"""The part of the route map on learning systems that open the check, by LTI 1.3 or
from a package (SCORM, cmi5). No logic."""

from quiz.addresses import Address, Audience
from quiz.languages.sentences import lazy_gettext
from quiz.learning.lti import begin_views, completion_views, platform_views, views
from quiz.learning.packages import cmi5_views, package_views, scorm_views

ANYONE, CHECK, ADMINISTRATOR = Audience.ANYONE, Audience.CHECK, Audience.ADMINISTRATOR
SIGNED_IN = Audience.SIGNED_IN
FORM = ("GET", "POST")
A_COURSE = "100 per minute; 1000 per hour"
"""Refused launches are counted by address, and a whole organisation may have one."""

LEARNING = (
    Address("/learning/scorm", scorm_views.scorm_begin, ANYONE, FORM),
    Address("/learning/scorm/send", scorm_views.scorm_send, CHECK, FORM),
    Address("/learning/cmi5", cmi5_views.cmi5_begin, ANYONE, FORM),
    Address("/learning/cmi5/send", cmi5_views.cmi5_send, CHECK, FORM),
    Address("/learning/package", package_views.packages, SIGNED_IN),
    Address("/lti", views.lti_addresses, ANYONE),
    Address("/lti/login", views.lti_login, ANYONE, FORM, guesses=A_COURSE),
    Address("/lti/launch", views.lti_launch, ANYONE, FORM, guesses=A_COURSE),
    Address("/lti/choose", views.lti_choose, ANYONE, FORM, guesses=A_COURSE),
    Address("/lti/keys", views.lti_keys, ANYONE),
    Address("/lti/begin", begin_views.lti_begin, ANYONE, FORM),
    Address("/lti/completion", completion_views.lti_completion, CHECK, FORM),
    Address(
        "/admin/learning",
        platform_views.lti_platforms,
        ADMINISTRATOR,
        link=lazy_gettext("Learning systems"),
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
