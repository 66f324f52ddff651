"""How gunicorn serves the application, in development and in production; see docs/production.md."""

import os

from config.logs import LOGGING

wsgi_app = "config.wsgi"
bind = os.environ.get("BIND", f"127.0.0.1:{os.environ.get('PORT', '8000')}")
workers = int(os.environ.get("WEB_CONCURRENCY", "2"))
# Gunicorn would open a control socket in the home folder, which a locked-down server may not allow.
control_socket_disable = True
# Requests are logged by config.logs, without addresses or query strings.
accesslog = None
logconfig_dict = LOGGING | {
    "loggers": LOGGING["loggers"]
    | {
        "gunicorn.error": {"handlers": [], "level": "INFO", "propagate": True},
        "gunicorn.access": {"handlers": [], "level": "WARNING", "propagate": False},
        # It warns whenever Django answers HEAD with a body, which it drops itself.
        "gunicorn.http.wsgi": {"level": "ERROR"},
    }
}
