"""What may be read before a clinic is bound: one's own seats and their clinics, one invitation."""

from django.db import migrations

USER = "nullif(current_setting('app.user_id', true), '')::uuid"
CLINIC = "nullif(current_setting('app.clinic_id', true), '')::uuid"
LINK = "decode(nullif(current_setting('app.link', true), ''), 'hex')"

SQL = f"""
CREATE POLICY own_seat ON people_membership FOR SELECT TO alcove_app USING (user_id = {USER});
CREATE POLICY held_link ON people_invitation FOR SELECT TO alcove_app USING (token_hash = {LINK});

ALTER TABLE tenancy_clinic ENABLE ROW LEVEL SECURITY;
ALTER TABLE tenancy_clinic FORCE ROW LEVEL SECURITY;
CREATE POLICY clinic ON tenancy_clinic TO alcove_app, alcove_worker
    USING (id = {CLINIC}) WITH CHECK (id = {CLINIC});
CREATE POLICY own_seat ON tenancy_clinic FOR SELECT TO alcove_app USING (EXISTS (
    SELECT FROM people_membership seat
    WHERE seat.clinic_id = tenancy_clinic.id AND seat.user_id = {USER} AND seat.ended_at IS NULL));
CREATE POLICY every_id ON tenancy_clinic FOR SELECT TO alcove_worker USING (true);
CREATE POLICY owner ON tenancy_clinic TO alcove_owner USING (true) WITH CHECK (true);
"""


class Migration(migrations.Migration):
    dependencies = [("people", "0001_initial"), ("tenancy", "0001_initial")]
    operations = [migrations.RunSQL(SQL, migrations.RunSQL.noop)]
