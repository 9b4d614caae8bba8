-- The roles of a cluster. Run by psql as its superuser, any number of times: the embedded server
-- does at every start, the postgres container once. Passwords come through the environment, so
-- that they stand in no file here and in no process list.
\set ON_ERROR_STOP on
\getenv owner_password ALCOVE_OWNER_PASSWORD
\getenv app_password ALCOVE_APP_PASSWORD
\getenv worker_password ALCOVE_WORKER_PASSWORD
\getenv backup_password ALCOVE_BACKUP_PASSWORD
SET password_encryption = 'scram-sha-256';

SELECT format('CREATE ROLE %I', name)
FROM unnest(ARRAY['alcove_owner', 'alcove_app', 'alcove_worker', 'alcove_backup']) AS name
WHERE NOT EXISTS (SELECT FROM pg_roles WHERE rolname = name)
\gexec

ALTER ROLE alcove_owner LOGIN NOSUPERUSER NOCREATEDB NOCREATEROLE NOREPLICATION NOBYPASSRLS
    PASSWORD :'owner_password';
ALTER ROLE alcove_app LOGIN NOSUPERUSER NOCREATEDB NOCREATEROLE NOREPLICATION NOBYPASSRLS
    PASSWORD :'app_password';
ALTER ROLE alcove_worker LOGIN NOSUPERUSER NOCREATEDB NOCREATEROLE NOREPLICATION NOBYPASSRLS
    PASSWORD :'worker_password';
-- A dump under row-level security would silently hold nothing.
ALTER ROLE alcove_backup LOGIN NOSUPERUSER NOCREATEDB NOCREATEROLE NOREPLICATION BYPASSRLS
    PASSWORD :'backup_password';
GRANT pg_read_all_data TO alcove_backup;
