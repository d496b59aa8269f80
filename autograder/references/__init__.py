"""References in the words of a chapter, where rnn_ref has a shorter way to the same numbers.

Misconceptions edit the text of these functions. Each equals the function of its name in rnn_ref.
"""
