from django.db import migrations

import clinic.vault.fields


class Migration(migrations.Migration):
    dependencies = [("clients", "0002_intake_progress")]

    operations = [
        migrations.RemoveField("intake", "rights_language"),
        migrations.AddField(
            "intake",
            "rights_language",
            clinic.vault.fields.EncryptedTextField(
                blank=True, label="intake.rights_language", null=True
            ),
        ),
    ]
