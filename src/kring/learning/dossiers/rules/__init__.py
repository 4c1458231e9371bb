"""What dossiers decide by themselves: how a review goes, who is drawn for an audit, when one is reminded. Pure."""
