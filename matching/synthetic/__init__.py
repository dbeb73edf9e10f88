"""Schools that nobody goes to, but that look like ones: drawn from a seed, of any size, for tests and measurements.

campuses -> people (languages, levels, weeks) -> projects and who stands where -> teams and submissions -> School
"""

from matching.synthetic.school import synthetic_policy, synthetic_school

__all__ = ["synthetic_policy", "synthetic_school"]
