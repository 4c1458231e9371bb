"""What `kring/web/plans/urls.py` has, in the form that the folder's docstring tells."""

from collections.abc import Mapping
from typing import Final

SENT: Final[Mapping[str, Mapping[str, str]]] = {
    "organisations/<slug:slug>/plans/<key:key>/wishes": {"what": "hire", "need": "", "how": "never"},
    "organisations/<slug:slug>/plans/<key:key>/offers": {"need": "{plan_gap}", "person": "{planner_key}"},
}
TABLE: Final = """
# Plans                                                                  nobody stan   noor   mees   hanna  olga
GET  /work/offers                                                             in     200    200    200    200    200
POST /work/offers                                                             405    405    405    405    405    405
GET  /work/offers/{plan_offer}                                                in     404    404    200    404    404
POST /work/offers/{plan_offer}                                                405    405    405    405    405    405
GET  /work/offers/{plan_offer}/answer                                         405    405    405    405    405    405
POST /work/offers/{plan_offer}/answer                                         in     404    404    302    404    404
GET  /organisations/{employer}/plans                                          404    404    404    403    200    404
POST /organisations/{employer}/plans                                          405    405    405    405    405    405
GET  /organisations/{rival}/plans                                             404    404    200    404    404    404
GET  /organisations/{employer}/plans/new                                      404    404    404    403    200    404
POST /organisations/{employer}/plans/new                                      404    404    404    403    422    404
GET  /organisations/{employer}/plans/compared?scenario={scenario}&scenario={scenario_plain} 404 404 404 403 200 404
GET  /organisations/{employer}/plans/compared                                 404    404    404    403    422    404
POST /organisations/{employer}/plans/compared                                 405    405    405    405    405    405
GET  /organisations/{employer}/plans/{scenario}                               404    404    404    403    200    404
POST /organisations/{employer}/plans/{scenario}                               405    405    405    405    405    405
GET  /organisations/{employer}/plans/{scenario_plain}                         404    404    404    403    200    404
GET  /organisations/{employer}/plans/{scenario_running}                       404    404    404    403    200    404
GET  /organisations/{rival}/plans/{scenario}                                  404    404    404    404    404    404
GET  /organisations/{employer}/plans/{scenario}/limits                        404    404    404    403    200    404
POST /organisations/{employer}/plans/{scenario}/limits                        404    404    404    403    422    404
GET  /organisations/{employer}/plans/{scenario}/prices                        404    404    404    403    200    404
POST /organisations/{employer}/plans/{scenario}/prices                        404    404    404    403    302    404
GET  /organisations/{employer}/plans/{scenario}/prices/list                   404    404    404    403    200    404
POST /organisations/{employer}/plans/{scenario}/prices/list                   404    404    404    403    422    404
GET  /organisations/{employer}/plans/{scenario}/copies                        405    405    405    405    405    405
POST /organisations/{employer}/plans/{scenario}/copies                        404    404    404    403    422    404
GET  /organisations/{employer}/plans/{scenario}/runs                          405    405    405    405    405    405
POST /organisations/{employer}/plans/{scenario}/runs                          404    404    404    403    302    404
GET  /organisations/{employer}/plans/{scenario}/progress                      404    404    404    403    200    404
POST /organisations/{employer}/plans/{scenario}/progress                      405    405    405    405    405    405
GET  /organisations/{employer}/plans/{scenario_running}/progress              404    404    404    403    200    404
GET  /organisations/{employer}/plans/{scenario}/cancellation                  405    405    405    405    405    405
POST /organisations/{employer}/plans/{scenario}/cancellation                  404    404    404    403    302    404
POST /organisations/{employer}/plans/{scenario_running}/cancellation          404    404    404    403    302    404
GET  /organisations/{employer}/plans/{scenario}/wishes                        405    405    405    405    405    405
POST /organisations/{employer}/plans/{scenario}/wishes                        404    404    404    403    302    404
GET  /organisations/{employer}/plans/{scenario}/wishes/{plan_wish}/removal    405    405    405    405    405    405
POST /organisations/{employer}/plans/{scenario}/wishes/{plan_wish}/removal    404    404    404    403    302    404
GET  /organisations/{employer}/plans/{scenario}/openings/{plan_gap}           404    404    404    403    200    404
POST /organisations/{employer}/plans/{scenario}/openings/{plan_gap}           404    404    404    403    422    404
GET  /organisations/{employer}/plans/{scenario_plain}/openings/{plan_gap}     404    404    404    403    404    404
GET  /organisations/{employer}/plans/{scenario}/openings/{plan_opening}/removal 405    405    405    405    405    405
POST /organisations/{employer}/plans/{scenario}/openings/{plan_opening}/removal 404    404    404    403    302    404
GET  /organisations/{employer}/plans/{scenario}/assignments/{plan_gap}        404    404    404    403    200    404
POST /organisations/{employer}/plans/{scenario}/assignments/{plan_gap}        404    404    404    403    422    404
GET  /organisations/{employer}/plans/{scenario_plain}/assignments/{plan_gap}  404    404    404    403    404    404
GET  /organisations/{employer}/plans/{scenario}/assignments/{assignment_draft}/removal 405  405  405  405  405  405
POST /organisations/{employer}/plans/{scenario}/assignments/{assignment_draft}/removal 404  404  404  403  302  404
GET  /organisations/{employer}/plans/{scenario}/offers                        405    405    405    405    405    405
POST /organisations/{employer}/plans/{scenario}/offers                        404    404    404    403    302    404
GET  /organisations/{employer}/plans/{scenario}/offers/{plan_offer}/removal   405    405    405    405    405    405
POST /organisations/{employer}/plans/{scenario}/offers/{plan_offer}/removal   404    404    404    403    302    404
GET  /organisations/{employer}/plans/{scenario}/plan.xlsx                     404    404    404    403    200    404
POST /organisations/{employer}/plans/{scenario}/plan.xlsx                     405    405    405    405    405    405
GET  /organisations/{employer}/plans/{scenario}/plan.pdf                      404    404    404    403    200    404
POST /organisations/{employer}/plans/{scenario}/plan.pdf                      405    405    405    405    405    405
GET  /organisations/{employer}/plans/{scenario_plain}/plan.pdf                404    404    404    403    404    404
GET  /organisations/{employer}/plans/{scenario}/removal                       405    405    405    405    405    405
POST /organisations/{employer}/plans/{scenario}/removal                       404    404    404    403    302    404
"""
