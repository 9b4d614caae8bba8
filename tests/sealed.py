"""Uploads as they reach a form: sealed by the real handler."""

from io import BytesIO

from pypdf import PdfWriter

from clinic.files.uploads import SealedUpload, SealingUploadHandler


def _blank_page() -> bytes:
    writer, target = PdfWriter(), BytesIO()
    writer.add_blank_page(width=595, height=842)
    writer.write(target)
    return target.getvalue()


PDF = _blank_page()


def sealed_upload(content: bytes, name: str) -> SealedUpload:
    """Send bytes through the upload handler as a browser's request would."""
    handler = SealingUploadHandler()
    handler.new_file("upload", name, "application/octet-stream", len(content))
    for start in range(0, len(content), handler.chunk_size):
        handler.receive_data_chunk(content[start : start + handler.chunk_size], start)
    return handler.file_complete(len(content))


def sealed_pdf(name: str = "notice.pdf") -> SealedUpload:
    return sealed_upload(PDF, name)
