"""What decides about agreements: which version is in force on a day (`terms`), and who may take a seat (`seats`)."""
