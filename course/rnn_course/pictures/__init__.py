"""The course's figures: `show` puts one on the page, `forward` draws chapter 2."""
