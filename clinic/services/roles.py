"""The database roles; `roles.sql` and `database.sql` create them and say what each may do."""

SUPERUSER = "postgres"  # of the embedded cluster; no process of Alcove ever signs in as it
OWNER = "alcove_owner"  # owns database and tables, migrates, holds no session otherwise
APP = "alcove_app"  # web: rows of the bound clinic only
WORKER = "alcove_worker"  # background jobs: the same walls under a name of its own
BACKUP = "alcove_backup"  # reads everything, writes nothing

ROLES = (OWNER, APP, WORKER, BACKUP)
PASSWORD_VARIABLES = {role: f"{role.upper()}_PASSWORD" for role in ROLES}
DATABASE = "alcove"
