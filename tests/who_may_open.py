"""Who may open what: every address by every member of the cast.

To add an address: one line in TABLE for each method it takes and, where it needs them, its arguments in `places` and
its fields in `fields` (both in opening.py beside this file).
"""

from __future__ import annotations

# What each gets. A number is a status; `in`: led to sign-in; `go`: led on, the deed is done.
# Everything is about Ada: of her class, her campus, her offers, questions, hopes and messages.
# The draft of tomorrow has no packed problem to check it by, so publishing it is refused (409).
# The framework and its templates are shared: nobody's office may write in them (its own packs: test_office_editor.py).
# A framework file waits in the session of whoever sent it; here nobody has sent one.
TABLE = """
                              stranger ada  ben  okafor ito  rosa reyes whitfield nakamura lund
GET  door:home                200      go   go   go     go   go   go    200       go       go
GET  door:sign_in             200      go   go   go     go   go   go    go        go       go
POST door:sign_in             422      422  422  422    422  422  422   422       422      422
POST door:sign_out            go       go   go   go     go   go   go    go        go       go
POST door:try_as              404      404  404  404    404  404  404   404       404      404
POST door:language            go       go   go   go     go   go   go    go        go       go
POST door:preferences         go       go   go   go     go   go   go    go        go       go
POST door:title               in       go   go   go     go   go   go    go        go       go
GET  door:account             in       200  200  200    200  200  200   200       200      200
GET  door:password            in       200  200  200    200  200  200   200       200      200
POST door:password            in       422  422  422    422  422  422   422       422      422
GET  door:second_factor       in       go   go   go     go   go   go    go        go       go
GET  door:second_factor_set_up in      go   go   200    200  200  200   200       200      200
POST door:second_factor_set_up in      go   go   422    422  422  422   422       422      422
GET  door:second_factor_change in      go   go   go     go   go   go    go        go       go
POST door:second_factor_change in      go   go   go     go   go   go    go        go       go
POST openid_connect_login     404      404  404  404    404  404  404   404       404      404
GET  openid_connect_callback  404      404  404  404    404  404  404   404       404      404

GET  student:my_day           in       200  200  403    403  403  403   403       403      403
POST student:see_changes      in       go   go   403    403  403  403   403       403      403
GET  student:activity         in       200  404  403    403  403  403   403       403      403
POST student:choose           in       go   404  403    403  403  403   403       403      403
POST student:put_back         in       go   404  403    403  403  403   403       403      403
POST student:finish           in       go   404  403    403  403  403   403       403      403
GET  student:practice         in       200  404  403    403  403  403   403       403      403
POST student:next             in       go   404  403    403  403  403   403       403      403
POST student:more             in       go   404  403    403  403  403   403       403      403
POST student:answer           in       200  404  403    403  403  403   403       403      403
POST student:hint             in       go   404  403    403  403  403   403       403      403
POST student:solution         in       go   404  403    403  403  403   403       403      403
POST student:begin_first_map  in       go   go   403    403  403  403   403       403      403
GET  student:first_map        in       200  404  403    403  403  403   403       403      403
POST student:answer_first_map in       go   404  403    403  403  403   403       403      403
GET  student:preview          in       200  200  403    403  403  403   403       403      403
GET  student:my_path          in       200  200  403    403  403  403   403       403      403
GET  student:path_domain      in       200  200  403    403  403  403   403       403      403
POST student:aim              in       go   go   403    403  403  403   403       403      403
POST student:let_go_goal      in       go   404  403    403  403  403   403       403      403
GET  student:my_hopes         in       200  200  403    403  403  403   403       403      403
POST student:say_hope         in       go   go   403    403  403  403   403       403      403
POST student:let_go_hope      in       200  404  403    403  403  403   403       403      403
POST student:keep_hope        in       go   404  403    403  403  403   403       403      403
GET  student:my_voice         in       200  200  403    403  403  403   403       403      403
POST student:write            in       go   422  403    403  403  403   403       403      403
GET  student:person           in       200  200  403    403  403  403   403       403      403
POST student:signal           in       go   go   403    403  403  403   403       403      403
POST student:take_back        in       go   404  403    403  403  403   403       403      403
POST student:arrive           in       go       go       403      403      403      403      403      403      403
POST student:open_block       in       go       409      403      403      403      403      403      403      403
GET  student:next_day         in       200      200      403      403      403      403      403      403      403
POST student:pick             in       go       409      403      403      403      403      403      403      403
POST student:unpick           in       go       404      403      403      403      403      403      403      403
POST student:see_day_changes  in       go       go       403      403      403      403      403      403      403
POST student:reflect          in       go       go       403      403      403      403      403      403      403
GET  student:change           in       200      200      403      403      403      403      403      403      403
POST student:change_comment   in       go       go       403      403      403      403      403      403      403
POST student:change_concern   in       go       go       403      403      403      403      403      403      403

GET  teacher:room             in       403  403  200    200  403  403   403       403      200
GET  teacher:section          in       403  403  200    404  403  403   403       403      404
GET  teacher:sheets           in       403  403  200    200  403  403   403       403      200
GET  teacher:sheet            in       403  403  200    200  403  403   403       403      200
POST teacher:later            in       403  403  go     go   403  403   403       403      go
GET  teacher:messages         in       403  403  200    200  403  403   403       403      200
GET  teacher:answer           in       403  403  200    404  403  403   403       403      404
POST teacher:answer           in       403  403  go     404  403  403   403       403      404
POST teacher:read             in       403  403  go     404  403  403   403       403      404
GET  teacher:student          in       403  403  200    404  403  403   403       403      404
GET  teacher:knows            in       403  403  200    404  403  403   403       403      404
GET  teacher:evidence         in       403  403  200    404  403  403   403       403      404
GET  teacher:voice            in       403  403  200    404  403  403   403       403      404
GET  teacher:plan             in       403  403  200    404  403  403   403       403      404
POST teacher:write            in       403  403  go     404  403  403   403       403      404
GET  teacher:observe          in       403  403  200    404  403  403   403       403      404
POST teacher:observe          in       403  403  go     404  403  403   403       403      404
POST teacher:take_back        in       403  403  go     404  403  403   403       403      404
POST teacher:went             in       403  403  go     404  403  403   403       403      404
POST teacher:heard            in       403  403  go     404  403  403   403       403      404
GET  teacher:pin              in       403  403  200    404  403  403   403       403      404
POST teacher:pin              in       403  403  go     404  403  403   403       403      404
GET  teacher:veto             in       403  403  200    404  403  403   403       403      404
POST teacher:veto             in       403  403  go     404  403  403   403       403      404
POST teacher:lift             in       403  403  go     404  403  403   403       403      404
POST teacher:ask_first_map    in       403  403  go     404  403  403   403       403      404
POST teacher:take_back_first_map in    403  403  go     404  403  403   403       403      404
POST teacher:pace             in       403  403  go     404  403  403   403       403      404
POST teacher:pace_lift        in       403  403  go     404  403  403   403       403      404
POST teacher:move_on          in       403  403  go     404  403  403   403       403      404
GET  teacher:sign_in_help     in       403  403  200    404  403  403   403       403      404
POST teacher:sign_in_help     in       403  403  200    404  403  403   403       403      404
GET  teacher:attendance       in       403      403      200      404      403      403      403      403      404
POST teacher:all_here         in       403      403      go       404      403      403      403      403      404
POST teacher:mark             in       403      403      go       404      403      403      403      403      404
GET  teacher:tomorrow         in       403      403      200      200      403      403      403      403      200
POST teacher:review           in       403      403      go       404      403      403      403      403      404
GET  teacher:pin_block        in       403      403      200      404      403      403      403      403      404
POST teacher:pin_block        in       403      403      go       404      403      403      403      403      404
GET  teacher:what_if_out      in       403      403      200      404      403      403      403      403      404
POST teacher:what_if_out      in       403      403      go       404      403      403      403      403      404
GET  teacher:asked            in       403      403      200      404      403      403      403      403      404
POST teacher:carry_out        in       403      403      go       404      403      403      403      403      404
GET  teacher:swap_student     in       403      403      200      404      403      403      403      403      404
POST teacher:swap_student     in       403      403      go       404      403      403      403      403      404
GET  teacher:change           in       403      403      200      200      403      403      403      403      200
POST teacher:change_comment   in       403      403      go       go       403      403      403      403      404
POST teacher:change_concern   in       403      403      go       go       403      403      403      403      go

GET  family:week              in       403  403  403    403  200  403   403       403      403
GET  family:child             in       403  403  403    403  200  403   403       403      403
POST family:send              in       403  403  403    403  go   403   403       403      403
POST family:read              in       403  403  403    403  go   403   403       403      403
GET  family:days              in       403      403      403      403      200      403      403      403      403
GET  family:change            in       403      403      403      403      200      403      403      403      403
POST family:change_comment    in       403      403      403      403      go       403      403      403      403
POST family:change_concern    in       403      403      403      403      go       403      403      403      403

GET  teacher:trying           in       403  403  200    200  403  403   403       403      200
POST teacher:trying           in       403  403  go     go   403  403   403       403      go
POST teacher:name_colleague   in       403  403  422    422  403  403   403       403      422
POST teacher:trying_deed      in       403  403  go     409  403  403   403       403      409
GET  leader:begin             in       403  403  403    403  403  go    go        403      403
GET  leader:friday            in       403  403  403    403  403  200   200       403      403
POST leader:friday_mail       in       403  403  403    403  403  go    go        403      403
GET  leader:eager             in       403  403  403    403  403  200   200       403      403
POST leader:eager_do          in       403  403  403    403  403  403   go        403      403
POST leader:eager_pair        in       403  403  403    403  403  403   409       403      403
POST leader:eager_back        in       403  403  403    403  403  go    go        403      403
POST leader:eager_unback      in       403  403  403    403  403  go    go        403      403
GET  family:trying            in       403  403  403    403  200  403   403       403      403
POST family:trying_answer     in       403  403  403    403  go   403   403       403      403
GET  leader:pilots            in       403  403  403    403  403  200   200       403      403
GET  leader:pilot_new         in       403  403  403    403  403  200   200       403      403
POST leader:pilot_new         in       403  403  403    403  403  go    go        403      403
GET  leader:pilot             in       403  403  403    403  403  200   200       403      403
GET  leader:pilot_edit        in       403  403  403    403  403  200   200       403      403
POST leader:pilot_edit        in       403  403  403    403  403  go    go        403      403
GET  leader:pilot_do          in       403  403  403    403  403  200   200       403      403
POST leader:pilot_do          in       403  403  403    403  403  go    go        403      403
GET  leader:pilot_cycle_do    in       403  403  403    403  403  200   200       403      403
POST leader:pilot_cycle_do    in       403  403  403    403  403  go    go        403      403
POST leader:pilot_reckon      in       403  403  403    403  403  409   409       403      403
GET  leader:pilot_reckoning   in       403  403  403    403  403  go    go        403      403
GET  leader:pilot_measure     in       403  403  403    403  403  200   200       403      403
POST leader:pilot_measure_drop in      403  403  403    403  403  go    go        403      403
GET  leader:pilot_rows        in       403  403  403    403  403  200   200       403      403
GET  leader:pilot_csv         in       403  403  403    403  403  200   200       403      403
GET  leader:pilot_upload      in       403  403  403    403  403  200   200       403      403
POST leader:pilot_upload      in       403  403  403    403  403  go    go        403      403

GET  leader:practices         in       403  403  403    403  403  200   200       403      403
GET  leader:practice_new      in       403  403  403    403  403  200   200       403      403
POST leader:practice_new      in       403  403  403    403  403  go    go        403      403
GET  leader:practice          in       403  403  403    403  403  200   200       403      403
GET  leader:practice_edit     in       403  403  403    403  403  200   200       403      403
POST leader:practice_edit     in       403  403  403    403  403  go    go        403      403
POST leader:practice_move     in       403  403  403    403  403  403   go        403      403
GET  leader:spread            in       403  403  403    403  403  200   200       403      403
GET  leader:spread_cell       in       403  403  403    403  403  200   200       403      403
POST leader:spread_cell       in       403  403  403    403  403  go    go        403      403
POST leader:spread_take_back  in       403  403  403    403  403  go    go        403      403
GET  leader:visits            in       403  403  403    403  403  200   200       403      403
POST leader:visits            in       403  403  403    403  403  go    go        403      403
GET  leader:visit             in       403  403  403    403  403  200   200       403      403
POST leader:visit             in       403  403  403    403  403  go    go        403      403
POST leader:visit_move        in       403  403  403    403  403  go    go        403      403
GET  leader:voices            in       403  403  403    403  403  200   200       403      403
POST leader:voices            in       403  403  403    403  403  go    go        403      403
POST leader:voice_out         in       403  403  403    403  403  go    go        403      403
GET  leader:books             in       403  403  403    403  403  200   200       403      403
POST leader:book_ask          in       403  403  403    403  403  403   go        403      403
GET  leader:book_progress     in       403  403  403    403  403  go    go        403      403
GET  leader:book              in       403  403  403    403  403  200   200       403      403
GET  leader:book_pdf          in       403  403  403    403  403  200   200       403      403

GET  leader:home              in       403  403  403    403  403  200   200       403      403
GET  leader:rows              in       403  403  403    403  403  200   200       403      403
GET  leader:waiting           in       403      403      403      403      403      200      200      403      403
GET  leader:waiting_groups    in       403      403      403      403      403      200      200      403      403
GET  leader:waiting_rows      in       403      403      403      403      403      200      200      403      403
GET  leader:student_days      in       403      403      403      403      403      200      200      403      403
GET  leader:promises          in       403      403      403      403      403      200      200      403      403
GET  leader:batch             in       403      403      403      403      403      200      200      403      403
GET  leader:use               in       403      403      403      403      403      200      200      403      403
GET  leader:day               in       403      403      403      403      403      200      200      403      403
GET  leader:difference        in       403      403      403      403      403      200      200      403      403
GET  leader:sheets            in       403      403      403      403      403      200      200      403      403
GET  leader:repair            in       403      403      403      403      403      200      200      403      403
GET  leader:asked             in       403      403      403      403      403      200      200      403      403
GET  leader:board             in       403      403      403      403      403      200      200      403      403
GET  leader:opportunities     in       403      403      403      403      403      200      200      403      403
GET  leader:opportunities_board in       403      403      403      403      403      200      200      403      403
GET  leader:opportunity       in       403      403      403      403      403      200      200      403      403
GET  leader:opportunity_about in       403      403      403      403      403      go       go       403      403
GET  leader:opportunity_new   in       403      403      403      403      403      403      200      403      403
POST leader:opportunity_new   in       403      403      403      403      403      403      go       403      403
GET  leader:opportunity_edit  in       403      403      403      403      403      403      200      403      403
POST leader:opportunity_edit  in       403      403      403      403      403      403      go       403      403
GET  leader:opportunity_round in       403      403      403      403      403      403      200      403      403
POST leader:opportunity_round in       403      403      403      403      403      403      go       403      403
POST leader:opportunity_away  in       403      403      403      403      403      403      go       403      403
GET  leader:opportunity_apply in       403      403      403      403      403      200      200      403      403
POST leader:opportunity_apply in       403      403      403      403      403      422      go       403      403
GET  leader:opportunities_import in       403      403      403      403      403      403      200      403      403
POST leader:opportunities_import in       403      403      403      403      403      403      200      403      403
GET  leader:opportunities_export in       403      403      403      403      403      200      200      403      403
GET  leader:application       in       403      403      403      403      403      200      200      403      403
GET  leader:application_edit  in       403      403      403      403      403      200      200      403      403
POST leader:application_edit  in       403      403      403      403      403      go       go       403      403
POST leader:application_step  in       403      403      403      403      403      go       go       403      403
POST leader:application_requirement in       403      403      403      403      403      go       go       403      403
GET  leader:application_award in       403      403      403      403      403      200      200      403      403
POST leader:application_award in       403      403      403      403      403      go       go       403      403
GET  leader:application_lost  in       403      403      403      403      403      200      200      403      403
POST leader:application_lost  in       403      403      403      403      403      go       go       403      403
POST leader:application_duty_new in       403      403      403      403      403      go       go       403      403
POST leader:application_duty  in       403      403      403      403      403      go       go       403      403
POST leader:attachment_new    in       403      403      403      403      403      go       go       403      403
GET  leader:attachment        in       403      403      403      403      403      200      200      403      403
POST leader:attachment_remove in       403      403      403      403      403      go       go       403      403
GET  leader:mentors           in       403      403      403      403      403      200      200      403      403
GET  leader:mentor_new        in       403      403      403      403      403      200      200      403      403
POST leader:mentor_new        in       403      403      403      403      403      go       go       403      403
GET  leader:mentor            in       403      403      403      403      403      200      200      403      403
GET  leader:mentor_edit       in       403      403      403      403      403      200      200      403      403
POST leader:mentor_edit       in       403      403      403      403      403      go       go       403      403
POST leader:mentor_meeting    in       403      403      403      403      403      go       go       403      403
POST leader:mentor_held       in       403      403      403      403      403      go       go       403      403
POST leader:mentor_end        in       403      403      403      403      403      go       go       403      403
GET  leader:calendar_feed     in       403      403      403      403      403      200      200      403      403
POST leader:calendar_feed     in       403      403      403      403      403      200      200      403      403
POST leader:calendar_feed_end in       403      403      403      403      403      go       go       403      403
GET  leader:calendar          404      404      404      404      404      404      404      404      404      404
GET  leader:setup             in       403      403      403      403      403      200      200      403      403
GET  leader:setup_campus      in       403      403      403      403      403      200      200      403      403
GET  leader:edit              in       403      403      403      403      403      200      200      403      403
GET  leader:days              in       403      403      403      403      403      go       go       403      403
GET  leader:progress          in       403      403      403      403      403      go       go       403      403
POST leader:plan_now          in       403      403      403      403      403      go       go       403      403
POST leader:undo              in       403      403      403      403      403      go       go       403      403
POST leader:cancel            in       403      403      403      403      403      go       go       403      403
POST leader:publish           in       403      403      403      403      403      409      409      403      403
POST leader:withdraw          in       403      403      403      403      403      go       go       403      403
POST leader:repair            in       403      403      403      403      403      go       go       403      403
POST leader:carry_out         in       403      403      403      403      403      go       go       403      403
POST leader:edit              in       403      403      403      403      403      go       go       403      403
POST leader:end               in       403      403      403      403      403      go       go       403      403
GET  leader:vision            in       403      403      403      403      403      200      200      403      403
GET  leader:vision_version    in       403      403      403      403      403      200      200      403      403
GET  leader:vision_talk       in       403      403      403      403      403      200      200      403      403
GET  leader:vision_preview    in       403      403      403      403      403      200      200      403      403
GET  leader:vision_preview_part in       403      403      403      403      403      go       go       403      403
GET  leader:vision_draft      in       403      403      403      403      403      404      200      403      403
GET  leader:vision_words      in       403      403      403      403      403      404      200      403      403
GET  leader:vision_statements in       403      403      403      403      403      404      200      403      403
GET  leader:vision_indicator  in       403      403      403      403      403      404      200      403      403
GET  leader:vision_aims       in       403      403      403      403      403      404      200      403      403
GET  leader:concerns          in       403      403      403      403      403      200      200      403      403
GET  leader:concern           in       403      403      403      403      403      200      200      403      403
POST leader:vision_begin      in       403      403      403      403      403      404      go       403      403
POST leader:vision_measure    in       403      403      403      403      403      403      go       403      403
POST leader:vision_discard    in       403      403      403      403      403      404      go       403      403
POST leader:vision_end        in       403      403      403      403      403      403      409      403      403
POST leader:vision_reading    in       403      403      403      403      403      403      422      403      403
POST leader:vision_words      in       403      403      403      403      403      404      go       403      403
POST leader:vision_statements in       403      403      403      403      403      404      go       403      403
POST leader:vision_indicator  in       403      403      403      403      403      404      go       403      403
POST leader:vision_take_out   in       403      403      403      403      403      404      go       403      403
POST leader:vision_aims       in       403      403      403      403      403      404      go       403      403
POST leader:vision_send       in       403      403      403      403      403      404      go       403      403
POST leader:vision_preview_ask in       403      403      403      403      403      go       go       403      403
POST leader:vision_talk       in       403      403      403      403      403      go       go       403      403
POST leader:vision_answer     in       403      403      403      403      403      403      go       403      403
POST leader:vision_decline    in       403      403      403      403      403      go       go       403      403
POST leader:vision_time       in       403      403      403      403      403      403      go       403      403
POST leader:vision_adopt      in       403      403      403      403      403      403      409      403      403
POST leader:concern           in       403      403      403      403      403      go       go       403      403

GET  office:home              in       403  403  403    403  403  403   200       200      403
GET  office:imports           in       403  403  403    403  403  403   200       200      403
POST office:imports           in       403  403  403    403  403  403   go        go       403
GET  office:import_plan       in       403  403  403    403  403  403   200       200      403
GET  office:import_progress   in       403  403  403    403  403  403   go        go       403
POST office:import_apply      in       403  403  403    403  403  403   go        go       403
POST office:import_again      in       403  403  403    403  403  403   go        go       403
POST office:import_discard    in       403  403  403    403  403  403   go        go       403
GET  office:import_problems   in       403  403  403    403  403  403   200       200      403
GET  office:people            in       403  403  403    403  403  403   200       200      403
GET  office:person            in       403  403  403    403  403  403   200       200      403
POST office:give_password     in       403  403  403    403  403  403   200       200      403
POST office:try_again         in       403  403  403    403  403  403   go        go       403
POST office:another_factor    in       403  403  403    403  403  403   go        go       403
GET  office:cards             in       403  403  403    403  403  403   200       200      403
GET  office:class_cards       in       403  403  403    403  403  403   200       200      403
POST office:class_cards       in       403  403  403    403  403  403   200       200      403
GET  office:staff_cards       in       403  403  403    403  403  403   200       200      403
POST office:staff_cards       in       403  403  403    403  403  403   200       200      403
GET  office:erase             in       403  403  403    403  403  403   200       403      403
POST office:erase             in       403  403  403    403  403  403   422       403      403
POST office:exit_kit          in       403  403  403    403  403  403   200       403      403
GET  office:problems          in       403  403  403    403  403  403   200       200      403
GET  office:frameworks        in       403  403  403    403  403  403   200       200      403
POST office:frameworks        in       403  403  403    403  403  403   go        go       403
GET  office:framework_plan    in       403  403  403    403  403  403   404       404      403
POST office:framework_apply   in       403  403  403    403  403  403   404       404      403
POST office:framework_discard in       403  403  403    403  403  403   go        go       403
GET  office:content           in       403  403  200    200  403  403   200       200      200
GET  office:content_export    in       403  403  403    403  403  403   200       200      403
GET  office:template          in       403  403  200    200  403  403   200       200      200
GET  office:sheet             in       403  403  200    200  403  403   200       200      200
GET  office:template_edit     in       403  403  403    403  403  403   403       403      403
POST office:template_edit     in       403  403  403    403  403  403   403       403      403
POST office:template_try      in       403  403  403    403  403  403   403       403      403
GET  office:template_new      in       403  403  403    403  403  403   403       403      403
POST office:template_new      in       403  403  403    403  403  403   403       403      403
POST office:template_try_new  in       403  403  403    403  403  403   403       403      403
GET  office:audit             in       403  403  403    403  403  403   200       200      403
POST office:export            in       403  403  403    403  403  403   200       200      403
"""


def rows() -> dict[tuple[str, str], dict[str, str]]:
    """Read TABLE: what each member of the cast gets, by method and name of the address."""
    head, *lines = (line.split() for line in TABLE.splitlines() if line.strip())
    return {
        (method, name): dict(zip(head, cells, strict=True)) for method, name, *cells in lines
    }


ROWS = rows()
NAMES = sorted({name for _method, name in ROWS})
