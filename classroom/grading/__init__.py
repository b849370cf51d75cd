"""Grade a class: answers run in a process that knows no check, and checks run in a process that runs no answer.

`submissions` takes the answers out of what was handed in, `slices` finds what of the chapter they need, `judging` puts each
answer before the course's own check, `answering` is the process in which the answers run, `peer` and `values` are how the
two talk, `confine` is what keeps that process from everything else, `room` is the part of the course that it sees, `run`
spreads a class over cores or a cluster, and `feedback` writes what comes out.
"""
