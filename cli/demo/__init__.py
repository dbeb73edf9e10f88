"""`peermill demo`: the main job on real parts, from a team's push to the pairing of evaluators.

cases -> school (people, teams, tokens) -> pushing (the real git client) -> table (live) -> round -> report
"""
