"""Let whoever filled a table have the planner look at it again; they own none of them.

Of a table that grew from nothing the planner knows nothing until the server looks by itself, a
minute later: until then the checks of foreign keys read every row of the clinic. The function is
the owner's, takes nothing and does nothing but ANALYZE, so no role gets more by it.
"""

from django.db import migrations

SQL = """
CREATE FUNCTION tenancy_look_again() RETURNS void
    LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog AS $$
DECLARE
    grown name;
BEGIN
    FOR grown IN
        SELECT relname FROM pg_class
        WHERE relnamespace = 'public'::regnamespace AND relkind = 'r'
          AND relowner = current_user::regrole
          AND pg_relation_size(oid) > 65536 + 1.5 * 8192 * relpages
        ORDER BY relname
    LOOP
        EXECUTE format('ANALYZE public.%I', grown);
    END LOOP;
END
$$;
REVOKE EXECUTE ON FUNCTION tenancy_look_again() FROM PUBLIC;
"""


class Migration(migrations.Migration):
    dependencies = [("tenancy", "0004_engagement")]
    operations = [migrations.RunSQL(SQL, "DROP FUNCTION tenancy_look_again();")]
