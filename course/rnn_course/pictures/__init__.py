"""The course's figures: `show` puts one on the page, `notation`, `forward` … draw a chapter each."""
