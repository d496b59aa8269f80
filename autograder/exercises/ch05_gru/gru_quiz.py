"""The quiz at the end of chapter 5."""

from autograder.exercises.quiz import quiz

EXERCISE = quiz(
    "gru_quiz",
    "05_gru",
    answers="bcdac",
    reasons=[
        "c⟨t⟩ = Γ_u · candidate + (1 − Γ_u) · old memory = 0.9 · (−1) + 0.1 · 1 = −0.8.",
        "In PyTorch's equation z stands beside the old state, so z = 1 − Γ_u. With z = 0.9 "
        "the gate Γ_u is 0.1, and 0.9 of the memory is kept.",
        "With Γ_u = 0 the memory is 0 · candidate + 1 · old memory. Γ_r changes the "
        "candidate alone, and nothing of the candidate is taken.",
        "One W has 100 · (100 + 50) entries and one b has 100: together 15,100. There are "
        "three such pairs, for Γ_r, Γ_u and the candidate: 3 · 15,100 = 45,300.",
        "σ(−8) = 0.0003, so a step writes 0.0003 of its candidate. The gradient towards the "
        "candidate is as small, so there is hardly anything to learn from.",
    ],
    wrong=[
        {
            "a": "you would let the gate keep. Γ_u stands beside the candidate: 0.9 · (−1) + 0.1 · "
            "1.",
            "c": "you would need a gate of exactly 1. A tenth of the old memory is still there.",
            "d": "you would need a gate of a half. Write down both products and add them.",
        },
        {
            "a": "you would be right in a text where z = 1 overwrites. In PyTorch's equation z "
            "stands beside the old state.",
            "b": "you would speak of the reset gate, which torch calls r.",
            "d": "you would let z forget. In PyTorch's equation z stands beside the old state: it "
            "is the part that stays.",
        },
        {
            "a": "you would let the reset gate erase the memory. Look for Γ_r in the equation of "
            "c⟨t⟩.",
            "b": "you would be right if Γ_u were 1. The proposal is made; ask whether it is "
            "accepted.",
            "c": "you would need Γ_u = 0.5. Put 0 into the equation of c⟨t⟩.",
        },
        {
            "b": "you would count one set of weights. There are three: for the reset gate, the "
            "update gate and the candidate.",
            "c": "you would count the two gates and forget the candidate, which has weights too.",
            "d": "you would leave the biases out: three times 100 of them.",
        },
        {
            "a": "you would keep 0 for ever. A memory is of use only if something gets in.",
            "b": "you would need a factor above 1 on the way back. Compute 1 − σ(−8).",
            "d": "you would need a mix that leaves its two ends behind. Candidate and old memory "
            "lie between −1 and 1, and so does every mix of them.",
        },
    ],
)
