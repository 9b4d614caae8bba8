import django.db.models.deletion
from django.db import migrations, models

import clinic.tenancy.models

# What was asked before counted to the day that its deadline counts to now.
COUNTED = """
UPDATE filings_reminder AS r SET counted_to = d.remind_by
FROM filings_deadline AS d WHERE d.clinic_id = r.clinic_id AND d.id = r.deadline_id;
DELETE FROM filings_reminder WHERE counted_to IS NULL;
UPDATE filings_reminder SET asked_as = 'supervisor' WHERE escalated;
"""


class Migration(migrations.Migration):
    dependencies = [
        ("filings", "0006_what_a_notice_says"),
        ("people", "0003_access_tokens"),
        ("tenancy", "0001_initial"),
    ]

    operations = [
        migrations.AddField("reminder", "counted_to", models.DateField(null=True)),
        migrations.AddField(
            "reminder", "asked_as", models.CharField(default="attorney", max_length=15)
        ),
        migrations.AddField("reminder", "send_at", models.DateTimeField(null=True)),
        migrations.AddField("reminder", "carried_by", models.UUIDField(null=True)),
        migrations.AddField("reminder", "unread", models.BooleanField(default=True)),
        migrations.AddField("reminder", "read_at", models.DateTimeField(null=True)),
        migrations.AddField("reminder", "current", models.BooleanField(default=True)),
        migrations.RunSQL(COUNTED, migrations.RunSQL.noop),
        migrations.AlterField("reminder", "counted_to", models.DateField()),
        migrations.RemoveField("reminder", "escalated"),
        migrations.RemoveConstraint("reminder", "filings_reminder_once"),
        migrations.CreateModel(
            name="ReminderWishes",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=clinic.tenancy.models.new_id,
                        editable=False,
                        primary_key=True,
                        serialize=False,
                    ),
                ),
                ("mail", models.CharField(default="at_once", max_length=10)),
                ("quiet_from", models.PositiveSmallIntegerField(default=21)),
                ("quiet_until", models.PositiveSmallIntegerField(default=7)),
                ("weekends", models.BooleanField(default=True)),
                ("version", models.PositiveIntegerField(default=1)),
                (
                    "clinic",
                    models.ForeignKey(
                        default=clinic.tenancy.models.bound_clinic_id,
                        editable=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="tenancy.clinic",
                    ),
                ),
                (
                    "membership",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="people.membership",
                    ),
                ),
            ],
        ),
        migrations.AddIndex(
            model_name="reminder",
            index=models.Index(
                condition=models.Q(("channel", "inbox"), ("current", True)),
                fields=["clinic", "recipient", "-unread", "-id"],
                name="filings_reminder_inbox",
            ),
        ),
        migrations.AddIndex(
            model_name="reminder",
            index=models.Index(
                condition=models.Q(("channel", "digest"), ("sent_at", None)),
                fields=["clinic", "recipient", "id"],
                name="filings_reminder_digest",
            ),
        ),
        migrations.AddConstraint(
            model_name="reminder",
            constraint=models.UniqueConstraint(
                fields=("clinic", "deadline", "counted_to", "rung", "recipient", "channel"),
                name="filings_reminder_once",
            ),
        ),
        migrations.AddConstraint(
            model_name="reminderwishes",
            constraint=models.UniqueConstraint(
                fields=("clinic", "membership"), name="filings_wishes_once"
            ),
        ),
        migrations.AddConstraint(
            model_name="reminderwishes",
            constraint=models.CheckConstraint(
                condition=models.Q(("quiet_from__lt", 24), ("quiet_until__lt", 24)),
                name="filings_wishes_hours",
            ),
        ),
    ]
