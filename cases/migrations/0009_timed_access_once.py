from django.db import migrations, models

# What ran out ended when it ran out. Of two that one person has of one case the later end stays.
ENDED = """
UPDATE cases_timedaccess SET ended_at = until WHERE ended_at IS NULL AND until <= now();
UPDATE cases_timedaccess AS one SET ended_at = now()
FROM cases_timedaccess AS other
WHERE one.ended_at IS NULL AND other.ended_at IS NULL
    AND one.clinic_id = other.clinic_id AND one.case_id = other.case_id
    AND one.membership_id = other.membership_id
    AND (one.until, one.id) < (other.until, other.id);
"""


class Migration(migrations.Migration):
    dependencies = [
        ("cases", "0008_handovers"),
        ("people", "0003_access_tokens"),
    ]

    operations = [
        migrations.RunSQL(ENDED, migrations.RunSQL.noop),
        migrations.AddConstraint(
            model_name="timedaccess",
            constraint=models.UniqueConstraint(
                condition=models.Q(("ended_at", None)),
                fields=("clinic", "case", "membership"),
                name="cases_timed_once",
            ),
        ),
    ]
