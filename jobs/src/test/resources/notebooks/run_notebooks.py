"""Runs notebooks from top to bottom, and writes them with what they show: run_notebooks.py FROM TO. The workspace is that of
TRIBUTARY_WORKSPACE. They share a kernel, which forgets everything in between: to start one takes longer than to run a notebook."""

import sys
from pathlib import Path

import nbformat
from jupyter_client.manager import start_new_kernel
from nbclient import NotebookClient
from nbclient.exceptions import CellExecutionError

SECONDS_PER_CELL = 120

source, target = Path(sys.argv[1]), Path(sys.argv[2])
target.mkdir(parents=True, exist_ok=True)
manager, channels = start_new_kernel(kernel_name="python3", cwd=str(source))
failed = False
try:
    for path in sorted(source.glob("*.ipynb")):
        notebook = nbformat.read(path, as_version=4)
        notebook.cells.insert(0, nbformat.v4.new_code_cell("%reset -f"))
        client = NotebookClient(notebook, km=manager, timeout=SECONDS_PER_CELL)
        client.kc = channels
        try:
            with client.setup_kernel(cleanup_kc=False):
                for index, cell in enumerate(notebook.cells):
                    client.execute_cell(cell, index)
        except CellExecutionError as error:
            failed = True
            print(f"{path.name}: {error}")
        nbformat.write(notebook, target / path.name)
finally:
    channels.stop_channels()
    manager.shutdown_kernel(now=True)
sys.exit(1 if failed else 0)
