"""The quiz at the end of chapter 0."""

from autograder.exercises.quiz import quiz

EXERCISE = quiz(
    "start_here_quiz",
    "00_start_here",
    answers="cbacb",
    reasons=[
        "The line got says what the function gave: the shape (2,). That is one axis with "
        "two numbers on it.",
        "Every column is an example, and m counts the columns. The message says m = 3.",
        "The check calls the function that is in memory, and a new text gets there only "
        "when its cell is run. So an old message comes from the old function.",
        "The file keeps code and results, the memory is gone. np is known again once the "
        "cell with its import has run.",
        "Each part has points of its own. Three right parts of one point each are 3 of 4 points.",
    ],
    wrong=[
        {
            "a": "you would have read what was expected. What the function gave stands behind got.",
            "b": "you would see a single number there. A shape (k,) says that there are k of them.",
        },
        {
            "a": "you would have counted the rows. Columns are examples, and m counts the columns.",
            "c": "you would have counted all numbers of the array. A column is one example.",
        },
        {
            "b": "you would look for a memory in the check. It has none: it runs the function that "
            "the memory of the page holds. Say which one that is.",
            "c": "you would get another message from another mistake, or at least other numbers. "
            "Ask which function the check has seen.",
        },
        {
            "a": "you would miss what you have typed as well. Code and results are kept in the "
            "file; ask what is not.",
            "b": "you would have lost a program overnight. The first cell tells Python what np is; "
            "ask whether it has run today.",
        },
        {
            "a": "you would be right if there were no parts. Read what section 4 says about them.",
            "c": "you would get a point for a part that is wrong. Read what section 4 says.",
        },
    ],
)
