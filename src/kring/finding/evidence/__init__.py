"""What a person is able to do, and what shows it: facts out of the community, endorsements, her own words."""
