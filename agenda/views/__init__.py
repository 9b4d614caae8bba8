"""Form -> action or query -> template."""
