from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("filings", "0016_appearances")]

    operations = [
        migrations.AddIndex(
            model_name="deadline",
            index=models.Index(
                condition=models.Q(("ladder", "yearly"), ("status", "open")),
                fields=["clinic", "remind_by"],
                name="filings_deadline_yearly",
            ),
        ),
    ]
