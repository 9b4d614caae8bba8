from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("audit", "0003_sealed_by_the_worker"),
        ("tenancy", "0001_initial"),
    ]

    operations = [
        migrations.AddIndex(
            model_name="auditentry",
            index=models.Index(fields=["clinic", "client_id", "-id"], name="audit_entry_client"),
        ),
    ]
