"""What a circle keeps: talks, recordings, documents and links; and what came of these and of meetings."""
