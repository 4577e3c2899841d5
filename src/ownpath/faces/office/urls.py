"""Addresses of the office face."""

from __future__ import annotations

from django.urls import path

from ownpath.faces.office.views import (
    audit,
    content,
    district,
    editor,
    frameworks,
    imports,
    keeping,
    kit,
    leaving,
    people,
    records,
    retention,
    sign_in_help,
    studies,
)

app_name = "office"
urlpatterns = [
    path("", records.home, name="home"),
    path("imports/", imports.all_imports, name="imports"),
    path("imports/<uuid:upload>/", imports.story, name="import_plan"),
    path("imports/<uuid:upload>/progress/", imports.progress, name="import_progress"),
    path("imports/<uuid:upload>/apply/", imports.carry_out, name="import_apply"),
    path("imports/<uuid:upload>/again/", imports.read_again, name="import_again"),
    path("imports/<uuid:upload>/discard/", imports.discard, name="import_discard"),
    path("imports/<uuid:upload>/problems/", imports.problem_list, name="import_problem_list"),
    path("imports/<uuid:upload>/problems.csv", imports.problems_csv, name="import_problems"),
    path("people/", people.search, name="people"),
    path("people/<uuid:person>/", people.one_person, name="person"),
    path("people/<uuid:person>/password/", sign_in_help.give_password, name="give_password"),
    path("people/<uuid:person>/try-again/", sign_in_help.try_again, name="try_again"),
    path(
        "people/<uuid:person>/second-factor/",
        sign_in_help.another_factor,
        name="another_factor",
    ),
    path("people/<uuid:person>/erase/", leaving.erase_person, name="erase"),
    path("district/", district.facts, name="district"),
    path("exit-kit/", kit.exit_kit, name="exit_kit"),
    path("exit-kit/progress/", kit.progress, name="kit_progress"),
    path("exit-kit/kit.zip", kit.take, name="kit_file"),
    path("exit-kit/discard/", kit.discard, name="kit_discard"),
    path("keeping/", retention.retention, name="retention"),
    path("keeping/erase/", retention.erase_all, name="retention_erase"),
    path("keeping/progress/", retention.progress, name="retention_progress"),
    path("cards/", sign_in_help.cards, name="cards"),
    path(
        "cards/class/<uuid:group>/", sign_in_help.group_cards, {"kind": "class"}, "class_cards"
    ),
    path(
        "cards/staff/<uuid:group>/", sign_in_help.group_cards, {"kind": "staff"}, "staff_cards"
    ),
    path("problems/", imports.problems, name="problems"),
    path("frameworks/", frameworks.shelf, name="frameworks"),
    path("frameworks/new/", frameworks.plan, name="framework_plan"),
    path("frameworks/new/progress/", frameworks.progress, name="framework_progress"),
    path("frameworks/new/again/", frameworks.read_again, name="framework_again"),
    path("frameworks/new/apply/", frameworks.carry_out, name="framework_apply"),
    path("frameworks/taken/undo/", frameworks.undo, name="framework_undo"),
    path("frameworks/new/discard/", frameworks.discard, name="framework_discard"),
    path("classes/", studies.studies, name="studies"),
    path("classes/all/", studies.let_all, name="studies_all"),
    path("classes/undo/", studies.undo, name="studies_undo"),
    path("content/", content.coverage, name="content"),
    path("content/begin/", content.begin, name="content_begin"),
    path("content/qti/", content.export, name="content_export"),
    path("content/template/<uuid:item>/", content.template, name="template"),
    path("content/template/<uuid:item>/change/", editor.change, name="template_edit"),
    path("content/template/<uuid:item>/try/", editor.try_change, name="template_try"),
    path("content/template/<uuid:item>/mine/", keeping.make_mine, name="template_mine"),
    path("content/template/<uuid:item>/out/", keeping.out, name="template_out"),
    path("content/template/<uuid:item>/back/", keeping.back, name="template_back"),
    path("content/new/<uuid:competency>/", editor.write, name="template_new"),
    path("content/new/<uuid:competency>/try/", editor.try_new, name="template_try_new"),
    path("content/sheet/<uuid:competency>/", content.sheet, name="sheet"),
    path("content/cards/<uuid:competency>/", content.cards, name="teaching_cards"),
    path("audit/", audit.audit, name="audit"),
    path("audit/log.csv", audit.audit_file, name="audit_file"),
    path("export/", records.export, name="export"),
]
