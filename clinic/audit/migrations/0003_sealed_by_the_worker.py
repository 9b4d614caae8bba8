"""The web's role writes entries and nothing else of the trail; no role chooses an entry's time."""

import django.db.models.functions.datetime
from django.db import migrations, models

SQL = """
REVOKE INSERT ON audit_auditbatch, audit_auditleaf FROM alcove_app;
CREATE POLICY happened_now ON audit_auditentry AS RESTRICTIVE FOR INSERT
    TO alcove_app, alcove_worker
    WITH CHECK (
        at BETWEEN now() - interval '1 hour' AND clock_timestamp() + interval '5 minutes'
    );
"""
BACK = """
GRANT INSERT ON audit_auditbatch, audit_auditleaf TO alcove_app;
DROP POLICY happened_now ON audit_auditentry;
"""


class Migration(migrations.Migration):
    dependencies = [("audit", "0002_append_only")]
    operations = [
        migrations.AlterField(
            model_name="auditentry",
            name="at",
            field=models.DateTimeField(db_default=django.db.models.functions.datetime.Now()),
        ),
        migrations.RunSQL(SQL, BACK),
    ]
