from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("cases", "0002_close_reason"),
        ("filings", "0019_no_deadline_taken_back"),
        ("people", "0003_access_tokens"),
        ("tenancy", "0002_clinic_packs_mark"),
        ("vault", "0001_initial"),
    ]

    operations = [
        migrations.AddIndex(
            model_name="deadline",
            index=models.Index(
                condition=models.Q(
                    ("status", "open"),
                    models.Q(
                        ("by_rule__lt", models.F("outer")),
                        ("by_rule__gt", models.F("outer")),
                        ("contested", True),
                        _connector="OR",
                    ),
                ),
                fields=["clinic", "remind_by"],
                name="filings_deadline_disputed",
            ),
        ),
        migrations.AddIndex(
            model_name="deadline",
            index=models.Index(
                condition=models.Q(("by_rule__lt", models.F("target")), ("status", "open")),
                fields=["clinic", "by_rule"],
                name="filings_deadline_earlier",
            ),
        ),
    ]
