"""The quiz at the end of chapter 6."""

from autograder.exercises.quiz import quiz

EXERCISE = quiz(
    "lstm_quiz",
    "06_lstm",
    answers="cadbb",
    wrong=[
        {
            "a": "you would forget: Γ_f = 0 multiplies the old memory by 0.",
            "b": "you would keep the old value and add the candidate to it at every step.",
            "d": "you would empty the memory and write nothing. Put both gates into the formula "
            "of c⟨t⟩.",
        },
        {
            "b": "you would be right for a⟨t⟩, which is Γ_o times a tanh. Ask what keeps a sum in "
            "bounds.",
            "c": "you would be right for a gate. The memory is a sum of many products.",
            "d": "you would need a candidate below 1 and Γ_f below 1 at the same time, always. Let "
            "Γ_f = Γ_u = 1 and c̃ = 0.9 for three steps.",
        },
        {
            "a": "you would have 1 without the gate. Along the memory each step back multiplies by "
            "the gate beside c⟨t−1⟩.",
            "b": "you would count the road through a⟨t−1⟩ as well. The question asks for the road "
            "along the memory alone.",
            "c": "you would pass a tanh. Look for one on the road from c⟨t⟩ to c⟨t−1⟩.",
        },
        {
            "a": "you would change what is written. Ask which gate decides what stays.",
            "c": "you would set a gate by hand for good. A bias is only where learning starts.",
            "d": "you would change what is shown; the memory behind it would fade as before.",
        },
        {
            "a": "you would count one matrix too many for the GRU. Count its W: r, u and c.",
            "c": "you would swap the two. Count the W of each cell: f, u, c, o, and r, u, c.",
            "d": "you would compare with an RNN, which has one W. The GRU has three.",
        },
    ],
)
