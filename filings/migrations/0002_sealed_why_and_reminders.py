import django.db.models.deletion
from django.db import migrations, models

import clinic.vault.fields


# Nothing is stored yet, so the columns are made anew: jsonb cannot become sealed bytes by a cast.
class Migration(migrations.Migration):
    dependencies = [
        ("cases", "0001_initial"),
        ("filings", "0001_initial"),
        ("people", "0002_policies"),
        ("tenancy", "0001_initial"),
        ("vault", "0001_initial"),
    ]

    operations = [
        migrations.AddField(
            model_name="deadline",
            name="by_rule",
            field=models.DateField(null=True),
        ),
        migrations.AddField(
            model_name="deadline",
            name="consequence",
            field=models.CharField(blank=True, max_length=60),
        ),
        migrations.AddField(
            model_name="deadline",
            name="remind_by",
            field=models.DateField(null=True),
        ),
        migrations.AddField(
            model_name="filingmove",
            name="notice",
            field=models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="filings.notice",
            ),
        ),
        migrations.RemoveField(model_name="deadline", name="facts"),
        migrations.AddField(
            model_name="deadline",
            name="facts",
            field=clinic.vault.fields.EncryptedJSONField(
                blank=True, editable=True, label="deadline.facts", null=True
            ),
        ),
        migrations.RemoveField(model_name="deadline", name="steps"),
        migrations.AddField(
            model_name="deadline",
            name="steps",
            field=clinic.vault.fields.EncryptedJSONField(
                blank=True, editable=True, label="deadline.steps", null=True
            ),
        ),
        migrations.RemoveField(model_name="deadline", name="warnings"),
        migrations.AddField(
            model_name="deadline",
            name="warnings",
            field=clinic.vault.fields.EncryptedJSONField(
                blank=True, editable=True, label="deadline.warnings", null=True
            ),
        ),
        migrations.AlterField(
            model_name="reminder",
            name="rung",
            field=models.SmallIntegerField(),
        ),
        migrations.AddIndex(
            model_name="deadline",
            index=models.Index(
                condition=models.Q(("status", "open")),
                fields=["clinic", "remind_by"],
                name="filings_deadline_remind",
            ),
        ),
        migrations.AddConstraint(
            model_name="deadline",
            constraint=models.UniqueConstraint(
                fields=("clinic", "notice", "rule"), name="filings_deadline_of_notice"
            ),
        ),
    ]
