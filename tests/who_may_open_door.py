"""The door: who may open what. How it reads: who_may_open.py."""

TABLE = """
                                      stranger ada  ben  okafor ito  rosa reyes whitfield nakamura lund
GET  door:home                        200      go   go   go     go   go   go    200       go       go
GET  door:sign_in                     200      go   go   go     go   go   go    go        go       go
POST door:sign_in                     422      422  422  422    422  422  422   422       422      422
POST door:sign_out                    go       go   go   go     go   go   go    go        go       go
POST door:try_as                      404      404  404  404    404  404  404   404       404      404
POST door:language                    go       go   go   go     go   go   go    go        go       go
POST door:preferences                 go       go   go   go     go   go   go    go        go       go
POST door:title                       in       go   go   go     go   go   go    go        go       go
GET  door:account                     in       200  200  200    200  200  200   200       200      200
GET  door:password                    in       200  200  200    200  200  200   200       200      200
POST door:password                    in       422  422  422    422  422  422   422       422      422
GET  door:second_factor               in       go   go   go     go   go   go    go        go       go
GET  door:second_factor_set_up        in       go   go   200    200  200  200   200       200      200
POST door:second_factor_set_up        in       go   go   422    422  422  422   422       422      422
GET  door:second_factor_change        in       go   go   go     go   go   go    go        go       go
POST door:second_factor_change        in       go   go   go     go   go   go    go        go       go
POST openid_connect_login             404      404  404  404    404  404  404   404       404      404
GET  openid_connect_callback          404      404  404  404    404  404  404   404       404      404
"""
