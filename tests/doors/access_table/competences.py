"""What `kring/web/competences/urls.py` has, in the form that the folder's docstring tells."""

from typing import Final

TABLE: Final = """
# Competences                                                            nobody stan   noor   mees   hanna  olga
GET  /competences                                                        200    200    200    200    200    200
POST /competences                                                        405    405    405    405    405    405
GET  /competences?q=heron                                                200    200    200    200    200    200
GET  /competences/found                                                  200    200    200    200    200    200
POST /competences/found                                                  405    405    405    405    405    405
GET  /competences/levels                                                 200    200    200    200    200    200
POST /competences/levels                                                 405    405    405    405    405    405
GET  /competences/words                                                  200    200    200    200    200    200
GET  /competences/words?q=heron                                          200    200    200    200    200    200
POST /competences/words                                                  405    405    405    405    405    405
GET  /competences/items/{skill}                                          200    200    200    200    200    200
POST /competences/items/{skill}                                          405    405    405    405    405    405
GET  /competences/items/{own_skill}                                      404    404    404    200    200    404
GET  /competences/items/{missing}                                        404    404    404    404    404    404
GET  /competences/items/{skill}/names                                    405    405    405    405    405    405
POST /competences/items/{skill}/names                                    in     422    422    422    422    422
POST /competences/items/{own_skill}/names                                in     404    404    422    422    404
GET  /competences/items/{skill}/choice                                   405    405    405    405    405    405
POST /competences/items/{skill}/choice                                   in     302    302    302    302    302
POST /competences/items/{own_skill}/choice                               in     404    404    302    302    404
POST /competences/items/{missing}/choice                                 in     404    404    404    404    404
GET  /competences/names/{name}/acceptance                                405    405    405    405    405    405
POST /competences/names/{name}/acceptance                                in     404    404    404    404    302
POST /competences/names/{own_name}/acceptance                            in     404    404    404    302    404
GET  /competences/names/{name}/refusal                                   405    405    405    405    405    405
POST /competences/names/{name}/refusal                                   in     404    404    404    404    302
POST /competences/names/{own_name}/refusal                               in     404    404    404    302    404
GET  /competences/frameworks                                             in     403    200    403    200    200
POST /competences/frameworks                                             in     403    422    403    422    422
GET  /competences/frameworks/{framework}                                 200    200    200    200    200    200
POST /competences/frameworks/{framework}                                 405    405    405    405    405    405
GET  /competences/frameworks/{own_framework}                             404    404    404    200    200    404
GET  /competences/frameworks/nothing-here                                404    404    404    404    404    404
GET  /competences/frameworks/{framework}/settings                        in     403    403    403    403    200
POST /competences/frameworks/{framework}/settings                        in     403    403    403    403    422
GET  /competences/frameworks/{own_framework}/settings                    in     404    404    403    200    404
POST /competences/frameworks/{own_framework}/settings                    in     404    404    403    422    404
GET  /competences/frameworks/{framework}/files                           in     403    403    403    403    200
POST /competences/frameworks/{framework}/files                           in     403    403    403    403    422
GET  /competences/frameworks/{own_framework}/files                       in     404    404    403    200    404
POST /competences/frameworks/{own_framework}/files                       in     404    404    403    422    404
GET  /competences/frameworks/{framework}/names                           in     403    403    403    403    200
POST /competences/frameworks/{framework}/names                           405    405    405    405    405    405
GET  /competences/frameworks/{own_framework}/names                       in     404    404    403    200    404
GET  /competences/frameworks/{own_framework}/files/{framework_file}      in     404    404    403    200    404
POST /competences/frameworks/{own_framework}/files/{framework_file}      405    405    405    405    405    405
GET  /competences/frameworks/{framework}/files/{framework_file}          in     403    403    403    403    404
GET  /competences/frameworks/{own_framework}/files/{framework_file}/confirmation  405    405    405    405    405    405
POST /competences/frameworks/{own_framework}/files/{framework_file}/confirmation  in     404    404    403    302    404
GET  /competences/frameworks/{own_framework}/files/{framework_file}/removal  405    405    405    405    405    405
POST /competences/frameworks/{own_framework}/files/{framework_file}/removal  in     404    404    403    302    404
GET  /competences/frameworks/{framework}/items.csv                       200    200    200    200    200    200
POST /competences/frameworks/{framework}/items.csv                       405    405    405    405    405    405
GET  /competences/frameworks/{own_framework}/items.csv                   404    404    404    200    200    404
GET  /competences/frameworks/{framework}/case.json                       200    200    200    200    200    200
POST /competences/frameworks/{framework}/case.json                       405    405    405    405    405    405
GET  /competences/frameworks/{own_framework}/case.json                   404    404    404    200    200    404
GET  /competences/frameworks/{framework}/mappings.csv                    200    200    200    200    200    200
POST /competences/frameworks/{framework}/mappings.csv                    405    405    405    405    405    405
GET  /competences/frameworks/{own_framework}/mappings.csv                404    404    404    200    200    404
"""
