import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("cases", "0008_handovers"),
        ("staffing", "0005_namesakes"),
    ]

    operations = [
        migrations.AlterField(
            model_name="override",
            name="assignment",
            field=models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="cases.assignment",
            ),
        ),
        migrations.AddField(
            model_name="override",
            name="access",
            field=models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="cases.timedaccess",
            ),
        ),
        migrations.AddConstraint(
            model_name="override",
            constraint=models.CheckConstraint(
                condition=models.Q(("assignment", None), ("access", None), _connector="XOR"),
                name="staffing_override_of_one",
            ),
        ),
    ]
