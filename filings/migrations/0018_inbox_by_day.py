from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("filings", "0017_years_ahead"),
        ("people", "0003_access_tokens"),
        ("tenancy", "0002_clinic_packs_mark"),
    ]

    operations = [
        migrations.RemoveIndex(
            model_name="reminder",
            name="filings_reminder_inbox",
        ),
        migrations.AddIndex(
            model_name="reminder",
            index=models.Index(
                condition=models.Q(("channel", "inbox"), ("current", True)),
                fields=["clinic", "recipient", "-unread", "counted_to", "id"],
                name="filings_reminder_in_order",
            ),
        ),
    ]
