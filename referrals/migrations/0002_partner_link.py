"""A partner who holds the secret link may find its one row before a clinic is bound."""

from django.db import migrations

SQL = """
CREATE POLICY held_link ON referrals_referrallink FOR SELECT TO alcove_app
    USING (token_hash = decode(nullif(current_setting('app.link', true), ''), 'hex'));
"""


class Migration(migrations.Migration):
    dependencies = [("referrals", "0001_initial")]
    operations = [migrations.RunSQL(SQL, migrations.RunSQL.noop)]
