"""An interpreter who holds the secret link may find its one row before a clinic is bound."""

from django.db import migrations

SQL = """
CREATE POLICY held_link ON interpreters_offer FOR SELECT TO alcove_app
    USING (token_hash = decode(nullif(current_setting('app.link', true), ''), 'hex'));
"""


class Migration(migrations.Migration):
    dependencies = [("interpreters", "0002_bookings")]
    operations = [migrations.RunSQL(SQL, migrations.RunSQL.noop)]
