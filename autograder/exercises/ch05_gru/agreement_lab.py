"""Predictions about a network that learns agreement, before it is trained."""

from autograder.exercises.quiz import quiz

EXERCISE = quiz(
    "agreement_lab",
    "05_gru",
    answers="dbca",
    reasons=[
        "The last noun is an object, drawn from 4 singular and 4 plural forms whatever the "
        "subject is. So its number is that of the subject in about half of the sentences.",
        "At the subject its number has to get in. A large Γ_u at a later word would "
        "overwrite it, and the gap comes last.",
        "Inside σ stand x⟨t⟩ and a⟨t−1⟩. The same word in another state gives another sum, "
        "so the gate can open at the subject and stay shut at an object.",
        "Each word leaves 1 − 0.01 = 0.99 of what was there, and 0.99^35 = 0.70.",
    ],
    wrong=[
        {
            "a": "you would need the last noun always to differ from the subject. Ask how its "
            "number is drawn.",
            "b": "you would need the last noun to differ three times out of four. Read in "
            "`sentence` how an object is drawn.",
            "c": "you would need the last noun always to agree with the subject. Read in "
            "`sentence` how an object is drawn.",
        },
        {
            "a": "you would overwrite the number of the subject with that of the last object. Ask "
            "what the gap needs.",
            "c": "you would write at the gap, when the subject is long gone. Ask what stands in "
            "the memory until then.",
            "d": "you would write at a comma, where nothing is known of a number. Put Γ_u = 1 "
            "into the equation, and ask where the memory then comes from.",
        },
        {
            "a": "you would be right if the gate read x⟨t⟩ alone. Write down what stands inside σ.",
            "b": "you would need a clock among the inputs. Look for t in the equations.",
            "d": "you would need the loss during the forward pass. It speaks in the way back only, "
            "and then about the weights.",
        },
        {
            "b": "you would take 35 from 100 in some way. Each word leaves 0.99 of what the word "
            "before left: multiply, 35 times.",
            "c": "you would keep what the gate writes, and lose what it leaves. One word leaves 1 "
            "- Γ_u.",
            "d": "you would be right after a single word. Take the 35th power.",
        },
    ],
)
