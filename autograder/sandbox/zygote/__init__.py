"""What runs inside the sandbox: a warm Python process, and a confined child of it per submission.

This folder alone is shown to the sandbox, so its modules import the standard library, IPython and
each other, and nothing else of ours. It holds no answers and no secrets.
"""
