"""Index the words of minutes, statements and whatever else is told in sentences."""

from django.db import migrations

from relations.migrations import _texts


class Migration(migrations.Migration):
    dependencies = [
        ("relations", "0007_search"),
    ]

    operations = [
        migrations.RunSQL(_texts.WORDS, _texts.DROP_WORDS),
        migrations.RunSQL(_texts.ASKED, _texts.DROP_ASKED),
        *(
            migrations.RunSQL(*_texts.index(model, columns))
            for model, columns in _texts.INDEXED.items()
        ),
    ]
