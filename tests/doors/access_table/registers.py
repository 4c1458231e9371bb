"""What `kring/web/registers/urls.py` has, in the form that the folder's docstring tells."""

from typing import Final

TABLE: Final = """
# Registrations and dossiers: hers alone, but for whom she gives a link    nobody stan   noor   mees   hanna  olga
GET  /learning/registrations/new                                         in     200    200    200    200    200
POST /learning/registrations/new                                         in     422    422    422    422    422
GET  /learning/registrations/{held}                                      in     404    404    200    404    404
POST /learning/registrations/{held}                                      in     404    404    422    404    404
GET  /learning/registrations/{held}/removal                              in     404    404    200    404    404
POST /learning/registrations/{held}/removal                              in     404    404    302    404    404
GET  /learning/registrations/{held}/statuses                             405    405    405    405    405    405
POST /learning/registrations/{held}/statuses                             in     404    404    422    404    404
GET  /learning/registrations/{held}/statuses/{leave}/removal             405    405    405    405    405    405
POST /learning/registrations/{held}/statuses/{leave}/removal             in     404    404    302    404    404
GET  /learning/dossiers                                                  in     200    200    200    200    200
POST /learning/dossiers                                                  405    405    405    405    405    405
GET  /learning/dossiers/{held}                                           in     404    404    200    404    404
POST /learning/dossiers/{held}                                           405    405    405    405    405    405
GET  /learning/dossiers/{held}/closure?for={closed}                      in     404    404    200    404    404
GET  /learning/dossiers/{held}/closure                                   in     404    404    404    404    404
POST /learning/dossiers/{held}/closure?for={closed}                      in     404    404    302    404    404
GET  /learning/dossiers/{held}/claims/{line}                             in     404    404    200    404    404
POST /learning/dossiers/{held}/claims/{line}                             in     404    404    302    404    404
GET  /learning/dossiers/{held}/submission                                in     404    404    200    404    404
POST /learning/dossiers/{held}/submission                                in     404    404    422    404    404
GET  /learning/dossiers/{held}/openings                                  in     404    404    200    404    404
POST /learning/dossiers/{held}/openings                                  in     404    404    422    404    404
GET  /learning/dossiers/{held}/statements                                in     404    404    200    404    404
POST /learning/dossiers/{held}/statements                                in     404    404    302    404    404
GET  /learning/openings/{link}                                           in     404    404    200    404    404
POST /learning/openings/{link}                                           405    405    405    405    405    405
GET  /learning/openings/{link}/withdrawal                                in     404    404    200    404    404
POST /learning/openings/{link}/withdrawal                                in     404    404    302    404    404
GET  /learning/statements/{statement}.pdf                                in     404    404    200    404    404
POST /learning/statements/{statement}.pdf                                405    405    405    405    405    405
GET  /learning/statements/{statement}.zip                                in     404    404    200    404    404
POST /learning/statements/{statement}.zip                                405    405    405    405    405    405
GET  /learning/submissions/{submission}                                  in     404    404    200    404    404
POST /learning/submissions/{submission}                                  in     404    404    422    404    404
GET  /learning/submissions/{submission}/withdrawal                       405    405    405    405    405    405
POST /learning/submissions/{submission}/withdrawal                       in     404    404    302    404    404
GET  /dossiers/{opened}                                                  200    200    200    200    200    200
GET  /dossiers/made-up                                                   404    404    404    404    404    404
POST /dossiers/{opened}                                                  405    405    405    405    405    405
GET  /dossiers/{opened}/evidence/{evidence}                              200    200    200    200    200    200
GET  /dossiers/{opened}/evidence/{missing}                               404    404    404    404    404    404
POST /dossiers/{opened}/evidence/{evidence}                              405    405    405    405    405    405

# The desk of who reviews for a register: hanna, for NIVRE                 nobody stan   noor   mees   hanna  olga
GET  /review                                                             in     404    404    404    200    404
POST /review                                                             405    405    405    405    405    405
GET  /review/schemes/nivre                                               in     404    404    404    200    404
GET  /review/schemes/pmi                                                 in     404    404    404    404    404
POST /review/schemes/nivre                                               405    405    405    405    405    405
GET  /review/schemes/nivre/samples                                       in     404    404    404    200    404
POST /review/schemes/nivre/samples                                       in     404    404    404    422    404
GET  /review/samples/{sample}                                            in     404    404    404    200    404
POST /review/samples/{sample}                                            405    405    405    405    405    405
GET  /review/submissions/{submission}                                    in     404    404    404    200    404
POST /review/submissions/{submission}                                    in     404    404    404    422    404
GET  /review/submissions/{submission}/evidence/{evidence}                in     404    404    404    200    404
POST /review/submissions/{submission}/evidence/{evidence}                405    405    405    405    405    405
"""
