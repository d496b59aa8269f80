"""Everything that relies on what nbgrader does not document.

A new version of nbgrader may change it without a word. Each file here is about one thing, and says
why it is needed. `relied_on` lists every name with what to look at when it has gone; a test holds
the list against the nbgrader that is installed.
"""
