"""The guided report: one tree of questions, and what is read from and said of its answers.

`report.yaml` is the tree. `reading.tree()` is that tree, read and found sound; `checking.check` reads one answer;
`emergencies` finds the signs of danger and who to call; `saying` puts answers into words; `printed` makes the form on
paper and the script for the phone. Nothing here keeps anything, and nothing asks what time it is.
"""
