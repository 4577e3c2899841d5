"""A family's pages: who may open what. How it reads: who_may_open.py."""

TABLE = """
                                      stranger ada  ben  okafor ito  rosa reyes whitfield nakamura lund
GET  family:week                      in       403  403  403    403  200  403   403       403      403
GET  family:child                     in       403  403  403    403  200  403   403       403      403
POST family:send                      in       403  403  403    403  go   403   403       403      403
POST family:read                      in       403  403  403    403  go   403   403       403      403
GET  family:days                      in       403  403  403    403  200  403   403       403      403
GET  family:change                    in       403  403  403    403  200  403   403       403      403
POST family:change_comment            in       403  403  403    403  go   403   403       403      403
POST family:change_concern            in       403  403  403    403  go   403   403       403      403
POST family:change_idea               in       403  403  403    403  go   403   403       403      403
POST family:change_back               in       403  403  403    403  go   403   403       403      403
POST family:change_seat               in       403  403  403    403  404  403   403       403      403
GET  family:choices                   in       403  403  403    403  200  403   403       403      403
POST family:choose                    in       403  403  403    403  go   403   403       403      403
GET  family:record                    in       403  403  403    403  200  403   403       403      403
POST family:record                    in       403  403  403    403  go   403   403       403      403
GET  family:record_progress           in       403  403  403    403  go   403   403       403      403
GET  family:record_file               in       403  403  403    403  404  403   403       403      403
GET  family:trying                    in       403  403  403    403  200  403   403       403      403
POST family:trying_answer             in       403  403  403    403  go   403   403       403      403
POST family:seat_answer               in       403  403  403    403  go   403   403       403      403
GET  family:words                     in       403  403  403    403  200  403   403       403      403
POST family:words_answer              in       403  403  403    403  go   403   403       403      403
"""
