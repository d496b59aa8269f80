"""The quiz at the end of chapter 3."""

from autograder.exercises.quiz import quiz

EXERCISE = quiz(
    "backward_quiz",
    "03_backprop",
    answers="cbadb",
    reasons=[
        "Step t adds dz⟨t⟩ a⟨t−1⟩ᵀ. The gradient of step 6 walks back through all steps, "
        "but step 1 multiplies it with a⟨0⟩ = 0. So steps 2 to 6 add something.",
        "A wrong sign is n = −g. The difference is then ‖2g‖ / (‖g‖ + ‖g‖) = 1, exactly. "
        "Twice too large would give 1/3.",
        "The norm of (3, 4) is √(9 + 16) = 5, and the limit is 1. So every entry is divided "
        "by 5: (0.6, 0.8), which points the same way and has length 1.",
        "The windows are steps 1 to 10 and 11 to 20. Forward, the state walks through the "
        "cut. Backward, the gradient of step 13 ends at step 11 and does not reach step 8.",
        "One step back has two factors, the slope and W_aa. ReLU makes the slope of an "
        "active unit 1. The other factor is as before, and can still shrink or stretch.",
    ],
    wrong=[
        {
            "a": "you would have a network without a way back in time. The loss of step 6 depends "
            "on a⟨5⟩, which was made with the same W_aa.",
            "b": "you would be right if a⟨0⟩ were not 0. Write down what step 1 adds: dz⟨1⟩ times "
            "a⟨0⟩ᵀ.",
            "d": "you would leave out the step at which the loss is, and count one that adds 0. "
            "Write down dz⟨t⟩ a⟨t−1⟩ᵀ for t = 6 and for t = 1.",
        },
        {
            "a": "you would see some number between 0 and 1, by chance never 1. Put n = −g into "
            "the formula.",
            "c": "you would see 1/3. Put n = 2 g into the formula.",
            "d": "you would see a very small number. Rounding cannot give the largest value that "
            "there is.",
        },
        {
            "b": "you would have clipped each entry by itself, and the arrow would have turned: "
            "(1, 1) is not parallel to (3, 4).",
            "c": "you would have divided by the largest entry. Compute the length of (0.75, 1).",
            "d": "you would have divided by 25, the sum of squares. The norm is its root.",
        },
        {
            "a": "you would count the distance and forget where the cuts lie. Write down the "
            "first and last step of each window.",
            "b": "you would cut the forward pass too. Ask which of the two passes the truncation "
            "touches.",
            "c": "you would let the gradient cross into the next window. Write down the first and "
            "last step of each window.",
        },
        {
            "a": "you would need a bound on the product of the steps. The slope 1 takes the "
            "factor of tanh away and leaves that of W_aa.",
            "c": "you would need a slope below 1. Write down the slope of ReLU where its input is "
            "positive.",
            "d": "you would need to know W_aa. Ask what an active unit hands on when W_aa is small.",
        },
    ],
)
