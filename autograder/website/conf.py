"""Sphinx's settings for the website. `python start.py website` runs Sphinx with them."""

project = "Recurrent networks, by writing them"
author = "the authors of the course"
copyright = f"{author}. MIT licence"  # noqa: A001 (the name is Sphinx's)
language = "en"
html_title = project
extensions = [
    "myst_nb",
    "sphinx.ext.autodoc",
    "sphinx.ext.napoleon",
    "autograder.website.extension",
]

# ---- chapters and manual: Markdown and notebooks -------------------------------------------------
# The build has run the notebooks already, with a cache that knows what else they depend on.
nb_execution_mode = "off"
nb_ipywidgets_js = {}  # myst-nb would load its widgets' scripts from another host
nb_merge_streams = True
nb_render_markdown_format = "myst"
myst_enable_extensions = ["dollarmath", "amsmath"]
myst_heading_anchors = 4
myst_update_mathjax = False
html_math_renderer = "mathml"
source_suffix = {".md": "myst-nb", ".ipynb": "myst-nb", ".rst": "restructuredtext"}

# ---- reference -----------------------------------------------------------------------------------
add_module_names = False
autodoc_typehints = "signature"
napoleon_numpy_docstring = False
napoleon_use_ivar = True
python_use_unqualified_type_names = True
toc_object_entries_show_parents = "hide"

# ---- look ----------------------------------------------------------------------------------------
html_theme = "sphinx_book_theme"
html_static_path = ["static"]
templates_path = ["templates"]
html_css_files = ["site.css"]
html_js_files = ["live.js"]
html_favicon = "static/icon.svg"
html_context = {"default_mode": "auto"}  # light or dark, as the reader's system says
highlight_language = "none"  # where Markdown names no language
html_copy_source = False
html_show_sphinx = False
html_use_index = True
html_domain_indices = False
html_theme_options = {
    "logo": {"text": project},
    "use_download_button": False,
    "use_fullscreen_button": False,
    "navbar_persistent": [],  # the search stands in the side bar
    "show_navbar_depth": 1,
    "show_toc_level": 2,
    "home_page_in_toc": True,
    "pygments_light_style": "a11y-high-contrast-light",
    "pygments_dark_style": "a11y-high-contrast-dark",
}
