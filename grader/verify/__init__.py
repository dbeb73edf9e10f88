"""Is an exercise to be trusted? Its solutions, its limits and its tests, tried.

solutions --> runs: each built once, judged several times --> stated: what was stated against what came
                                                          --> limits: the time limit against the slowest that is right
accepted solution --> operators --> mutants --> mutation: built and judged until a testcase kills each
                                                  |
                                                  v
                                          documents.Verification
"""
