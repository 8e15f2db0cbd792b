"""A stored file as an answer: to be kept, never to be run or shown within the site."""

from django.http import FileResponse

from relations.models import Document


def served(document: Document) -> FileResponse | None:
    """Answer with the file of a document that its reader may see; None where it is not there."""
    try:
        file = document.file.open("rb")
    except (OSError, ValueError):  # gone from the disk, or never put there
        return None
    response = FileResponse(
        file,
        as_attachment=True,
        filename=document.file_name or document.title,
        content_type=document.content_type or "application/octet-stream",
    )
    response["X-Content-Type-Options"] = "nosniff"
    response["Content-Security-Policy"] = "default-src 'none'; sandbox"
    return response
