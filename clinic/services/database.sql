-- What each role may do in the database psql is connected to. Run as the cluster's superuser, any
-- number of times. Nothing is left to PUBLIC; tables made by the owner serve app and worker.
\set ON_ERROR_STOP on

ALTER DATABASE :"DBNAME" OWNER TO alcove_owner;
REVOKE ALL ON DATABASE :"DBNAME" FROM PUBLIC;
GRANT CONNECT ON DATABASE :"DBNAME" TO alcove_app, alcove_worker, alcove_backup;

ALTER SCHEMA public OWNER TO alcove_owner;
REVOKE ALL ON SCHEMA public FROM PUBLIC;
GRANT USAGE ON SCHEMA public TO alcove_app, alcove_worker, alcove_backup;

ALTER DEFAULT PRIVILEGES FOR ROLE alcove_owner IN SCHEMA public
    GRANT SELECT, INSERT, UPDATE, DELETE ON TABLES TO alcove_app, alcove_worker;
ALTER DEFAULT PRIVILEGES FOR ROLE alcove_owner IN SCHEMA public
    GRANT USAGE, SELECT ON SEQUENCES TO alcove_app, alcove_worker;
ALTER DEFAULT PRIVILEGES FOR ROLE alcove_owner
    REVOKE EXECUTE ON FUNCTIONS FROM PUBLIC;
ALTER DEFAULT PRIVILEGES FOR ROLE alcove_owner IN SCHEMA public
    GRANT EXECUTE ON FUNCTIONS TO alcove_app, alcove_worker;
