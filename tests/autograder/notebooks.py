"""Small changes to a notebook, for tests."""


def replace_code(notebook, name, source):
    """Put `source` into the solution cell of an exercise; returns the notebook."""
    for cell in notebook.cells:
        if cell.metadata.get("nbgrader", {}).get("grade_id") == f"{name}_code":
            cell.source = source
    return notebook
