from pathlib import Path

import pytest

nbformat = pytest.importorskip("nbformat")
nbclient = pytest.importorskip("nbclient")
pytest.importorskip("matplotlib")

NOTEBOOK = Path(__file__).parents[1] / "notebooks" / "first-front.ipynb"


def test_the_notebook_ends_at_a_front_and_a_figure(tmp_path):
    notebook = nbformat.read(NOTEBOOK, as_version=4)
    client = nbclient.NotebookClient(notebook, timeout=300, resources={"metadata": {"path": str(tmp_path)}})
    client.execute()
    code = [cell for cell in notebook.cells if cell.cell_type == "code"]
    assert "gpt-s-" in code[2].outputs[0].text
    assert int(code[3].outputs[0].data["text/plain"]) > 50
    assert (tmp_path / "front.png").stat().st_size > 10_000
