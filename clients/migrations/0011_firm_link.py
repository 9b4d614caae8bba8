"""A partner who holds the secret link may find its one row before a clinic is bound."""

from django.db import migrations

SQL = """
CREATE POLICY held_link ON clients_firmcheck FOR SELECT TO alcove_app
    USING (token_hash = decode(nullif(current_setting('app.link', true), ''), 'hex'));
"""


class Migration(migrations.Migration):
    dependencies = [("clients", "0010_firm_checks")]
    operations = [migrations.RunSQL(SQL, migrations.RunSQL.noop)]
