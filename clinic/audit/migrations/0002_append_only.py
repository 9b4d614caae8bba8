"""The application may add to the audit and read it; it holds no right to change or remove."""

from django.db import migrations

SQL = """
REVOKE UPDATE, DELETE, TRUNCATE ON audit_auditentry, audit_auditbatch, audit_auditleaf
    FROM alcove_app, alcove_worker;
"""


class Migration(migrations.Migration):
    dependencies = [("audit", "0001_initial")]
    operations = [migrations.RunSQL(SQL, migrations.RunSQL.noop)]
