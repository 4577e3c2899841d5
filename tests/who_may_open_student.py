"""A student's pages: who may open what. How it reads: who_may_open.py.

A record is a student's own from 18 on; nobody here is (who is: test_student_record.py).
"""

TABLE = """
                                      stranger ada  ben  okafor ito  rosa reyes whitfield nakamura lund
GET  student:my_day                   in       200  200  403    403  403  403   403       403      403
GET  student:ideas                    in       200  200  403    403  403  403   403       403      403
POST student:see_changes              in       go   go   403    403  403  403   403       403      403
GET  student:activity                 in       200  404  403    403  403  403   403       403      403
POST student:choose                   in       go   404  403    403  403  403   403       403      403
POST student:put_back                 in       go   404  403    403  403  403   403       403      403
POST student:finish                   in       go   404  403    403  403  403   403       403      403
GET  student:practice                 in       200  404  403    403  403  403   403       403      403
POST student:next                     in       go   404  403    403  403  403   403       403      403
POST student:more                     in       go   404  403    403  403  403   403       403      403
POST student:answer                   in       200  404  403    403  403  403   403       403      403
POST student:hint                     in       go   404  403    403  403  403   403       403      403
POST student:solution                 in       go   404  403    403  403  403   403       403      403
POST student:begin_first_map          in       go   go   403    403  403  403   403       403      403
GET  student:first_map                in       200  404  403    403  403  403   403       403      403
POST student:answer_first_map         in       go   404  403    403  403  403   403       403      403
GET  student:preview                  in       200  200  403    403  403  403   403       403      403
GET  student:my_path                  in       200  200  403    403  403  403   403       403      403
GET  student:path_domain              in       200  200  403    403  403  403   403       403      403
POST student:aim                      in       go   go   403    403  403  403   403       403      403
POST student:let_go_goal              in       go   404  403    403  403  403   403       403      403
GET  student:my_hopes                 in       200  200  403    403  403  403   403       403      403
POST student:say_hope                 in       go   go   403    403  403  403   403       403      403
POST student:let_go_hope              in       200  404  403    403  403  403   403       403      403
POST student:keep_hope                in       go   404  403    403  403  403   403       403      403
GET  student:my_voice                 in       200  200  403    403  403  403   403       403      403
POST student:write                    in       go   422  403    403  403  403   403       403      403
GET  student:record                   in       403  403  403    403  403  403   403       403      403
POST student:record                   in       403  403  403    403  403  403   403       403      403
GET  student:record_progress          in       403  403  403    403  403  403   403       403      403
GET  student:record_file              in       403  403  403    403  403  403   403       403      403
GET  student:person                   in       200  200  403    403  403  403   403       403      403
POST student:signal                   in       go   go   403    403  403  403   403       403      403
POST student:take_back                in       go   404  403    403  403  403   403       403      403
POST student:arrive                   in       go   go   403    403  403  403   403       403      403
GET  student:why                      in       200  404  403    403  403  403   403       403      403
POST student:tell                     in       go   404  403    403  403  403   403       403      403
POST student:say_of_block             in       go   404  403    403  403  403   403       403      403
POST student:open_block               in       go   409  403    403  403  403   403       403      403
GET  student:next_day                 in       200  200  403    403  403  403   403       403      403
POST student:pick                     in       go   409  403    403  403  403   403       403      403
POST student:unpick                   in       go   404  403    403  403  403   403       403      403
POST student:see_day_changes          in       go   go   403    403  403  403   403       403      403
POST student:reflect                  in       go   go   403    403  403  403   403       403      403
GET  student:change                   in       200  200  403    403  403  403   403       403      403
POST student:change_comment           in       go   go   403    403  403  403   403       403      403
POST student:change_concern           in       go   go   403    403  403  403   403       403      403
POST student:change_idea              in       go   go   403    403  403  403   403       403      403
POST student:change_back              in       go   go   403    403  403  403   403       403      403
POST student:change_seat              in       404  404  403    403  403  403   403       403      403
GET  student:words                    in       200  200  403    403  403  403   403       403      403
POST student:words_answer             in       go   404  403    403  403  403   403       403      403
"""
