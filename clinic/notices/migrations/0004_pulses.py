from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("notices", "0003_sends_and_heartbeat")]

    operations = [
        migrations.AddField(
            model_name="outboxitem", name="due_at", field=models.DateTimeField(null=True)
        ),
        migrations.CreateModel(
            name="OutboxGauge",
            fields=[
                ("name", models.CharField(max_length=20, primary_key=True, serialize=False)),
                ("at", models.DateTimeField()),
                ("waiting", models.PositiveIntegerField()),
                ("failed", models.PositiveIntegerField()),
                ("refused", models.PositiveIntegerField()),
                ("oldest_mail", models.DateTimeField(null=True)),
            ],
        ),
        # What "beat" said until now is said by "turn"; beat writes its own from its next tick on.
        migrations.RunSQL(
            "UPDATE notices_heartbeat SET name = 'turn' WHERE name = 'beat'",
            migrations.RunSQL.noop,
        ),
    ]
