"""The API: limits, how DRF is held, what the schema says of itself."""

from clinic.settings import env

ALCOVE_API_PER_MINUTE = env.number("ALCOVE_API_PER_MINUTE", 300, least=1)
REST_FRAMEWORK = {
    "UNAUTHENTICATED_USER": None,
    "UNAUTHENTICATED_TOKEN": None,
    "URL_FORMAT_OVERRIDE": None,  # the Accept header alone says in which form
    "DEFAULT_AUTHENTICATION_CLASSES": [],
    "DEFAULT_PERMISSION_CLASSES": [],
    "DEFAULT_RENDERER_CLASSES": ["rest_framework.renderers.JSONRenderer"],
    "DEFAULT_PARSER_CLASSES": ["clinic.rest.parsing.StrictJson"],
    "DEFAULT_SCHEMA_CLASS": "clinic.rest.schema.ApiSchema",
    "EXCEPTION_HANDLER": "clinic.rest.failures.answer",
}
SPECTACULAR_SETTINGS = {
    "OAS_VERSION": "3.1.1",
    "TITLE": "Alcove",
    "VERSION": "1",
    "DESCRIPTION": (
        "Everything the pages do, for the systems a clinic already has. Every time is RFC 3339 "
        "with its offset, every day is a day in the clinic's time zone (see read_clinic)."
    ),
    "LICENSE": {"name": "AGPL-3.0-or-later", "identifier": "AGPL-3.0-or-later"},
    "SERVE_INCLUDE_SCHEMA": False,
    "ENABLE_DJANGO_DEPLOY_CHECK": False,
    "POSTPROCESSING_HOOKS": [
        "clinic.rest.schema.share_problems",
        "clinic.rest.schema.add_links",
        "clinic.rest.examples.add_examples",
    ],
    "SORT_OPERATIONS": False,
    "COMPONENT_SPLIT_REQUEST": False,
    "COMPONENT_SPLIT_PATCH": False,  # what a change may leave out, its shape says itself
    "ENUM_GENERATE_CHOICE_DESCRIPTION": False,
    "APPEND_COMPONENTS": {
        "securitySchemes": {
            "token": {
                "type": "http",
                "scheme": "bearer",
                "description": "An access token: alcove_… and nothing before it.",
            },
            "session": {
                "type": "apiKey",
                "in": "cookie",
                "name": "sessionid",
                "description": "A browser that is signed in sends it by itself.",
            },
        }
    },
}
