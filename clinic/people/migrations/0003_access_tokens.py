import django.contrib.postgres.fields
import django.db.models.deletion
from django.db import migrations, models

import clinic.tenancy.models

# Whoever holds the secret finds its one row, before a clinic is bound.
HELD = """
CREATE POLICY held_link ON people_accesstoken FOR SELECT TO alcove_app
    USING (token_hash = decode(nullif(current_setting('app.link', true), ''), 'hex'));
"""


class Migration(migrations.Migration):
    dependencies = [
        ("people", "0002_policies"),
        ("tenancy", "0001_initial"),
    ]

    operations = [
        migrations.AddField(
            model_name="membership",
            name="is_system",
            field=models.BooleanField(default=False),
        ),
        migrations.CreateModel(
            name="AccessToken",
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
                ("name", models.CharField(max_length=80)),
                ("token_hash", models.BinaryField()),
                ("ending", models.CharField(max_length=4)),
                (
                    "capabilities",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(max_length=40), size=None
                    ),
                ),
                (
                    "case_ids",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.UUIDField(), null=True, size=None
                    ),
                ),
                ("made_at", models.DateTimeField(auto_now_add=True)),
                ("expires_at", models.DateTimeField()),
                ("last_used_at", models.DateTimeField(null=True)),
                ("last_used_from", models.GenericIPAddressField(null=True)),
                ("revoked_at", models.DateTimeField(null=True)),
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
                    "made_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="people.membership",
                    ),
                ),
                (
                    "membership",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="tokens",
                        to="people.membership",
                    ),
                ),
                (
                    "revoked_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="people.membership",
                    ),
                ),
            ],
            options={
                "indexes": [models.Index(fields=["token_hash"], name="people_token_by_hash")],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("clinic", "token_hash"), name="people_token_hash"
                    )
                ],
            },
        ),
        migrations.RunSQL(HELD, migrations.RunSQL.noop),
    ]
