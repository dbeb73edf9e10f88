"""`make bench`: what grading costs, as ratios to a baseline measured in the same run."""
