from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("notices", "0004_pulses"),
    ]

    operations = [
        migrations.AddField(
            model_name="outboxgauge",
            name="in_doubt",
            field=models.PositiveIntegerField(default=0),
        ),
    ]
