"""People in groups: inter-campus groups, rushes, and cohorts.

document -> problem (inter_campus, rush, cohorts) -> building: one member a group at a time -> exchange -> report
"""
