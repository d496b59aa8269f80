"""Language models: what they read, how good they are, what they write.

==========================  ======================================================
targets.py                  inputs from targets
loss.py                     the loss, and its gradient
sentence_probability.py     the probability of a sentence
perplexity.py               the loss as a number of words
bits_per_character.py       the loss in bits
corpus.py                   both, of many sentences together
novelty.py                  the share of written texts that are new
temperature.py              bolder or more careful than the model says
top_k.py                    only the likeliest words
unknown.py                  without the unknown word
drawing.py                  one index from a distribution
sampling.py                 a whole text, step by step
batches.py                  a long text in batches that follow each other
bigram.py                   the next word from the one before, by counting
train_step.py               forward, backward, clip, move
==========================  ======================================================
"""
