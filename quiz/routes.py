"""The route map: every address, its audience, and the view that answers. No logic."""

from quiz import information
from quiz.account_routes import ACCOUNT
from quiz.addresses import Address, Audience
from quiz.admin import audit_views, contacts_views, content_views, mending_views, people_views
from quiz.api import document_views as api_document
from quiz.api.operations import OPERATIONS
from quiz.authors import (
    exchange_views,
    own_views,
    publishing_views,
    reading_mail_views,
    waiting,
    writing_views,
)
from quiz.help import views as help_views
from quiz.languages.sentences import lazy_gettext
from quiz.learning_routes import LEARNING
from quiz.live.host import (
    leaver_views,
    plan_views,
    room_views,
    screen_views,
    setup_views,
    summary_views,
)
from quiz.live.host import question_views as host_questions
from quiz.live.host import views as host
from quiz.live.participant import question_views, results_views
from quiz.live.participant import views as participant
from quiz.people.guard import LinkCount
from quiz.selfcheck import feedback_views, saving_views, second_look_views, views
from quiz.selfcheck.documents import views as documents
from quiz.signin.confirmation import always, hands_over, makes_administrator
from quiz.teams import (
    device_views,
    extension_views,
    invitation_views,
    mailing_views,
    preview_views,
)
from quiz.teams import organisation_views as organisation
from quiz.teams import results_views as team_results
from quiz.teams import views as teams
from quiz.teams.sharing import admin_views as hand_over
from quiz.teams.sharing import views as sharing

ANYONE, CHECK = Audience.ANYONE, Audience.CHECK
INVITED, DEVICE, PARTICIPANT = Audience.INVITED, Audience.DEVICE, Audience.PARTICIPANT
LEAD, TRAINER, PROGRAM = Audience.LEAD, Audience.TRAINER, Audience.PROGRAM
OWNER, ADMINISTRATOR = Audience.OWNER, Audience.ADMINISTRATOR
FORM = ("GET", "POST")
FEW_GUESSES = "20 per minute; 300 per hour"
A_ROOM = "100 per minute; 1000 per hour"
"""Guesses are counted by address, and a whole room may have one."""

MAP = (
    Address("/", views.start, ANYONE, FORM),
    Address("/check/confidence", views.confidence, CHECK, FORM),
    Address("/check/confidence/<strand:strand>", views.one_rating, CHECK, FORM),
    Address("/check/scenario/<int:number>", views.scenario, CHECK, FORM),
    Address("/check/scenario/<int:number>/why", feedback_views.why, CHECK),
    Address("/check/scenario/<int:number>/sibling", feedback_views.sibling, CHECK),
    Address("/check/about", views.about, CHECK, FORM),
    Address("/check/stand", views.stand, CHECK, FORM),
    Address("/check/answers", views.answers, CHECK, FORM),
    Address("/check/feedback", feedback_views.feedback, CHECK),
    Address("/check/second-look", second_look_views.second_look, CHECK, FORM),
    Address("/check/second-look.ics", second_look_views.calendar, CHECK),
    Address("/check/marks", feedback_views.marks, CHECK),
    Address("/check/cpd-note", documents.cpd_note, CHECK, FORM),
    Address("/check/cpd-note.docx", documents.cpd_note_docx, CHECK),
    Address("/check/cpd-note.pdf", documents.cpd_note_pdf, CHECK),
    Address("/check/supervision", documents.supervision, CHECK, FORM),
    Address("/check/supervision.pdf", documents.supervision_pdf, CHECK),
    Address("/check/save", saving_views.save, CHECK, FORM),
    Address("/check/return", saving_views.come_back, ANYONE, FORM, guesses=FEW_GUESSES),
    Address("/check/leave", saving_views.leave, ANYONE, FORM),
    Address("/check/left", saving_views.left, ANYONE),
    Address("/check/press", saving_views.press, ANYONE),
    Address("/check/delete", saving_views.delete, ANYONE, FORM),
    Address("/check/deleted", saving_views.deleted, ANYONE),
    Address(
        "/review",
        invitation_views.enter_code,
        ANYONE,
        FORM,
        guesses=FEW_GUESSES,
        unless=invitation_views.is_right_code,
    ),
    Address(
        "/review/<code>",
        invitation_views.invitation,
        ANYONE,
        FORM,
        guesses=FEW_GUESSES,
        unless=invitation_views.is_right_code,
    ),
    Address("/review/put-in", invitation_views.submit_copy, INVITED, FORM),
    Address("/review/is-in", invitation_views.submitted, ANYONE),
    Address("/device", device_views.device, DEVICE, FORM),
    Address("/device/turn", device_views.turn, DEVICE, FORM),
    Address("/device/end", device_views.end_turn, DEVICE, FORM),
    Address("/device/reset", device_views.reset_turn, DEVICE),
    Address("/device/stop", device_views.stop_device, DEVICE, FORM),
    Address("/teams", teams.review_list, LEAD, link=lazy_gettext("Teams")),
    Address("/teams/new", teams.new, LEAD, FORM),
    Address("/teams/<review_id>", teams.review, LEAD),
    Address("/teams/<review_id>/change", teams.change, LEAD, FORM),
    Address("/teams/<review_id>/delete", teams.delete, LEAD, FORM, proof=always),
    Address("/teams/<review_id>/close", teams.close, LEAD, FORM, proof=always),
    Address("/teams/<review_id>/more-time", extension_views.more_time, LEAD, FORM),
    Address("/teams/<review_id>/more-people", extension_views.more_people, LEAD, FORM),
    Address("/teams/<review_id>/device", device_views.open_device, LEAD, FORM),
    Address("/teams/<review_id>/codes", teams.invitation_codes, LEAD),
    Address("/teams/<review_id>/codes.csv", teams.invitation_codes_csv, LEAD),
    Address("/teams/<review_id>/invite", mailing_views.invite, LEAD, FORM),
    Address("/teams/<review_id>/remind", mailing_views.remind, LEAD, FORM),
    Address("/teams/<review_id>/last-day.ics", mailing_views.last_day, LEAD),
    Address("/teams/<review_id>/deputies", sharing.deputies, LEAD, FORM, proof=hands_over),
    Address("/teams/offers/<offered>", sharing.offer, LEAD, FORM),
    Address("/teams/<review_id>/preview", preview_views.preview, LEAD),
    Address("/teams/<review_id>/preview/<int:number>", preview_views.preview_page, LEAD),
    Address("/guidance", information.guidance, ANYONE),
    Address("/guidance/<topic>", information.briefing, ANYONE),
    Address("/guidance/sources/<source_id>", information.source, ANYONE),
    Address("/api", api_document.openapi, ANYONE),
    *(
        Address(one.rule, one.view, PROGRAM if one.scope else ANYONE, scope=one.scope)
        for one in OPERATIONS
    ),
    Address("/schema/scenarios.json", information.scenarios_schema, ANYONE),
    Address("/schema/local.json", information.local_schema, ANYONE),
    Address("/glossary", information.glossary, ANYONE),
    Address("/language/<language>", information.choose_language, ANYONE),
    Address("/privacy", information.privacy, ANYONE),
    Address("/accessibility", information.accessibility, ANYONE),
    Address("/security", information.security, ANYONE),
    Address("/.well-known/security.txt", information.security_file, ANYONE),
    Address("/help", help_views.contents, ANYONE),
    Address("/help/<help_page>", help_views.page, ANYONE),
    Address("/help/pictures/<picture>.png", help_views.picture, ANYONE),
    Address("/on-paper", information.on_paper, ANYONE),
    Address("/on-paper/<int:number>", information.set_on_paper, ANYONE),
    Address("/healthz", information.healthz, ANYONE),
    Address("/readyz", information.readyz, ANYONE, background=True),
    Address("/join", participant.join, ANYONE, FORM, guesses=A_ROOM),
    Address("/join/<code>", participant.join_with, ANYONE),
    Address("/play", participant.play, PARTICIPANT, FORM),
    Address("/play/question", question_views.ask_host, PARTICIPANT, FORM),
    Address("/play/state", participant.play_state, PARTICIPANT, background=True),
    Address("/play/events", participant.play_events, PARTICIPANT, background=True),
    Address("/host", host.session_list, TRAINER, link=lazy_gettext("Live sessions")),
    Address("/host/new", setup_views.new, TRAINER, FORM),
    Address("/host/new/length", setup_views.length, TRAINER),
    Address("/host/scenarios", setup_views.scenario_words, TRAINER),
    Address("/host/scenarios/<scenario_id>", setup_views.scenario, TRAINER),
    Address("/host/all", plan_views.all_sessions, TRAINER),
    Address("/host/templates/<template_id>", setup_views.from_template, TRAINER, FORM),
    Address("/host/templates/<template_id>/change", setup_views.change_template, TRAINER, FORM),
    Address("/host/<session_id>", host.session_page, TRAINER, background=True),
    Address("/host/<session_id>/move", host.move, TRAINER, FORM),
    Address("/host/<session_id>/state", host.host_state, TRAINER, background=True),
    Address("/host/<session_id>/events", host.host_events, TRAINER, background=True),
    Address("/host/<session_id>/display", screen_views.display, TRAINER),
    Address("/host/<session_id>/screen", screen_views.screen_settings, TRAINER, FORM),
    Address("/host/<session_id>/pause", screen_views.pause, TRAINER, FORM),
    Address("/screen/<code>", screen_views.screen, ANYONE, guesses=A_ROOM, background=True),
    Address(
        "/screen/<code>/state",
        screen_views.screen_state,
        ANYONE,
        guesses=A_ROOM,
        background=True,
    ),
    Address(
        "/screen/<code>/events",
        screen_views.screen_events,
        ANYONE,
        guesses=A_ROOM,
        background=True,
    ),
    Address("/screen/<code>/move", screen_views.screen_move, ANYONE, FORM, guesses=A_ROOM),
    Address("/screen/<code>/pause", screen_views.screen_pause, ANYONE, FORM, guesses=A_ROOM),
    Address("/host/<session_id>/cohost", host.cohosts, TRAINER, FORM),
    Address("/host/<session_id>/duplicate", setup_views.duplicate, TRAINER, FORM),
    Address("/host/<session_id>/rehearse", setup_views.rehearse, TRAINER, FORM),
    Address("/host/<session_id>/jump", plan_views.jump, TRAINER, FORM),
    Address("/host/<session_id>/template", setup_views.keep_template, TRAINER, FORM),
    Address("/host/<session_id>/minimum", setup_views.minimum, TRAINER, FORM),
    Address("/host/<session_id>/guide.pdf", setup_views.guide_pdf, TRAINER),
    Address("/host/<session_id>/hands", room_views.count_hands, TRAINER, FORM),
    Address("/host/<session_id>/sheets.pdf", room_views.sheets_pdf, TRAINER),
    Address("/host/<session_id>/questions", host_questions.sent_questions, TRAINER, FORM),
    Address("/host/<session_id>/pledges", room_views.release_pledges, TRAINER, FORM),
    Address("/host/<session_id>/after", summary_views.summary, TRAINER, FORM),
    Address("/host/<session_id>/after.pdf", summary_views.handout_pdf, TRAINER),
    Address("/host/<session_id>/after.xlsx", summary_views.summary_xlsx, TRAINER),
    Address("/host/<session_id>/after.pptx", summary_views.slides_pptx, TRAINER),
    Address("/host/<session_id>/charts/<name>.png", summary_views.chart_png, TRAINER),
    Address("/host/<session_id>/delete", summary_views.delete, TRAINER, FORM, proof=always),
    Address("/play/feedback", results_views.feedback, PARTICIPANT),
    Address("/play/answers/<signed>", results_views.feedback_by_link, ANYONE),
    Address("/play/keep", results_views.keep_copy, PARTICIPANT, FORM),
    Address("/admin/people", people_views.people, ADMINISTRATOR, link=lazy_gettext("People")),
    *(
        Address(rule, view, ADMINISTRATOR, FORM, proof=makes_administrator)
        for rule, view in (
            ("/admin/people/invite", people_views.invite),
            ("/admin/people/<person_id>", people_views.person),
        )
    ),
    *(
        Address(f"/admin/people/<person_id>/{act}", view, ADMINISTRATOR, FORM, proof=always)
        for act, view in (
            ("link", people_views.link),
            ("status", people_views.status),
            ("reviews", hand_over.hand_over_all),
            ("live", leaver_views.hand_over_sessions),
            ("address", mending_views.address),
            ("identity", mending_views.identity),
            ("second-step", mending_views.second_factor),
        )
    ),
    Address("/admin/people/<person_id>/sessions", people_views.end_sessions, ADMINISTRATOR, FORM),
    Address(
        "/admin/contacts",
        contacts_views.contacts,
        ADMINISTRATOR,
        FORM,
        link=lazy_gettext("Contacts"),
    ),
    Address("/admin/audit", audit_views.audit, ADMINISTRATOR, link=lazy_gettext("Audit trail")),
    Address(
        "/admin/content",
        content_views.content,
        OWNER,
        link=lazy_gettext("Content"),
        waiting=LinkCount(lazy_gettext("Content (%(number)s to read)"), waiting.number_to_read),
    ),
    Address("/admin/content/mails", reading_mail_views.reading_mails, OWNER, FORM),
    Address("/admin/content/<source_id>/changed", content_views.changed, OWNER, FORM),
    Address("/admin/content/<source_id>/review", content_views.review, OWNER, FORM),
    Address("/admin/content/export", exchange_views.export_page, OWNER),
    Address("/admin/content/export/file", exchange_views.export_file, OWNER),
    Address(
        "/admin/content/import",
        exchange_views.upload,
        OWNER,
        FORM,
        upload=exchange_views.LARGEST_UPLOAD,
    ),
    Address("/admin/content/import/<upload_id>", exchange_views.import_upload, OWNER, FORM),
    Address("/admin/content/own", own_views.own_list, OWNER),
    Address("/admin/content/own/new", writing_views.new_scenario, OWNER, FORM),
    Address("/admin/content/own/<item_id>", own_views.own_scenario, OWNER),
    Address("/admin/content/own/<item_id>/edit", writing_views.edit_scenario, OWNER, FORM),
    Address("/admin/content/own/<item_id>/delete", writing_views.delete_draft, OWNER, FORM),
    Address("/admin/content/own/<item_id>/answer", own_views.open_answer, OWNER, FORM),
    Address("/admin/content/own/<item_id>/preview", own_views.preview_asked, OWNER),
    Address("/admin/content/own/<item_id>/preview/answer", own_views.preview_fed_back, OWNER),
    Address("/admin/content/own/<item_id>/ask", publishing_views.ask_reader, OWNER, FORM),
    Address("/admin/content/own/<item_id>/read", publishing_views.second_reading, OWNER, FORM),
    Address("/admin/content/own/<item_id>/publish", publishing_views.publish_scenario, OWNER, FORM),
    Address(
        "/admin/content/own/<item_id>/withdraw", publishing_views.withdraw_scenario, OWNER, FORM
    ),
    *LEARNING,
    *ACCOUNT,
    Address("/teams/all", team_results.all_reviews, LEAD),
    Address("/teams/organisation", organisation.organisation, LEAD),
    Address("/teams/organisation.xlsx", organisation.organisation_xlsx, LEAD),
    Address("/teams/organisation.csv", organisation.organisation_csv, LEAD),
    Address("/teams/organisation.json", organisation.organisation_json, LEAD),
    Address("/teams/compare", team_results.compare, LEAD),
    Address("/teams/<review_id>/results", team_results.results, LEAD),
    Address("/teams/<review_id>/results.pdf", team_results.results_pdf, LEAD),
    Address("/teams/<review_id>/results.xlsx", team_results.results_xlsx, LEAD),
    Address("/teams/<review_id>/results.csv", team_results.results_csv, LEAD),
    Address("/teams/<review_id>/results.json", team_results.results_json, LEAD),
    Address("/teams/<review_id>/results/<name>.png", team_results.chart_png, LEAD),
)

# Addresses of earlier releases, each with the rule of MAP that it redirects to.
MOVED = (
    *(
        (f"/teams/<review_id>/picture{end}", f"/teams/<review_id>/results{end}")
        for end in ("", ".pdf", ".xlsx", ".csv", ".json", "/<name>.png")
    ),
    ("/host/<session_id>/room", "/host/<session_id>/display"),
    ("/host/<session_id>/pictures/<name>.png", "/host/<session_id>/charts/<name>.png"),
    ("/admin/deeds", "/admin/audit"),
    ("/admin/people/<person_id>/standing", "/admin/people/<person_id>/status"),
)
