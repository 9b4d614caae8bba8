# Sourced once by the postgres container when it makes its cluster: the roles, with the verifiers
# that `make secrets` computed from their passwords.
for role in owner app worker backup; do
    export "ALCOVE_$(echo "$role" | tr a-z A-Z)_PASSWORD=$(cat "/run/secrets/verifier_$role")"
done
psql -X --quiet --username "$POSTGRES_USER" --dbname "$POSTGRES_DB" \
    --file /alcove/roles.sql --file /alcove/database.sql
