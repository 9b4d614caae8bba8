import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("files", "0001_initial"),
        ("records", "0002_demands"),
    ]

    operations = [
        migrations.RemoveField(model_name="demand", name="paper"),
        migrations.AddField(
            model_name="demand",
            name="scan",
            field=models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="files.storedfile",
            ),
        ),
    ]
