"""Workers look for due items across clinics; the rows tell ids only. Claiming binds a clinic."""

from django.db import migrations

SQL = "CREATE POLICY across ON notices_outboxitem FOR SELECT TO alcove_worker USING (true);"


class Migration(migrations.Migration):
    dependencies = [("notices", "0001_initial")]
    operations = [migrations.RunSQL(SQL, migrations.RunSQL.noop)]
