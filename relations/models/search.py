"""The index of the search: what is derived from records, and nothing of its own."""

from typing import ClassVar

from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex
from django.contrib.postgres.search import SearchVectorField
from django.db import models
from django.utils.translation import gettext_lazy as _

from relations.models.base import Confidentiality, one_of

SIGNATURE_BITS = 192


class BitField(models.Field):
    """A string of bits of fixed length, read and written as text of noughts and ones."""

    def __init__(self, *args: object, length: int, **options: object) -> None:
        self.length = length
        super().__init__(*args, **options)  # type: ignore[arg-type]

    def deconstruct(self) -> tuple[str, str, list[object], dict[str, object]]:
        name, path, args, options = super().deconstruct()
        return name, path, list(args), {**options, "length": self.length}

    def db_type(self, connection: object) -> str:
        return f"bit({self.length})"


class SearchKind(models.TextChoices):
    CONTACT = "contact", _("contact")
    INSTITUTION = "institution", _("institution")
    EVENT = "event", _("event")
    SERIES = "series", _("series")
    AGREEMENT = "agreement", _("agreement")
    TOPIC = "topic", _("topic")
    SOURCE = "source", _("source")


class SearchDocument(models.Model):
    """What one record is found by; its id is the record's.

    ``names`` stand one a line, the display name first; ``hints`` are words of what the record
    belongs to, each line begun by the first letter of the level it may be seen at. The level,
    teams and readers are the record's, so that no join is needed to leave out what is hidden.
    Beside the records' own tables, so that their updates stay cheap; written in the same
    transaction as the record (``relations.search.keeping``).
    """

    id = models.UUIDField(primary_key=True, editable=False)
    kind = models.CharField(max_length=11, choices=SearchKind)
    names = models.TextField()
    hints = models.TextField(blank=True)
    signature = BitField(length=SIGNATURE_BITS)
    keys = SearchVectorField()
    confidentiality = models.CharField(max_length=10, choices=Confidentiality)
    teams = ArrayField(models.UUIDField(), default=list)
    readers = ArrayField(models.BigIntegerField(), default=list)
    version = models.PositiveSmallIntegerField()

    guarded_by: ClassVar[tuple[str, ...]] = ()

    class Meta:
        default_permissions = ()
        indexes = [GinIndex(fields=["keys"], name="searchdocument_keys", fastupdate=False)]
        constraints = [
            one_of("kind", SearchKind, "searchdocument"),
            one_of("confidentiality", Confidentiality, "searchdocument"),
        ]

    def __str__(self) -> str:
        return self.names.partition("\n")[0]


class SearchWord(models.Model):
    """A word of some record that is not restricted, for what is mistyped.

    ``near`` holds hashes of the word and of it less one letter: two words share one if they
    are one edit apart. Words are never taken away but by a rebuilding of the index.
    """

    word = models.CharField(max_length=60, primary_key=True)
    public = models.BooleanField()
    near = ArrayField(models.IntegerField())

    guarded_by: ClassVar[tuple[str, ...]] = ()

    class Meta:
        default_permissions = ()
        indexes = [GinIndex(fields=["near"], name="searchword_near", fastupdate=False)]

    def __str__(self) -> str:
        return self.word
