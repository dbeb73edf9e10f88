"""The vocabulary: verdicts, reports, runs, submissions, errors and ports. No I/O."""
