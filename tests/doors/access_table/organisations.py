"""What `kring/web/organisations/urls.py` has, in the form that the folder's docstring tells."""

from collections.abc import Mapping
from typing import Final

SENT: Final[Mapping[str, Mapping[str, str]]] = {
    "organisations/new": {"name": "Firm", "time_zone": "Europe/Amsterdam"},
    "organisations/<slug:slug>/settings": {"name": "Northern Light", "time_zone": "Europe/Amsterdam"},
    "organisations/<slug:slug>/departments": {"name": "Legal"},
    "organisations/<slug:slug>/departments/<key:key>": {"name": "Legal"},
    "organisations/<slug:slug>/roles": {"handle": "mees", "role": "5"},
    "organisations/<slug:slug>/roles/dismissal": {"handle": "mees", "role": "6", "department": "{department}"},
    "organisations/<slug:slug>/domains": {"name": "another.example"},
    "organisations/<slug:slug>/domains/<key:key>/letter": {"mailbox": "info"},
    "organisations/<slug:slug>/domains/<key:key>/proof": {"code": "1"},
    "organisations/<slug:slug>/invitations": {"limit": "2", "ends_on": "{soon}"},
    "organisations/<slug:slug>/invitations/mail": {"addresses": "a@example.org", "ends_on": "{soon}"},
    "work/<key:key>": {"last_day": "{soon}"},
}

TABLE: Final = """
# Organisations: noorderlicht is hanna's, and known to mees beside her   nobody stan   noor   mees   hanna  olga
GET  /work                                                               in     200    200    200    200    200
POST /work                                                               405    405    405    405    405    405
GET  /work/{mees_work}                                                   in     404    404    200    404    404
POST /work/{mees_work}                                                   in     404    404    302    404    404
GET  /organisations                                                      in     200    200    200    200    200
POST /organisations                                                      405    405    405    405    405    405
GET  /organisations/new                                                  in     200    200    200    200    200
POST /organisations/new                                                  in     302    302    302    302    302
GET  /organisations/join/{work_invited}                                  200    200    200    302    302    200
POST /organisations/join/{work_invited}                                  302    302    302    302    302    302
GET  /organisations/join/made-up                                         404    404    404    404    404    404
POST /organisations/join/made-up                                         404    404    404    404    404    404
GET  /organisations/{employer}                                           404    404    404    200    200    404
POST /organisations/{employer}                                           405    405    405    405    405    405
GET  /organisations/{rival}                                              404    200    200    200    200    200
POST /organisations/{rival}                                              405    405    405    405    405    405
GET  /organisations/{employer}/joining                                   405    405    405    405    405    405
POST /organisations/{employer}/joining                                   in     302    404    404    404    404
POST /organisations/{rival}/joining                                      in     404    404    404    404    404
GET  /organisations/{employer}/community                                 405    405    405    405    405    405
POST /organisations/{employer}/community                                 404    404    404    403    409    404
POST /organisations/{rival}/community                                    404    404    302    404    404    404
GET  /organisations/{employer}/find                                      404    404    404    200    200    404
GET  /organisations/{employer}/find?q=hackathon                          404    404    404    200    200    404
POST /organisations/{employer}/find                                      405    405    405    405    405    405
GET  /organisations/{rival}/find                                         404    404    200    404    404    404
GET  /organisations/{employer}/settings                                  404    404    404    403    200    404
POST /organisations/{employer}/settings                                  404    404    404    403    302    404
GET  /organisations/{employer}/hosts/{missing}                           404    404    404    403    404    404
POST /organisations/{employer}/hosts/{missing}                           404    404    404    403    404    404
GET  /organisations/{employer}/people                                    404    404    404    200    200    404
POST /organisations/{employer}/people                                    405    405    405    405    405    405
GET  /organisations/{rival}/people                                       404    404    200    404    404    404
GET  /organisations/{employer}/people/{mees_work}                        404    404    404    200    200    404
POST /organisations/{employer}/people/{mees_work}                        404    404    404    403    302    404
GET  /organisations/{employer}/people/{hanna_work}                       404    404    404    404    200    404
GET  /organisations/{employer}/people/{noor_work}                        404    404    404    404    404    404
GET  /organisations/{employer}/departments                               404    404    404    200    200    404
POST /organisations/{employer}/departments                               404    404    404    403    302    404
GET  /organisations/{employer}/departments/{department}                  404    404    404    403    200    404
POST /organisations/{employer}/departments/{department}                  404    404    404    403    302    404
GET  /organisations/{employer}/departments/{department}/closing          405    405    405    405    405    405
POST /organisations/{employer}/departments/{department}/closing          404    404    404    403    409    404
POST /organisations/{employer}/departments/{empty_department}/closing    404    404    404    403    302    404
GET  /organisations/{employer}/roles                                     404    404    404    403    200    404
POST /organisations/{employer}/roles                                     404    404    404    403    302    404
GET  /organisations/{employer}/roles/dismissal                           405    405    405    405    405    405
POST /organisations/{employer}/roles/dismissal                           404    404    404    403    302    404
GET  /organisations/{employer}/domains                                   404    404    404    403    200    404
POST /organisations/{employer}/domains                                   404    404    404    403    302    404
GET  /organisations/{employer}/domains/{domain}/letter                   405    405    405    405    405    405
POST /organisations/{employer}/domains/{domain}/letter                   404    404    404    403    302    404
POST /organisations/{employer}/domains/{rival_domain}/letter             404    404    404    403    404    404
GET  /organisations/{employer}/domains/{domain}/proof                    405    405    405    405    405    405
POST /organisations/{employer}/domains/{domain}/proof                    404    404    404    403    422    404
POST /organisations/{employer}/domains/{rival_domain}/proof              404    404    404    403    404    404
GET  /organisations/{employer}/domains/{domain}/removal                  405    405    405    405    405    405
POST /organisations/{employer}/domains/{domain}/removal                  404    404    404    403    302    404
POST /organisations/{employer}/domains/{rival_domain}/removal            404    404    404    403    404    404
GET  /organisations/{employer}/invitations                               404    404    404    403    200    404
POST /organisations/{employer}/invitations                               404    404    404    403    302    404
GET  /organisations/{employer}/invitations/mail                          405    405    405    405    405    405
POST /organisations/{employer}/invitations/mail                          404    404    404    403    302    404
GET  /organisations/{employer}/invitations/{work_invitation}/withdrawal  405    405    405    405    405    405
POST /organisations/{employer}/invitations/{work_invitation}/withdrawal  404    404    404    403    302    404
POST /organisations/{employer}/invitations/{rival_work_invitation}/withdrawal 404    404    404    403    404    404
GET  /organisations/{employer}/lists                                     404    404    404    403    200    404
POST /organisations/{employer}/lists                                     404    404    404    403    422    404
GET  /organisations/{employer}/lists/example.csv                         404    404    404    403    200    404
POST /organisations/{employer}/lists/example.csv                         405    405    405    405    405    405
GET  /organisations/{employer}/lists/{list}                              404    404    404    403    200    404
POST /organisations/{employer}/lists/{list}                              404    404    404    403    422    404
GET  /organisations/{employer}/lists/{list}/confirmation                 405    405    405    405    405    405
POST /organisations/{employer}/lists/{list}/confirmation                 404    404    404    403    409    404
POST /organisations/{employer}/lists/{list_right}/confirmation           404    404    404    403    302    404
GET  /organisations/{employer}/lists/{list}/removal                      405    405    405    405    405    405
POST /organisations/{employer}/lists/{list}/removal                      404    404    404    403    302    404
GET  /organisations/{employer}/lists/{list_done}                         404    404    404    403    302    404
GET  /organisations/{employer}/lists/{list_done}/missing                 404    404    404    403    200    404
GET  /organisations/{employer}/lists/{list}/missing                      404    404    404    403    302    404
POST /organisations/{employer}/lists/{list_done}/missing                 404    404    404    403    302    404
GET  /organisations/{rival}/lists/{list}                                 404    404    404    404    404    404
"""
