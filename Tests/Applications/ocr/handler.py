"""Gives scanned pages a layer of text."""

import logging
import shutil
import sys
import tempfile
from pathlib import Path

import ocrmypdf
import pikepdf

import store

SCANS = Path(__file__).parent / "inputs" / sys.implementation.cache_tag
logging.getLogger("ocrmypdf").setLevel(logging.ERROR)


def handler(event, context):
    """Recognise a page's text; the scan came with the function or lies in the store."""
    with tempfile.TemporaryDirectory() as folder:
        scan, result, words = Path(folder) / "scan.pdf", Path(folder) / "result.pdf", Path(folder) / "words.txt"
        if "key" in event:
            store.download(event["key"], scan)
        else:
            shutil.copy(SCANS / event.get("scan", "scan.pdf"), scan)
        with pikepdf.open(scan) as document:
            pages = len(document.pages)
        if event.get("operation") == "inspect":
            return {"ok": True, "pages": pages}
        ocrmypdf.ocr(scan, result, sidecar=words, output_type="pdf", progress_bar=False, jobs=1, use_threads=True)
        return {"ok": True, "pages": pages, "text": words.read_text(encoding="utf-8").split()}
