"""Benchmarks: `make bench`. One module a question, figures as ratios where possible."""
